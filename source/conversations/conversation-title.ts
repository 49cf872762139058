import stringWidth from 'string-width';
import {maxTitleColumns} from './limits.ts';

/**
 * The beginning of a text as one line of at most 60 columns, cut between words where there are any. Still raw text:
 * what shows it on a terminal makes it printable first.
 */
export function createTitle(text: string): string {
	// A line is never longer than this before it is wide enough, whatever it is made of.
	const line = text
		.slice(0, maxTitleColumns * 20)
		.replaceAll(/\s+/g, ' ')
		.trim();
	if (isAscii(line) ? line.length <= maxTitleColumns : stringWidth(line) <= maxTitleColumns) {
		return line;
	}

	const cut = cutToWidth(line, maxTitleColumns - 1);
	const lastSpace = line[cut.length] === ' ' ? cut.length : cut.lastIndexOf(' ');
	return `${lastSpace > maxTitleColumns / 2 ? cut.slice(0, lastSpace) : cut}…`;
}

/** Segmenting is slow, and a listing has thousands of titles, so it is left to the texts that need it. */
function cutToWidth(line: string, columns: number): string {
	if (isAscii(line)) {
		return line.slice(0, columns);
	}

	let cut = '';
	let width = 0;
	for (const {segment} of graphemes.segment(line)) {
		width += stringWidth(segment);
		if (width > columns) {
			break;
		}

		cut += segment;
	}

	return cut;
}

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

function isAscii(text: string): boolean {
	return /^[\x20-\x7e]*$/.test(text);
}
