import type {EditorState, LastEdit} from './editor-state.ts';
import {cleanInput, foldCharacterPattern} from './fold-character.ts';
import {createFoldedPaste, findFreeFoldCharacter, isFoldable, unfoldText} from './folded-paste.ts';
import {nextGrapheme, previousGrapheme, snapToGrapheme} from './graphemes.ts';
import {addKill} from './kill-ring.ts';
import {recordUndo} from './undo-history.ts';

/** A change of the text: the range taken out and what comes in its place. */
type Replacement = {readonly start: number; readonly end: number; readonly text: string};

/**
 * Replaces a range and puts the caret after what came in. The caret goes on to the next grapheme boundary where
 * the new neighbours join: two regional indicators that meet are one flag.
 * @param lastEdit what the edit counts as; an edit of the same kind as the one before joins its undo group
 */
export function replaceRange(
	state: EditorState,
	{start, end, text}: Replacement,
	lastEdit: LastEdit | null = null,
): EditorState {
	if (start === end && text === '') return state;
	const next = state.text.slice(0, start) + text + state.text.slice(end);
	const isSameGroup =
		lastEdit !== null &&
		lastEdit.kind === state.lastEdit?.kind &&
		(lastEdit.kind === 'erasing-back' ||
			lastEdit.kind === 'erasing-forward' ||
			(lastEdit.kind === 'typing' && !startsWord(state.text, start, text)));
	const before = {text: state.text, cursor: state.cursor};
	return {
		...state,
		text: next,
		cursor: snapToGrapheme(next, start + text.length),
		stickyColumn: null,
		lastEdit,
		undoHistory: isSameGroup ? {...state.undoHistory, future: []} : recordUndo(state.undoHistory, before),
	};
}

/** Typing is undone word by word: a word's first character begins a group. */
function startsWord(text: string, offset: number, typed: string): boolean {
	return /\s/.test(text.charAt(offset - 1)) && !/^\s/.test(typed);
}

/** Types `text` at the caret. */
export function insertText(state: EditorState, text: string): EditorState {
	const {cursor} = state;
	return replaceRange(state, {start: cursor, end: cursor, text: cleanInput(text)}, {kind: 'typing'});
}

function* referencedTexts(state: EditorState): Generator<string> {
	yield state.text;
	yield* state.killRing;
	for (const {text} of state.undoHistory.past) yield text;
	for (const {text} of state.undoHistory.future) yield text;
	for (const {text} of state.history.drafts.values()) yield text;
}

/** Inserts a paste as one edit; a very long one as a label, unless 32 are folded already. It is never sent by itself. */
export function insertPaste(state: EditorState, pasted: string): EditorState {
	const text = cleanInput(pasted);
	const {cursor} = state;
	const insertion = {start: cursor, end: cursor};
	const character =
		state.shouldFoldPastes && isFoldable(text) ? findFreeFoldCharacter(referencedTexts(state)) : undefined;
	if (character === undefined) return replaceRange(state, {...insertion, text});
	const folds = state.folds.filter(fold => fold.character !== character);
	const number =
		1 + Math.max(0, ...folds.filter(fold => state.text.includes(fold.character)).map(fold => fold.number));
	const fold = createFoldedPaste(text, character, number);
	return replaceRange({...state, folds: [...folds, fold]}, {...insertion, text: character});
}

/** Puts a folded paste's text in place of its label: the paste at the caret, else the last before it, else the first. */
export function expandPaste(state: EditorState): EditorState {
	const {text, cursor, folds} = state;
	const offsets = Array.from(text.matchAll(foldCharacterPattern), match => match.index);
	const start = offsets.findLast(offset => offset <= cursor) ?? offsets[0];
	if (start === undefined) return state;
	return replaceRange(state, {start, end: start + 1, text: unfoldText(text.charAt(start), folds)});
}

/** Erases the grapheme before the caret. */
export function erasePrevious(state: EditorState): EditorState {
	const {text, cursor} = state;
	return replaceRange(
		state,
		{start: previousGrapheme(text, cursor), end: cursor, text: ''},
		{kind: 'erasing-back'},
	);
}

/** Erases the grapheme at the caret. */
export function eraseNext(state: EditorState): EditorState {
	const {text, cursor} = state;
	return replaceRange(
		state,
		{start: cursor, end: nextGrapheme(text, cursor), text: ''},
		{kind: 'erasing-forward'},
	);
}

/** Moves the text between the caret and `target` to the kill ring, onto the entry of a kill just before. */
export function killTo(state: EditorState, target: number): EditorState {
	const start = Math.min(state.cursor, target);
	const end = Math.max(state.cursor, target);
	const side = target < state.cursor ? 'before' : 'after';
	const isJoined = state.lastEdit?.kind === 'killing';
	const killRing = addKill(state.killRing, state.text.slice(start, end), isJoined ? side : 'new');
	return {...replaceRange(state, {start, end, text: ''}, {kind: 'killing'}), killRing};
}

function yankOver(state: EditorState, start: number, end: number, ringIndex: number): EditorState {
	const text = state.killRing[ringIndex];
	if (text === undefined) return state;
	return replaceRange(
		state,
		{start, end, text},
		{kind: 'yanking', start, end: start + text.length, ringIndex},
	);
}

/** Inserts the newest killed text. */
export function yank(state: EditorState): EditorState {
	return yankOver(state, state.cursor, state.cursor, 0);
}

/** Directly after a yank: puts the next older killed text in place of the one that came. */
export function yankOlder(state: EditorState): EditorState {
	if (state.lastEdit?.kind !== 'yanking') return state;
	const {start, end, ringIndex} = state.lastEdit;
	return yankOver(state, start, end, (ringIndex + 1) % state.killRing.length);
}

/** Swaps the graphemes on both sides of the caret and steps over them; at a line's end the last two. */
export function transpose(state: EditorState): EditorState {
	const {text, cursor} = state;
	const isAtLineEnd = cursor === text.length || text.charAt(cursor) === '\n';
	const middle = isAtLineEnd ? previousGrapheme(text, cursor) : cursor;
	const start = previousGrapheme(text, middle);
	const end = nextGrapheme(text, middle);
	const first = text.slice(start, middle);
	const second = text.slice(middle, end);
	if (first === '' || second === '' || first === '\n' || second === '\n') return state;
	return replaceRange(state, {start, end, text: second + first});
}
