import type {Tokens} from 'marked';
import {type InlineContext, inlineSpans} from './inline.ts';
import type {RenderOptions} from './render-options.ts';
import {paintRow, type Span, textOf} from './span.ts';
import {textWidth} from './width.ts';
import {type Row, wrapSpans} from './wrap.ts';

type Cell = readonly Span[];
type Alignment = Tokens.Table['align'][number];

const separator = ' │ ';
const separatorWidth = separator.length;
const crossing = '─┼─';

/** A column is never made narrower than this, or than its longest word up to a limit, to fit the terminal. */
const minimumColumn = 8;
const maximumWord = 16;

/** Shows a table in columns, or as a list of records where the columns would be too narrow to read. */
export function renderTable(
	token: Tokens.Table,
	context: InlineContext,
	options: RenderOptions,
): readonly string[] {
	const header = token.header.map(cell => inlineSpans(cell.tokens, headerContext(context)));
	const rows = token.rows.map(row => row.map(cell => inlineSpans(cell.tokens, context)));
	const widths = fitColumns([header, ...rows], options.width);
	return widths === undefined
		? renderRecords(header, rows, options)
		: renderColumns(header, rows, widths, token.align, options);
}

function headerContext(context: InlineContext): InlineContext {
	return {...context, styles: [...context.styles, 'tableHeader']};
}

/** The widths of the columns, or undefined when they cannot be read side by side. */
function fitColumns(rows: readonly (readonly Cell[])[], width: number): readonly number[] | undefined {
	const columnCount = rows[0]?.length ?? 0;
	const natural = Array.from({length: columnCount}, (_, index) =>
		rows.reduce((widest, row) => Math.max(widest, cellWidth(row[index] ?? [])), 1),
	);
	const available = width - separatorWidth * (columnCount - 1);
	if (sum(natural) <= available) {
		return natural;
	}

	const smallest = natural.map((column, index) =>
		rows.reduce(
			(widest, row) => Math.max(widest, wordWidth(row[index] ?? [])),
			Math.min(column, minimumColumn),
		),
	);
	return sum(smallest) <= available ? shrink(natural, smallest, available) : undefined;
}

/** Gives every column what it wants up to one common limit, the highest that fits; what is left goes to the first cut ones. */
function shrink(
	natural: readonly number[],
	smallest: readonly number[],
	available: number,
): readonly number[] {
	const at = (limit: number): number[] =>
		natural.map((column, index) => Math.max(smallest[index] ?? 1, Math.min(column, limit)));
	let low = 1;
	let high = available;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if (sum(at(middle)) <= available) {
			low = middle;
		} else {
			high = middle - 1;
		}
	}

	let left = available - sum(at(low));
	return at(low).map((column, index) => {
		const canGrow = left > 0 && column < (natural[index] ?? 0) && column >= low;
		left -= canGrow ? 1 : 0;
		return canGrow ? column + 1 : column;
	});
}

function renderColumns(
	header: readonly Cell[],
	rows: readonly (readonly Cell[])[],
	widths: readonly number[],
	align: readonly Alignment[],
	{theme}: RenderOptions,
): readonly string[] {
	const isWrapped = rows.some(row => row.some((cell, index) => cellWidth(cell) > (widths[index] ?? 1)));
	const rule = theme.rule(widths.map(column => '─'.repeat(column)).join(crossing));
	const faintRule = theme.rule(widths.map(column => '┄'.repeat(column)).join('┄┼┄'));
	const bar = theme.rule(separator.trim());

	function renderRow(cells: readonly Cell[]): readonly string[] {
		const wrapped = widths.map((column, index) => wrapSpans(cells[index] ?? [], column));
		const height = Math.max(1, ...wrapped.map(lines => lines.length));
		return Array.from({length: height}, (_, line) =>
			wrapped
				.map((lines, index) => alignCell(lines[line] ?? [], widths[index] ?? 1, align[index] ?? null, theme))
				.join(` ${bar} `)
				.trimEnd(),
		);
	}

	const lines = [...renderRow(header), rule];
	for (const [index, row] of rows.entries()) {
		if (isWrapped && index > 0) {
			lines.push(faintRule);
		}

		lines.push(...renderRow(row));
	}

	return lines;
}

function alignCell(row: Row, width: number, alignment: Alignment, theme: RenderOptions['theme']): string {
	const space = Math.max(0, width - textWidth(textOf(row)));
	const before = alignment === 'right' ? space : alignment === 'center' ? space >> 1 : 0;
	return ' '.repeat(before) + paintRow(row, theme) + ' '.repeat(space - before);
}

/** One line for each cell, under the name of its column; a blank line between records. */
function renderRecords(
	header: readonly Cell[],
	rows: readonly (readonly Cell[])[],
	{width, theme}: RenderOptions,
): readonly string[] {
	if (rows.length === 0) {
		return header.flatMap(cell => wrapSpans(cell, width).map(row => paintRow(row, theme)));
	}

	const lines: string[] = [];
	for (const [index, row] of rows.entries()) {
		if (index > 0) {
			lines.push('');
		}

		for (const [column, cell] of row.entries()) {
			const name = header[column] ?? [];
			const colon: readonly Span[] = name.length === 0 ? [] : [{text: ': ', styles: name[0]?.styles ?? []}];
			lines.push(...wrapSpans([...name, ...colon, ...cell], width).map(spans => paintRow(spans, theme)));
		}
	}

	return lines;
}

function cellWidth(cell: Cell): number {
	return Math.max(0, ...textOf(cell).split('\n').map(textWidth));
}

/** The columns of the longest word that should stay whole. */
function wordWidth(cell: Cell): number {
	return Math.min(maximumWord, Math.max(0, ...textOf(cell).split(/[ \n]/).map(textWidth)));
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}
