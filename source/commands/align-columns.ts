import {columnsOf} from '../core/code-points.ts';
import {printableLine} from '../core/printable-text.ts';

const widestCell = 60;

/** Lays out rows as lines with aligned columns, two spaces apart; each cell passes the gate and is cut when too wide. */
export function alignColumns(rows: ReadonlyArray<readonly string[]>): readonly string[] {
	const printed = rows.map(row => row.map(cell => printableLine(cell, widestCell)));
	const widths = printed.reduce<readonly number[]>(
		(widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, widthOf(cell))),
		[],
	);
	return printed.map(row =>
		row
			.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell)))
			.join('  ')
			.trimEnd(),
	);
}

function widthOf(text: string): number {
	return [...text].reduce((columns, character) => columns + columnsOf(character.codePointAt(0) ?? 0), 0);
}
