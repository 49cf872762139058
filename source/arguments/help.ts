import {
	askFlags,
	chatFlags,
	commonFlags,
	demoFlags,
	endpointFlags,
	type FlagTable,
	invokeFlags,
	profileFieldFlags,
} from './flags.ts';

/** What the help says of one command. */
export type HelpPage = {
	readonly usage: string;
	readonly summary: string;
	readonly flags: FlagTable;
	/** Whether the flags of {@link endpointFlags} are part of `flags`, and so get a heading of their own. */
	readonly talksToEndpoint: boolean;
	readonly examples: readonly [string, string];
	/** More lines, between the summary and the flags. */
	readonly details?: readonly string[];
};

export const helpPages: Readonly<Record<string, HelpPage>> = {
	chat: {
		usage: 'amlchat [PROMPT] [flags]',
		summary: 'Chat with an LLM endpoint: Azure ML first, and every OpenAI-compatible server.',
		flags: chatFlags,
		talksToEndpoint: true,
		details: [
			'Commands:',
			'  ask         one answer on standard output, then exit',
			'  invoke      send a JSON body as it is, print the answer’s body as it is',
			'  profiles    the saved endpoints: list, show, add, edit, rename, copy, remove, use, export, import',
			'  demo        run the built-in demo endpoint',
			'  help        this text, or a command’s: amlchat help ask',
			'',
			'Without a profile the chat offers the built-in demo endpoint. API_URL and ENDPOINT_TOKEN name an',
			'endpoint without a profile.',
		],
		examples: ['amlchat', 'amlchat --url https://my.eastus2.models.ai.azure.com --token-env MY_KEY'],
	},
	ask: {
		usage: 'amlchat ask [PROMPT] [flags]',
		summary:
			'Ask once: the answer goes to standard output as it arrives. Standard input is added to the prompt.',
		flags: askFlags,
		talksToEndpoint: true,
		examples: [
			'amlchat ask "Three uses of a brick?"',
			'git diff | amlchat ask -p prod "Write a commit message" --json',
		],
	},
	invoke: {
		usage: 'amlchat invoke --input-json FILE [flags]',
		summary:
			'Send a JSON body as it is with the profile’s credential, and print the answer’s body byte for byte.',
		flags: invokeFlags,
		talksToEndpoint: true,
		examples: [
			'amlchat invoke --input-json examples/realtime-chat.json -p my-realtime',
			'echo \'{"messages":[{"role":"user","content":"Hi"}]}\' | amlchat invoke --input-json -',
		],
	},
	demo: {
		usage: 'amlchat demo [--port PORT]',
		summary: 'Run the demo endpoint on this computer and print its URLs and key, until Ctrl+C.',
		flags: demoFlags,
		talksToEndpoint: false,
		examples: ['amlchat demo', 'amlchat demo --port 8080'],
	},
	profiles: {
		usage: 'amlchat profiles list|show|add|edit|rename|copy|remove|use|export|import',
		summary: 'The saved endpoints.',
		details: [
			'  list [--json]                     all of them; * marks the default',
			'  show [NAME] [--json]              one of them, with its final URL; never its key',
			'  add NAME --url URL [fields]       save one; in a terminal and without flags, a form',
			'  edit NAME [fields] [--unset FIELD]',
			'  rename NAME NEW                   copy NAME NEW',
			'  use NAME                          make it the default',
			'  remove NAME [--yes]',
			'  export [NAME…]                    as JSON, without any key',
			'  import FILE|- [--replace] [--yes]',
		],
		flags: profileFieldFlags,
		talksToEndpoint: false,
		examples: [
			'amlchat profiles add prod --url https://my.eastus2.inference.ml.azure.com/score --token-env MY_KEY',
			'amlchat profiles use prod',
		],
	},
};

/** The help text of a command, at most 100 columns wide. */
export function helpText(topic: string): string {
	const page = (Object.hasOwn(helpPages, topic) ? helpPages[topic] : undefined) ?? helpPages.chat;
	if (page === undefined) {
		return '';
	}

	const own = Object.entries({...page.flags, ...commonFlags}).filter(
		([name]) => !(page.talksToEndpoint && Object.hasOwn(endpointFlags, name)),
	);
	const sections = [
		`${page.summary}\n`,
		`Usage: ${page.usage}\n`,
		...(page.details === undefined ? [] : [`${page.details.join('\n')}\n`]),
		`Flags:\n${flagLines(own)}\n`,
		...(page.talksToEndpoint
			? [`The endpoint and the request:\n${flagLines(Object.entries(endpointFlags))}\n`]
			: []),
		`Examples:\n${page.examples.map(example => `  ${example}`).join('\n')}\n`,
	];
	return sections.join('\n');
}

function flagLines(flags: ReadonlyArray<readonly [string, FlagTable[string]]>): string {
	const lefts = flags.map(([name, flag]) => {
		const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
		return `  ${short}--${name}${flag.value === undefined ? '' : ` ${flag.value}`}`;
	});
	const width = Math.max(...lefts.map(left => left.length)) + 2;
	return flags.map(([, flag], index) => `${(lefts[index] ?? '').padEnd(width)}${flag.help}`).join('\n');
}
