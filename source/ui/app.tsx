import {Box, Static, Text, useWindowSize} from 'ink';
import {type ReactNode, useState, useSyncExternalStore} from 'react';
import {emptyChat, type TranscriptItem} from '../chat/chat-state.ts';
import type {ChatStore} from '../chat/chat-store.ts';
import {describeError} from '../core/describe-error.ts';
import {toChatError} from '../core/errors.ts';
import type {ChatHost} from './chat-host.ts';
import {useEditor} from './editor/editor.ts';
import type {ProfileDraft} from './profile-draft.ts';
import {ChatScreen} from './screens/chat-screen.tsx';
import {ProfileForm} from './screens/profile-form.tsx';
import {azureHelp, type WelcomeChoice, WelcomeScreen} from './screens/welcome-screen.tsx';
import {transcriptLines} from './transcript-lines.ts';

type AppProps = {
	readonly host: ChatHost;
	/** The chat to begin with; without one the welcome screen comes first. */
	readonly store: ChatStore | undefined;
	readonly firstPrompt: string | undefined;
	/** Told about the store of the chat as soon as there is one, so that leaving can close it. */
	readonly onStore: (store: ChatStore) => void;
	readonly onQuit: () => void;
	/** Draws nothing but what is settled, so that only the conversation stays on the terminal. */
	readonly isLeaving: boolean;
};

/** What the form begins with: a saved profile, or nothing. */
type FormContent = {readonly editing?: string; readonly initialDraft?: ProfileDraft};

type Screen = 'welcome' | 'chat' | 'form';

const noSubscription = () => () => {};
const noState = () => emptyChat;

/**
 * The program's one tree: what is settled above, one screen below. `Static` stays mounted whatever the screen is, or
 * everything would be printed again.
 */
export function App({
	host,
	store: initialStore,
	firstPrompt,
	onStore,
	onQuit,
	isLeaving,
}: AppProps): ReactNode {
	const [store, setStore] = useState(initialStore);
	const [screen, setScreen] = useState<Screen>(initialStore === undefined ? 'welcome' : 'chat');
	const [form, setForm] = useState<FormContent>({});
	const [lines, setLines] = useState<readonly string[]>([]);
	const editor = useEditor({history: host.promptHistory});
	// Asked once, here: a listener of its own for each of many items would be one too many for Node.
	const width = Math.max(1, useWindowSize().columns);
	const {transcript} = useSyncExternalStore(store?.subscribe ?? noSubscription, store?.getState ?? noState);

	const open = async (id: string, notices: readonly string[] = []) => {
		try {
			const session = await host.open(id);
			if (store !== undefined) {
				store.setSession(session);
			}

			const chat = store ?? host.createStore(session);
			onStore(chat);
			setStore(chat);
			setLines([]);
			setScreen('chat');
			for (const text of [...notices, `Now talking to ${id}.`]) {
				chat.print({kind: 'note', text});
			}
		} catch (thrown) {
			setLines(describeError(toChatError(thrown)));
		}
	};

	/** Opens the form; a saved profile is read once, here, where it may be gone. */
	const openForm = (name?: string) => {
		try {
			setForm(name === undefined ? {} : {editing: name, initialDraft: host.draftOf(name)});
			setScreen('form');
		} catch (thrown) {
			store?.print({kind: 'error', error: toChatError(thrown), place: {}});
		}
	};

	const choose = (choice: WelcomeChoice) => {
		switch (choice) {
			case 'demo':
				void open('demo', demoNotices);
				break;
			case 'add':
				setLines([]);
				openForm();
				break;
			case 'azure':
				setLines(azureHelp);
		}
	};

	return (
		<>
			<Static items={transcript as TranscriptItem[]}>
				{item => <Settled key={item.id} item={item} host={host} width={width} />}
			</Static>
			<Box flexDirection="column" display={isLeaving ? 'none' : 'flex'}>
				{screen === 'welcome' && <WelcomeScreen theme={host.theme} onChoose={choose} onLeave={onQuit} />}
				{screen === 'form' && (
					<ProfileForm
						host={host}
						{...form}
						onSaved={(name, notices) => void open(name, notices)}
						onLeave={() => setScreen(store === undefined ? 'welcome' : 'chat')}
					/>
				)}
				{screen === 'chat' && store !== undefined && (
					<ChatScreen
						host={host}
						store={store}
						editor={editor}
						firstPrompt={firstPrompt}
						onForm={openForm}
						onQuit={onQuit}
					/>
				)}
				{lines.length > 0 && <Text>{['', ...lines].join('\n')}</Text>}
			</Box>
		</>
	);
}

const demoNotices: readonly string[] = [
	'This is the built-in demo, on this computer: no language model is behind it. Ctrl+P shows its other models, some of which fail on purpose, to show what that looks like.',
];

type SettledProps = {
	readonly item: TranscriptItem;
	readonly host: ChatHost;
	readonly width: number;
};

/** One printed item. It is rendered once, with the width that the window has then. */
function Settled({item, host, width}: SettledProps): ReactNode {
	const text = transcriptLines(item, {width, theme: host.theme}).join('\n');
	return <Text>{text === '' ? ' ' : text}</Text>;
}
