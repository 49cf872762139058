import type {KeyPress} from './editor/key-press.ts';

/** Where a key counts: the chat screen, the prompt, the search through older prompts, a list, the list of profiles. */
export type KeyContext = 'chat' | 'composer' | 'history-search' | 'list' | 'picker';

type KeyBindingShape = {
	readonly id: string;
	readonly context: KeyContext;
	/** Names as `decodeKeyPresses` gives them; a single printable character is that character typed. */
	readonly keys: readonly string[];
	/** What it does, as the help says it. */
	readonly description: string;
	/** Counts only while the prompt is empty, or only while it is not. */
	readonly when?: 'prompt-empty' | 'prompt-filled';
	/** How the help names the keys, where a list of them would be no help. */
	readonly label?: string;
};

/**
 * Every key of the program, in the order of the help. What terminals do to keys is told at `decodeKeyPresses`;
 * what follows from it: no Ctrl+I (Tab), Ctrl+M (Enter), Ctrl+[ (Esc), and each Alt key has a way round it, because
 * macOS's Terminal sends Option as Alt only where told to.
 */
export const keyBindings = [
	{id: 'stop', context: 'chat', keys: ['escape'], description: 'stop the answer; what has arrived stays'},
	{
		id: 'interrupt',
		context: 'chat',
		keys: ['ctrl+c'],
		description: 'stop the answer, else clear the prompt, else (twice) quit',
	},
	{
		id: 'quit',
		context: 'chat',
		keys: ['ctrl+d'],
		when: 'prompt-empty',
		description: 'quit, when the prompt is empty',
	},
	{
		id: 'help',
		context: 'chat',
		keys: ['?'],
		when: 'prompt-empty',
		description: 'show these keys, when the prompt is empty',
	},
	{id: 'profiles', context: 'chat', keys: ['ctrl+p'], description: 'choose a profile'},
	{
		id: 'favourite-profile',
		context: 'chat',
		keys: ['alt+1', 'alt+2', 'alt+3', 'alt+4', 'alt+5', 'alt+6', 'alt+7', 'alt+8', 'alt+9'],
		label: 'Alt+1…9',
		description: 'switch to that favourite profile',
	},
	{id: 'open-editor', context: 'chat', keys: ['ctrl+g'], description: 'write the prompt in $EDITOR'},
	{id: 'expand-reasoning', context: 'chat', keys: ['ctrl+o'], description: 'show the reasoning in full'},
	{id: 'redraw', context: 'chat', keys: ['ctrl+l'], description: 'redraw the screen'},
	{id: 'suspend', context: 'chat', keys: ['ctrl+z'], description: 'suspend; fg in the shell comes back'},

	{id: 'submit', context: 'composer', keys: ['enter'], description: 'send; after a \\ a new line instead'},
	{
		id: 'newline',
		context: 'composer',
		keys: ['shift+enter', 'alt+enter', 'ctrl+enter', 'ctrl+j'],
		description: 'new line',
	},
	{id: 'move-up', context: 'composer', keys: ['up'], description: 'row up, on the first row an older prompt'},
	{
		id: 'move-down',
		context: 'composer',
		keys: ['down', 'ctrl+n'],
		description: 'row down, on the last row a newer prompt',
	},
	{id: 'search-open', context: 'composer', keys: ['ctrl+r'], description: 'search the older prompts'},
	{id: 'complete', context: 'composer', keys: ['tab'], description: 'complete the command'},
	{id: 'complete-back', context: 'composer', keys: ['shift+tab'], description: 'the completion before'},
	{id: 'expand-paste', context: 'composer', keys: ['ctrl+x'], description: 'show a folded paste in full'},
	{id: 'move-left', context: 'composer', keys: ['left', 'ctrl+b'], description: 'character left'},
	{id: 'move-right', context: 'composer', keys: ['right', 'ctrl+f'], description: 'character right'},
	{id: 'word-left', context: 'composer', keys: ['alt+b', 'ctrl+left', 'alt+left'], description: 'word left'},
	{
		id: 'word-right',
		context: 'composer',
		keys: ['alt+f', 'ctrl+right', 'alt+right'],
		description: 'word right',
	},
	{id: 'line-start', context: 'composer', keys: ['ctrl+a', 'home'], description: 'start of the line'},
	{id: 'line-end', context: 'composer', keys: ['ctrl+e', 'end'], description: 'end of the line'},
	{id: 'prompt-start', context: 'composer', keys: ['alt+<', 'ctrl+home'], description: 'start of the prompt'},
	{id: 'prompt-end', context: 'composer', keys: ['alt+>', 'ctrl+end'], description: 'end of the prompt'},
	{
		id: 'erase-back',
		context: 'composer',
		keys: ['backspace', 'ctrl+h'],
		description: 'erase the character before',
	},
	{
		id: 'erase-forward',
		context: 'composer',
		keys: ['delete', 'ctrl+d'],
		when: 'prompt-filled',
		description: 'erase the character at the cursor',
	},
	{
		id: 'kill-word-back',
		context: 'composer',
		keys: ['alt+backspace', 'ctrl+backspace'],
		description: 'cut the word before',
	},
	{
		id: 'kill-word-forward',
		context: 'composer',
		keys: ['alt+d', 'alt+delete', 'ctrl+delete'],
		description: 'cut the word after',
	},
	{id: 'kill-to-blank', context: 'composer', keys: ['ctrl+w'], description: 'cut back to the blank before'},
	{id: 'kill-to-start', context: 'composer', keys: ['ctrl+u'], description: 'cut to the start of the line'},
	{id: 'kill-to-end', context: 'composer', keys: ['ctrl+k'], description: 'cut to the end of the line'},
	{id: 'yank', context: 'composer', keys: ['ctrl+y'], description: 'put back what was cut'},
	{id: 'yank-older', context: 'composer', keys: ['alt+y'], description: 'after that: what was cut before it'},
	{id: 'transpose', context: 'composer', keys: ['ctrl+t'], description: 'swap two characters'},
	{id: 'undo', context: 'composer', keys: ['ctrl+_', 'ctrl+/'], description: 'undo'},
	{id: 'redo', context: 'composer', keys: ['alt+_', 'ctrl+shift+z'], description: 'redo'},

	{id: 'search-older', context: 'history-search', keys: ['ctrl+r', 'up'], description: 'an older match'},
	{id: 'search-newer', context: 'history-search', keys: ['ctrl+s', 'down'], description: 'a newer match'},
	{
		id: 'search-accept',
		context: 'history-search',
		keys: ['enter', 'tab'],
		description: 'take it into the prompt',
	},
	{
		id: 'search-cancel',
		context: 'history-search',
		keys: ['escape', 'ctrl+g', 'ctrl+c'],
		description: 'leave the search',
	},
	{
		id: 'search-erase',
		context: 'history-search',
		keys: ['backspace', 'ctrl+h'],
		description: 'shorten the search text',
	},

	{id: 'list-up', context: 'list', keys: ['up', 'ctrl+p'], description: 'entry up'},
	{id: 'list-down', context: 'list', keys: ['down', 'ctrl+n'], description: 'entry down'},
	{id: 'list-page-up', context: 'list', keys: ['page-up'], description: 'page up'},
	{id: 'list-page-down', context: 'list', keys: ['page-down'], description: 'page down'},
	{id: 'list-first', context: 'list', keys: ['home'], description: 'first entry'},
	{id: 'list-last', context: 'list', keys: ['end'], description: 'last entry'},
	{id: 'list-choose', context: 'list', keys: ['enter'], description: 'choose'},
	{id: 'list-leave', context: 'list', keys: ['escape', 'ctrl+c'], description: 'leave without choosing'},

	{id: 'profile-edit', context: 'picker', keys: ['ctrl+e'], description: 'edit the profile'},
	{id: 'profile-copy', context: 'picker', keys: ['ctrl+y'], description: 'copy the profile'},
	{
		id: 'profile-remove',
		context: 'picker',
		keys: ['ctrl+x'],
		description: 'remove the profile; press it twice',
	},
] as const satisfies readonly KeyBindingShape[];

/** The name of a key binding. */
export type KeyBindingId = (typeof keyBindings)[number]['id'];

/** An entry of the table. */
export type KeyBinding = KeyBindingShape & {readonly id: KeyBindingId};

const bindings: readonly KeyBinding[] = keyBindings;

function isPossible({when}: KeyBinding, isPromptEmpty: boolean): boolean {
	return when === undefined || (when === 'prompt-empty') === isPromptEmpty;
}

/**
 * The binding of a press in one of `contexts`, or undefined. A Shift that nothing is bound to is left out, so that
 * Shift+Backspace erases and Alt+B works under Caps Lock; Shift+Tab never turns into Tab.
 * @param isPromptEmpty decides the keys that mean another thing in an empty prompt; true when left out
 */
export function findKeyBinding(
	press: KeyPress,
	contexts: readonly KeyContext[],
	isPromptEmpty = true,
): KeyBinding | undefined {
	const find = (name: string): KeyBinding | undefined =>
		bindings.find(
			binding =>
				contexts.includes(binding.context) &&
				binding.keys.includes(name) &&
				isPossible(binding, isPromptEmpty),
		);
	if (press.kind === 'text') return press.text.length === 1 ? find(press.text) : undefined;
	const {name} = press;
	return find(name) ?? (name.endsWith('shift+tab') ? undefined : find(name.replace('shift+', '')));
}

/** A key's name as people read it: `ctrl+p` is `Ctrl+P`, `page-up` is `Page Up`. */
export function formatKey(name: string): string {
	if (name === 'escape') return 'Esc';
	return name.replace(/(?<![^+-])[a-z]/g, letter => letter.toUpperCase()).replace('-', ' ');
}

/** The keys of a binding as the help shows them: `Ctrl+A, Home`. */
export function formatKeys({keys, label}: Pick<KeyBinding, 'keys' | 'label'>): string {
	return label ?? keys.map(formatKey).join(', ');
}

/** A part of the help: a title and its lines. */
export type KeyHelpSection = {
	readonly title: string;
	readonly lines: readonly {readonly keys: string; readonly description: string}[];
};

const contextTitles: Readonly<Record<KeyContext, string>> = {
	chat: 'Chat',
	composer: 'Prompt',
	'history-search': 'Searching older prompts',
	list: 'Lists',
	picker: 'The list of profiles',
};

/** The help on the keys of `contexts`, made from the table. */
export function describeKeyBindings(
	contexts: readonly KeyContext[] = ['chat', 'composer', 'history-search', 'list', 'picker'],
): readonly KeyHelpSection[] {
	return contexts.map(context => ({
		title: contextTitles[context],
		lines: bindings
			.filter(binding => binding.context === context)
			.map(binding => ({keys: formatKeys(binding), description: binding.description})),
	}));
}
