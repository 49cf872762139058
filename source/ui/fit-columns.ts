import {cutToColumns} from '../core/cut-to-columns.ts';
import {textWidth} from '../markdown/width.ts';

/** A part of the status line; the part with the lowest rank is the last to go when the window is narrow. */
export type StatusPart = {readonly text: string; readonly rank: number};

/**
 * Fits parts into one row: the left ones joined by dots, the right ones at the right edge. Where there is no room, the
 * part with the highest rank goes first.
 */
export function fitColumns(left: readonly StatusPart[], right: readonly StatusPart[], width: number): string {
	const parts = [...left, ...right].sort((a, b) => b.rank - a.rank);
	const dropped = new Set<StatusPart>();
	for (;;) {
		const start = left
			.filter(part => !dropped.has(part))
			.map(part => part.text)
			.join(' · ');
		const end = right
			.filter(part => !dropped.has(part))
			.map(part => part.text)
			.join('  ');
		const gap = width - textWidth(start) - textWidth(end);
		if (gap >= (start !== '' && end !== '' ? 2 : 0)) {
			return end === '' ? start : start + ' '.repeat(gap) + end;
		}

		const next = parts.find(part => !dropped.has(part));
		if (next === undefined || dropped.size === parts.length - 1) {
			return width < 1 ? '' : cutToColumns(start || end, width);
		}

		dropped.add(next);
	}
}
