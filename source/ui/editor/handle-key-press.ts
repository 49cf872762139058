import {findKeyBinding, type KeyBindingId} from '../key-bindings.ts';
import type {Editor} from './editor.ts';
import {type EditorState, promptText} from './editor-state.ts';
import type {KeyPress} from './key-press.ts';
import type {EditorAction, PlainEditorAction} from './reduce-editor.ts';

/** What a key press can do to the composer and its surroundings. */
export type KeyPressContext = {
	readonly editor: Editor;
	/** Columns that the prompt is wrapped to. */
	readonly width: number;
	/** Takes a finished prompt; false leaves it in the editor. A blank one never comes. */
	readonly onSubmit: (text: string) => boolean;
	/** Hears of every bound key before the editor does; true claims it. */
	readonly onKey?: ((id: KeyBindingId, press: KeyPress) => boolean) | undefined;
};

const editingKeys = new Set<KeyBindingId>([
	'newline',
	'erase-back',
	'erase-forward',
	'move-left',
	'move-right',
	'word-left',
	'word-right',
	'line-start',
	'line-end',
	'prompt-start',
	'prompt-end',
	'kill-to-end',
	'kill-to-start',
	'kill-word-back',
	'kill-word-forward',
	'kill-to-blank',
	'yank',
	'yank-older',
	'transpose',
	'undo',
	'redo',
	'expand-paste',
	'search-open',
	'search-older',
	'search-newer',
	'search-erase',
	'search-accept',
	'search-cancel',
] satisfies PlainEditorAction[]);

function isEditingKey(id: KeyBindingId): id is KeyBindingId & PlainEditorAction {
	return editingKeys.has(id);
}

function toEditorAction(id: KeyBindingId, width: number): EditorAction | undefined {
	if (id === 'move-up' || id === 'move-down') return {type: id, width};
	if (id === 'interrupt') return {type: 'clear'};
	return isEditingKey(id) ? {type: id} : undefined;
}

function isAfterBackslash({text, cursor}: EditorState): boolean {
	return text.charAt(cursor - 1) === '\\';
}

function submit({editor, onSubmit}: KeyPressContext): void {
	const state = editor.getState();
	if (isAfterBackslash(state)) {
		editor.dispatch({type: 'continue-line'});
		return;
	}
	const text = promptText(state);
	if (text.trim() !== '' && onSubmit(text)) editor.dispatch({type: 'submitted'});
}

/**
 * Does what a press asks for. While the search through older prompts is open its own keys come first and nobody can
 * claim them; any other key takes the found prompt and then does what it always does, as in readline.
 */
export function handleKeyPress(press: KeyPress, context: KeyPressContext): void {
	const {editor, width, onKey} = context;
	if (editor.getState().search !== null) {
		const binding = findKeyBinding(press, ['history-search']);
		if (binding !== undefined && isEditingKey(binding.id)) {
			editor.dispatch({type: binding.id});
			return;
		}
		if (press.kind === 'text') {
			editor.dispatch({type: 'insert', text: press.text});
			return;
		}
		editor.dispatch({type: 'search-accept'});
	}
	const binding = findKeyBinding(press, ['composer', 'chat'], editor.getState().text === '');
	if (binding !== undefined) {
		if (onKey?.(binding.id, press) === true) return;
		if (binding.id === 'submit') {
			submit(context);
			return;
		}
		const action = toEditorAction(binding.id, width);
		if (action !== undefined) {
			editor.dispatch(action);
			return;
		}
	}
	// Several lines in one chunk are a paste in a terminal that does not mark pastes.
	if (press.kind === 'text')
		editor.dispatch({type: /[\r\n]/.test(press.text) ? 'paste' : 'insert', text: press.text});
}
