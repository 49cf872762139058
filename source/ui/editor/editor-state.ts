import {cleanInput} from './fold-character.ts';
import {type FoldedPaste, unfoldText} from './folded-paste.ts';
import type {HistorySearch} from './history-search.ts';
import type {KillRing} from './kill-ring.ts';
import {createPromptHistory, type PromptHistory} from './prompt-history.ts';
import {emptyUndoHistory, type UndoHistory} from './undo-history.ts';

/** What the last action did, where the next one depends on it: undo groups, joined kills, yank-pop. */
export type LastEdit =
	| {readonly kind: 'typing' | 'erasing-back' | 'erasing-forward' | 'killing'}
	| {readonly kind: 'yanking'; readonly start: number; readonly end: number; readonly ringIndex: number};

/** All that the prompt editor knows; a plain value, changed by `reduceEditor` alone. */
export type EditorState = {
	/** The prompt, with one fold character for each folded paste; `promptText` is what gets sent. */
	readonly text: string;
	/** The caret as a UTF-16 offset into `text`, always on a grapheme boundary. */
	readonly cursor: number;
	readonly folds: readonly FoldedPaste[];
	readonly shouldFoldPastes: boolean;
	/** The column that Up and Down aim for, until something else moves the caret. */
	readonly stickyColumn: number | null;
	readonly lastEdit: LastEdit | null;
	readonly undoHistory: UndoHistory;
	readonly killRing: KillRing;
	readonly history: PromptHistory;
	/** The search through older prompts, while it is open. */
	readonly search: HistorySearch | null;
};

/** How an editor begins. */
export type EditorOptions = {
	/** Prompts of earlier, oldest first. */
	readonly history?: readonly string[];
	readonly initialText?: string;
	/** Whether a very long paste is shown as a label; true when left out. */
	readonly shouldFoldPastes?: boolean;
};

/** An editor's first state, the caret at the end of its text. */
export function createEditorState(options: EditorOptions = {}): EditorState {
	const text = cleanInput(options.initialText ?? '');
	return {
		text,
		cursor: text.length,
		folds: [],
		shouldFoldPastes: options.shouldFoldPastes ?? true,
		stickyColumn: null,
		lastEdit: null,
		undoHistory: emptyUndoHistory,
		killRing: [],
		history: createPromptHistory(options.history ?? []),
		search: null,
	};
}

/** The prompt as it is sent: exactly what was typed and pasted, folded pastes in full. */
export function promptText(state: EditorState): string {
	return unfoldText(state.text, state.folds);
}

/** The older prompt that an open search shows, or undefined. */
export function foundPrompt(state: EditorState): string | undefined {
	const match = state.search?.match ?? null;
	return match === null ? undefined : state.history.prompts[match];
}
