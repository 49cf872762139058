import {createEditorState, type EditorState, promptText} from './editor-state.ts';
import {
	eraseNext,
	erasePrevious,
	expandPaste,
	insertPaste,
	insertText,
	killTo,
	replaceRange,
	transpose,
	yank,
	yankOlder,
} from './edits.ts';
import {cleanInput} from './fold-character.ts';
import {nextGrapheme, previousGrapheme, snapToGrapheme} from './graphemes.ts';
import {emptyHistorySearch, searchFor, searchOn} from './history-search.ts';
import {layoutText, locateCaret, offsetAtColumn} from './layout.ts';
import {addPrompt, recallPrompt, rememberPrompt} from './prompt-history.ts';
import {redo, type Snapshot, undo} from './undo-history.ts';
import {nextWordEnd, previousBlankDelimitedStart, previousWordStart} from './words.ts';

/** An edit or a move that needs nothing but the state; named as the key binding that asks for it. */
export type PlainEditorAction =
	| 'newline'
	/** A backslash before the caret becomes a new line: Enter's way to one in terminals that report no other. */
	| 'continue-line'
	| 'erase-back'
	| 'erase-forward'
	| 'move-left'
	| 'move-right'
	| 'word-left'
	| 'word-right'
	| 'line-start'
	| 'line-end'
	| 'prompt-start'
	| 'prompt-end'
	| 'kill-to-end'
	| 'kill-to-start'
	| 'kill-word-back'
	| 'kill-word-forward'
	| 'kill-to-blank'
	| 'yank'
	| 'yank-older'
	| 'transpose'
	| 'undo'
	| 'redo'
	| 'expand-paste'
	| 'search-open'
	| 'search-older'
	| 'search-newer'
	| 'search-erase'
	| 'search-accept'
	| 'search-cancel';

/** Everything that can happen to the prompt editor. `width` is the columns its rows are wrapped to. */
export type EditorAction =
	| {readonly type: PlainEditorAction}
	/** Typed text; while a search is open it goes to the query, as a paste does. */
	| {readonly type: 'insert'; readonly text: string}
	/** Pasted text, one edit; a very long one is folded. */
	| {readonly type: 'paste'; readonly text: string}
	/** By rows as they are seen; past the first and the last row through the older and newer prompts. */
	| {readonly type: 'move-up' | 'move-down'; readonly width: number}
	/** Another text in place of the prompt, the caret at its end; undo brings the old one back. */
	| {readonly type: 'set-text'; readonly text: string}
	/** A prompt that could not be sent comes back, unless a new one was begun: then Up finds it. */
	| {readonly type: 'restore'; readonly text: string}
	/** Empties the prompt; Up and undo bring it back. */
	| {readonly type: 'clear'}
	/** The prompt was sent: it joins the history and the editor is as new. */
	| {readonly type: 'submitted'};

function moveTo(state: EditorState, offset: number): EditorState {
	return {...state, cursor: snapToGrapheme(state.text, offset), stickyColumn: null, lastEdit: null};
}

function lineStartOf({text, cursor}: EditorState): number {
	return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1;
}

function lineEndOf({text, cursor}: EditorState): number {
	const end = text.indexOf('\n', cursor);
	return end === -1 ? text.length : end;
}

function replaceAll(state: EditorState, text: string): EditorState {
	return replaceRange(state, {start: 0, end: state.text.length, text: cleanInput(text)});
}

function showSnapshot(state: EditorState, {text, cursor}: Snapshot): EditorState {
	return {...state, text, cursor: snapToGrapheme(text, cursor), stickyColumn: null, lastEdit: null};
}

function timeTravel(state: EditorState, travel: typeof undo): EditorState {
	const result = travel(state.undoHistory, {text: state.text, cursor: state.cursor});
	return result === undefined
		? state
		: {...showSnapshot(state, result.snapshot), undoHistory: result.history};
}

function recall(state: EditorState, position: number, placeCursor: (text: string) => number): EditorState {
	const recalled = recallPrompt(state.history, position, {text: state.text, cursor: state.cursor});
	if (recalled === undefined) return state;
	const {history, text, cursor} = recalled;
	const shown = replaceRange(state, {start: 0, end: state.text.length, text});
	return {...moveTo(shown, cursor ?? placeCursor(text)), history};
}

function moveByRow(state: EditorState, step: -1 | 1, width: number): EditorState {
	const options = {width, folds: state.folds};
	const rows = layoutText(state.text, options);
	const caret = locateCaret(state.text, rows, state.cursor, options);
	const target = caret.row + step;
	if (target >= 0 && target < rows.length) {
		const stickyColumn = state.stickyColumn ?? caret.column;
		const cursor = offsetAtColumn(state.text, rows, target, stickyColumn, options);
		return {...moveTo(state, cursor), stickyColumn};
	}
	// Where the caret lands, the same key walks on: upwards on the first row, downwards at the end.
	const placeCursor = (text: string): number => {
		const first = layoutText(text, options)[0];
		return step === 1 || first === undefined
			? text.length
			: offsetAtColumn(text, [first], 0, Infinity, options);
	};
	return recall(state, state.history.position + step, placeCursor);
}

function acceptSearch(state: EditorState): EditorState {
	const {search} = state;
	const closed = {...state, search: null};
	if (search === null || search.match === null) return closed;
	return recall(closed, search.match, text => text.length);
}

function eraseFromQuery(state: EditorState, query: string): EditorState {
	return {
		...state,
		search: searchFor(state.history.prompts, query.slice(0, previousGrapheme(query, query.length))),
	};
}

/**
 * The prompt editor: what an action makes of the state. Pure and total: an action that makes no sense now changes
 * nothing. Edits follow GNU readline where it has them.
 */
export function reduceEditor(state: EditorState, action: EditorAction): EditorState {
	const {text, cursor} = state;
	switch (action.type) {
		case 'insert':
		case 'paste':
			if (state.search !== null) {
				const query = state.search.query + cleanInput(action.text).replaceAll('\n', ' ');
				return {...state, search: searchFor(state.history.prompts, query)};
			}
			return action.type === 'insert' ? insertText(state, action.text) : insertPaste(state, action.text);
		case 'continue-line':
			if (text.charAt(cursor - 1) !== '\\') return state;
			return replaceRange(state, {start: cursor - 1, end: cursor, text: '\n'});
		case 'newline':
			return replaceRange(state, {start: cursor, end: cursor, text: '\n'});
		case 'erase-back':
			return erasePrevious(state);
		case 'erase-forward':
			return eraseNext(state);
		case 'move-left':
			return moveTo(state, previousGrapheme(text, cursor));
		case 'move-right':
			return moveTo(state, nextGrapheme(text, cursor));
		case 'word-left':
			return moveTo(state, previousWordStart(text, cursor));
		case 'word-right':
			return moveTo(state, nextWordEnd(text, cursor));
		case 'line-start':
			return moveTo(state, lineStartOf(state));
		case 'line-end':
			return moveTo(state, lineEndOf(state));
		case 'prompt-start':
			return moveTo(state, 0);
		case 'prompt-end':
			return moveTo(state, text.length);
		case 'move-up':
			return moveByRow(state, -1, action.width);
		case 'move-down':
			return moveByRow(state, 1, action.width);
		case 'kill-to-end': {
			const end = lineEndOf(state);
			return killTo(state, end === cursor ? nextGrapheme(text, cursor) : end);
		}
		case 'kill-to-start': {
			const start = lineStartOf(state);
			return killTo(state, start === cursor ? previousGrapheme(text, cursor) : start);
		}
		case 'kill-word-back':
			return killTo(state, snapToGrapheme(text, previousWordStart(text, cursor)));
		case 'kill-word-forward':
			return killTo(state, snapToGrapheme(text, nextWordEnd(text, cursor)));
		case 'kill-to-blank':
			return killTo(state, snapToGrapheme(text, previousBlankDelimitedStart(text, cursor)));
		case 'yank':
			return yank(state);
		case 'yank-older':
			return yankOlder(state);
		case 'transpose':
			return transpose(state);
		case 'undo':
			return timeTravel(state, undo);
		case 'redo':
			return timeTravel(state, redo);
		case 'expand-paste':
			return expandPaste(state);
		case 'search-open':
			return {...state, search: emptyHistorySearch};
		case 'search-older':
		case 'search-newer':
			if (state.search === null) return state;
			return {
				...state,
				search: searchOn(
					state.history.prompts,
					state.search,
					action.type === 'search-older' ? 'older' : 'newer',
				),
			};
		case 'search-erase':
			return state.search === null ? state : eraseFromQuery(state, state.search.query);
		case 'search-accept':
			return acceptSearch(state);
		case 'search-cancel':
			return {...state, search: null};
		case 'set-text':
			return replaceAll(state, action.text);
		case 'restore':
			if (text === '') return replaceAll(state, action.text);
			return {...state, history: addPrompt(state.history, action.text)};
		case 'clear':
			return {...replaceAll(state, ''), history: rememberPrompt(state.history, promptText(state))};
		case 'submitted':
			return {
				...createEditorState({shouldFoldPastes: state.shouldFoldPastes}),
				folds: state.folds,
				killRing: state.killRing,
				history: rememberPrompt(state.history, promptText(state)),
			};
	}
}
