import {Box, Text, useWindowSize} from 'ink';
import type {ReactNode} from 'react';
import {SelectList} from '../components/select-list.tsx';
import type {ScreenTheme} from '../screen-theme.ts';

export type WelcomeChoice = 'demo' | 'add' | 'azure';

type WelcomeScreenProps = {
	readonly theme: ScreenTheme;
	readonly onChoose: (choice: WelcomeChoice) => void;
	readonly onLeave: () => void;
};

const choices: ReadonlyArray<{readonly id: WelcomeChoice; readonly label: string; readonly detail: string}> =
	[
		{id: 'demo', label: 'Try the demo', detail: 'chat at once, with a built-in endpoint on this computer'},
		{id: 'add', label: 'Add an endpoint', detail: 'paste its URL and key'},
		{id: 'azure', label: 'Sign in to Azure', detail: 'how to use your Azure sign-in instead of a key'},
	];

/** The first thing a newcomer sees: three ways to begin. */
export function WelcomeScreen({theme, onChoose, onLeave}: WelcomeScreenProps): ReactNode {
	const {columns} = useWindowSize();
	return (
		<Box flexDirection="column">
			<Text>{theme.strong('Welcome to amlchat.')}</Text>
			<Text>
				{theme.dim('It talks to LLM endpoints: Azure ML first, and every OpenAI-compatible server.')}
			</Text>
			<Text> </Text>
			<SelectList
				title="How do you want to begin?"
				entries={choices}
				width={columns}
				maxRows={choices.length}
				theme={theme}
				onChoose={id => onChoose(id as WelcomeChoice)}
				onLeave={onLeave}
			/>
		</Box>
	);
}

/** How an Azure sign-in is used today, line by line. */
export const azureHelp: readonly string[] = [
	'  1. Sign in with the Azure CLI:  az login',
	'  2. Save your endpoint with it:  amlchat profiles add NAME --url SCORING_URI --auth entra',
	'  3. Chat:                        amlchat -p NAME',
	'',
	'  The scoring URI is on the endpoint’s “Consume” page in the studio. You need a role that may call it,',
	'  such as AzureML Data Scientist, or Cognitive Services OpenAI User.',
];
