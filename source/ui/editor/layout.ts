import stringWidth from 'string-width';
import {printable} from '../../core/printable-text.ts';
import {foldCharacterPattern, isFoldCharacter} from './fold-character.ts';
import {type FoldedPaste, findFold} from './folded-paste.ts';
import {isPlainAscii, splitGraphemes} from './graphemes.ts';

/**
 * One row of the wrapped text: UTF-16 offsets, the line feed that ends a line belongs to no row. Rows joined,
 * with a line feed wherever the next row does not start where one ended, are the text.
 */
export type LayoutRow = {readonly start: number; readonly end: number};

/** A stretch of a row as it is drawn: plain text, a folded paste's label, or a control character's stand-in. */
export type RowPart = {readonly kind: 'text' | 'label' | 'stand-in'; readonly text: string};

/** What the layout needs besides the text: the columns a row may fill and the folded pastes in it. */
export type LayoutOptions = {readonly width: number; readonly folds: readonly FoldedPaste[]};

/** A place on the wrapped text, both from 0. */
export type CaretPosition = {readonly row: number; readonly column: number};

type Cell = {
	readonly text: string;
	readonly shown: string;
	readonly width: number;
	readonly kind: RowPart['kind'];
};

const tabColumns = 4;

// What a grapheme looks like never changes, and a prompt repeats few of them; emptied when a strange text fills it.
const cellCache = new Map<string, Cell>();
const cellCacheLimit = 2000;

function createCell(grapheme: string): Cell {
	if (grapheme.length === 1 && isPlainAscii(grapheme)) {
		return {text: grapheme, shown: grapheme, width: 1, kind: 'text'};
	}
	// The gate makes U+2028 and U+2029 newlines; within a row they need a stand-in as well.
	const shown = grapheme === '\t' ? grapheme : printable(grapheme).replaceAll('\n', '␤');
	return {text: grapheme, shown, width: stringWidth(shown), kind: shown === grapheme ? 'text' : 'stand-in'};
}

function cellOf(grapheme: string): Cell {
	const known = cellCache.get(grapheme);
	if (known !== undefined) return known;
	if (cellCache.size >= cellCacheLimit) cellCache.clear();
	const cell = createCell(grapheme);
	cellCache.set(grapheme, cell);
	return cell;
}

function truncateLabel(label: string, width: number): string {
	if (stringWidth(label) <= width) return label;
	let shown = '';
	let columns = 0;
	for (const grapheme of splitGraphemes(label)) {
		columns += stringWidth(grapheme);
		if (columns > width - 1) break;
		shown += grapheme;
	}
	return `${shown}…`;
}

function cellsOf(text: string, {width, folds}: LayoutOptions): readonly Cell[] {
	return splitGraphemes(text).map(grapheme => {
		if (!isFoldCharacter(grapheme.charCodeAt(0))) return cellOf(grapheme);
		const shown = truncateLabel(findFold(folds, grapheme)?.label ?? '', width);
		return {text: grapheme, shown, width: stringWidth(shown), kind: 'label'};
	});
}

function columnsOf(cell: Cell, column: number): number {
	return cell.text === '\t' ? tabColumns - (column % tabColumns) : cell.width;
}

function wrapCells(cells: readonly Cell[], width: number): readonly LayoutRow[] {
	const rows: LayoutRow[] = [];
	let start = 0;
	let offset = 0;
	let column = 0;
	// Where the row may be broken without cutting a word: the cell there and its offset.
	let breakIndex = 0;
	let breakOffset = 0;
	for (let index = 0; index < cells.length; index++) {
		const cell = cells[index] as Cell;
		const columns = columnsOf(cell, column);
		// A space that does not fit hangs in the caret's spare column, so that no row begins with it.
		const hangs = cell.text === ' ' && column === width;
		if (column > 0 && column + columns > width && !hangs) {
			const isWordKept = breakOffset > start && columns < 2;
			const end = isWordKept ? breakOffset : offset;
			rows.push({start, end});
			index = (isWordKept ? breakIndex : index) - 1;
			start = end;
			offset = end;
			column = 0;
			continue;
		}
		offset += cell.text.length;
		column += columns;
		// After blanks, and around wide characters, whose scripts are written without spaces.
		if (cell.text === ' ' || cell.text === '\t' || cell.width > 1) {
			breakIndex = index + 1;
			breakOffset = offset;
		}
	}
	rows.push({start, end: offset});
	return rows;
}

// Typing changes one line of many: the others are found here as they were wrapped before.
const wrapCache = new Map<string, readonly LayoutRow[]>();
let wrapCacheWidth = 0;
let wrapCacheUnits = 0;
const wrapCacheLimit = 500_000;

function wrapLine(line: string, options: LayoutOptions): readonly LayoutRow[] {
	const {width} = options;
	if (line.length <= width && isPlainAscii(line)) return [{start: 0, end: line.length}];
	if (line.search(foldCharacterPattern) !== -1) return wrapCells(cellsOf(line, options), width);
	if (wrapCacheWidth !== width || wrapCacheUnits > wrapCacheLimit) {
		wrapCache.clear();
		wrapCacheWidth = width;
		wrapCacheUnits = 0;
	}
	const known = wrapCache.get(line);
	if (known !== undefined) return known;
	const rows = wrapCells(cellsOf(line, options), width);
	wrapCache.set(line, rows);
	wrapCacheUnits += line.length;
	return rows;
}

/**
 * Wraps `text` to rows of at most `width` columns (at least 1 is taken), between words where it can. A grapheme
 * is never split: one wider than the row has a row to itself. A space may hang one column over the edge, and the
 * caret after a full row stands there, so a view needs `width` + 1 columns.
 */
export function layoutText(text: string, options: LayoutOptions): readonly LayoutRow[] {
	const width = Math.max(1, Math.floor(options.width));
	const rows: LayoutRow[] = [];
	let start = 0;
	for (const line of text.split('\n')) {
		for (const row of wrapLine(line, {...options, width})) {
			rows.push({start: start + row.start, end: start + row.end});
		}
		start += line.length + 1;
	}
	return rows;
}

/** The index of the row that holds `offset`; where a line is wrapped, the boundary belongs to the later row. */
function rowAt(rows: readonly LayoutRow[], offset: number): number {
	let low = 0;
	let high = rows.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((rows[middle] as LayoutRow).start <= offset) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** Where the caret at `offset` is on the wrapped text. */
export function locateCaret(
	text: string,
	rows: readonly LayoutRow[],
	offset: number,
	options: LayoutOptions,
): CaretPosition {
	const row = rowAt(rows, offset);
	let column = 0;
	for (const cell of cellsOf(text.slice(rows[row]?.start ?? 0, offset), options))
		column += columnsOf(cell, column);
	return {row, column: Math.min(column, Math.max(1, Math.floor(options.width)))};
}

/** The offset in row `index` whose caret is nearest to `column` without being right of it. */
export function offsetAtColumn(
	text: string,
	rows: readonly LayoutRow[],
	index: number,
	column: number,
	options: LayoutOptions,
): number {
	const row = rows[index];
	if (row === undefined) return text.length;
	// The end of a wrapped row is the start of the next, so there the caret stops before the last grapheme.
	const isWrapped = rows[index + 1]?.start === row.end;
	let offset = row.start;
	let columns = 0;
	for (const cell of cellsOf(text.slice(row.start, row.end), options)) {
		columns += columnsOf(cell, columns);
		if (columns > column || (isWrapped && offset + cell.text.length >= row.end)) break;
		offset += cell.text.length;
	}
	return offset;
}

/**
 * A row as it is drawn: tabs are spaces, folded pastes their labels, and what the terminal must not obey is shown
 * by the stand-ins of `core/printable-text`.
 */
export function drawRow(text: string, row: LayoutRow, options: LayoutOptions): readonly RowPart[] {
	const parts: {kind: RowPart['kind']; text: string}[] = [];
	let column = 0;
	for (const cell of cellsOf(text.slice(row.start, row.end), options)) {
		const columns = columnsOf(cell, column);
		const isTab = cell.text === '\t';
		const kind = isTab ? 'text' : cell.kind;
		const shown = isTab ? ' '.repeat(columns) : cell.shown;
		const last = parts.at(-1);
		if (last?.kind === kind) last.text += shown;
		else parts.push({kind, text: shown});
		column += columns;
	}
	return parts;
}

/** The first row to show, moved from `previousFirst` only as far as keeps the caret's row among `maxRows`. */
export function scrollToRow(
	previousFirst: number,
	caretRow: number,
	rowCount: number,
	maxRows: number,
): number {
	const visible = Math.max(1, maxRows);
	const lowest = Math.max(0, rowCount - visible);
	const first = Math.min(Math.max(previousFirst, caretRow - visible + 1), caretRow);
	return Math.min(Math.max(0, first), lowest);
}
