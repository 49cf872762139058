import {Box, type DOMElement, measureElement, Text, useCursor, usePaste} from 'ink';
import {type ReactNode, type RefObject, useRef, useState} from 'react';
import {type Editor, useEditorState} from '../editor/editor.ts';
import {type EditorState, foundPrompt} from '../editor/editor-state.ts';
import {handleKeyPress, type KeyPressContext} from '../editor/handle-key-press.ts';
import {
	drawRow,
	type LayoutOptions,
	layoutText,
	locateCaret,
	type RowPart,
	scrollToRow,
} from '../editor/layout.ts';
import {useKeyPresses} from '../editor/use-key-presses.ts';

/** The prompt editor's view; the editor itself belongs to the parent, who can fill, read and restore it. */
export type ComposerProps = {
	readonly editor: Editor;
	/** Columns that the composer may fill, its mark included. */
	readonly width: number;
	/** While false the composer takes no input and shows no cursor. */
	readonly isFocused: boolean;
	/** The rows it grows to before it scrolls; 8 when left out. */
	readonly maxRows?: number;
	/** Shown dim while the prompt is empty. */
	readonly placeholder?: string;
	readonly onSubmit: KeyPressContext['onSubmit'];
	readonly onKey?: KeyPressContext['onKey'];
};

const mark = '❯ ';
const searchMark = 'search: ';
const defaultMaxRows = 8;

/** Columns left for the prompt's text: without the mark, and without the spare one for a caret after a full row. */
export function composerTextWidth(width: number): number {
	return Math.max(1, width - mark.length - 1);
}

/**
 * The caret's place in Ink's output, read when a frame is written and not when it is rendered: only then is the
 * layout of this frame known, and rows that appear above the composer do not render it again.
 */
function caretOnScreen(
	box: RefObject<DOMElement | null>,
	caret: {readonly row: number; readonly column: number},
): {readonly x: number; readonly y: number} {
	const origin = () => (box.current === null ? {x: 0, y: 0} : measureElement(box.current));
	return {
		get x() {
			return origin().x + caret.column;
		},
		get y() {
			return origin().y + caret.row;
		},
	};
}

function describeParts(parts: readonly RowPart[]): ReactNode {
	let column = 0;
	return parts.map(({kind, text}) => {
		const key = column;
		column += text.length;
		if (kind === 'text') return text;
		return kind === 'label' ? (
			<Text key={key} color="cyan">
				{text}
			</Text>
		) : (
			<Text key={key} dimColor>
				{text}
			</Text>
		);
	});
}

type RowsProps = {
	readonly text: string;
	readonly options: LayoutOptions;
	readonly rows: ReturnType<typeof layoutText>;
	readonly first: number;
	readonly count: number;
};

/** The visible rows; where rows are hidden above or below, an arrow stands in the margin. */
function Rows({text, options, rows, first, count}: RowsProps): ReactNode {
	return rows.slice(first, first + count).map((row, index) => {
		const isFirst = index === 0;
		const isCutAbove = isFirst && first > 0;
		const isCutBelow = index === count - 1 && first + count < rows.length;
		const margin = isCutAbove ? '↑ ' : isCutBelow ? '↓ ' : isFirst ? mark : '  ';
		return (
			<Text key={row.start} wrap="truncate">
				<Text dimColor={isCutAbove || isCutBelow}>{margin}</Text>
				{describeParts(drawRow(text, row, options))}
			</Text>
		);
	});
}

/** What the composer shows: the prompt, or while searching the prompt found. */
function shownPrompt(state: EditorState): {readonly text: string; readonly cursor: number} {
	const found = foundPrompt(state);
	return found === undefined ? state : {text: found, cursor: 0};
}

function SearchLine({state, width}: {readonly state: EditorState; readonly width: number}): ReactNode {
	const query = state.search?.query ?? '';
	const isMissing = query !== '' && state.search?.match === null;
	const options = {width, folds: []};
	return (
		<Text wrap="truncate">
			<Text dimColor>{searchMark}</Text>
			{describeParts(drawRow(query, {start: 0, end: query.length}, options))}
			<Text dimColor>{isMissing ? ' (no older prompt has this)' : ''}</Text>
		</Text>
	);
}

/**
 * The prompt editor: grows to `maxRows`, then scrolls; the terminal's own cursor stands at the caret, where input
 * methods put their candidates. Enter hands the text to `onSubmit`; a parent claims keys with `onKey`, for example
 * Up, Down, Tab and Enter while it shows completions.
 */
export function Composer({
	editor,
	width,
	isFocused,
	maxRows = defaultMaxRows,
	placeholder = '',
	onSubmit,
	onKey,
}: ComposerProps): ReactNode {
	const state = useEditorState(editor);
	const boxRef = useRef<DOMElement>(null);
	const [previousFirst, setPreviousFirst] = useState(0);
	const options = {width: composerTextWidth(width), folds: state.folds};

	useKeyPresses(press => handleKeyPress(press, {editor, width: options.width, onSubmit, onKey}), {
		isActive: isFocused,
	});
	usePaste(text => editor.dispatch({type: 'paste', text}), {isActive: isFocused});

	const {text, cursor} = shownPrompt(state);
	const rows = layoutText(text, options);
	const caret = locateCaret(text, rows, cursor, options);
	const isSearching = state.search !== null;
	const count = Math.max(1, isSearching ? maxRows - 1 : maxRows);
	const first = scrollToRow(previousFirst, caret.row, rows.length, count);
	if (first !== previousFirst) setPreviousFirst(first);

	const {setCursorPosition} = useCursor();
	const caretOnBox = isSearching
		? {row: 0, column: searchColumn(state, width)}
		: {row: caret.row - first, column: Math.min(mark.length + caret.column, Math.max(0, width - 1))};
	setCursorPosition(isFocused ? caretOnScreen(boxRef, caretOnBox) : undefined);

	return (
		<Box ref={boxRef} flexDirection="column" flexShrink={0} width={width}>
			{isSearching && <SearchLine state={state} width={width} />}
			{text === '' && !isSearching ? (
				<Text wrap="truncate">
					{mark}
					<Text dimColor>{placeholder}</Text>
				</Text>
			) : (
				<Rows text={text} options={options} rows={rows} first={first} count={count} />
			)}
		</Box>
	);
}

function searchColumn(state: EditorState, width: number): number {
	const query = state.search?.query ?? '';
	const wide = {width: Number.MAX_SAFE_INTEGER, folds: []};
	const {column} = locateCaret(query, [{start: 0, end: query.length}], query.length, wide);
	return Math.min(searchMark.length + column, Math.max(0, width - 1));
}
