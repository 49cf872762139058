import {isFoldCharacter} from './fold-character.ts';

// Made on first use: the first thing anyone asks of Intl costs 10 ms or more, and plain ASCII needs none.
let graphemeSegmenter: Intl.Segmenter | undefined;

function segment(text: string): Intl.Segments {
	graphemeSegmenter ??= new Intl.Segmenter(undefined, {granularity: 'grapheme'});
	return graphemeSegmenter.segment(text);
}

const lineFeed = 0x0a;

function isPrintableAscii(unit: number): boolean {
	return unit >= 0x20 && unit <= 0x7e;
}

/** Line feeds and folded pastes stand alone: no cluster ever reaches across one. */
function isSeparator(unit: number): boolean {
	return unit === lineFeed || isFoldCharacter(unit);
}

function runStart(text: string, offset: number): number {
	let start = offset;
	while (start > 0 && !isSeparator(text.charCodeAt(start - 1))) start--;
	return start;
}

function runEnd(text: string, offset: number): number {
	let end = offset;
	while (end < text.length && !isSeparator(text.charCodeAt(end))) end++;
	return end;
}

/**
 * Whether every UTF-16 unit of `text` is printable ASCII: one unit, one character, one column.
 */
export function isPlainAscii(text: string): boolean {
	return /^[\x20-\x7e]*$/.test(text);
}

/**
 * The smallest grapheme boundary at or after `offset` (UAX #29 extended grapheme clusters; a line feed and a
 * folded paste are clusters of their own). Offsets outside the text are clamped.
 */
export function snapToGrapheme(text: string, offset: number): number {
	if (offset <= 0) return 0;
	if (offset >= text.length) return text.length;
	const before = text.charCodeAt(offset - 1);
	const after = text.charCodeAt(offset);
	if (isSeparator(before) || isSeparator(after)) return offset;
	if (isPrintableAscii(before) && isPrintableAscii(after)) return offset;
	const start = runStart(text, offset);
	const cluster = segment(text.slice(start, runEnd(text, offset))).containing(offset - start);
	if (cluster === undefined || start + cluster.index === offset) return offset;
	return start + cluster.index + cluster.segment.length;
}

/** The grapheme boundary after `offset`, which must itself be a boundary; the text's length at its end. */
export function nextGrapheme(text: string, offset: number): number {
	if (offset >= text.length) return text.length;
	if (isSeparator(text.charCodeAt(offset))) return offset + 1;
	return snapToGrapheme(text, offset + 1);
}

/** The grapheme boundary before `offset`, which must itself be a boundary; 0 at the start. */
export function previousGrapheme(text: string, offset: number): number {
	if (offset <= 0) return 0;
	const before = text.charCodeAt(offset - 1);
	if (isSeparator(before) || offset === 1) return offset - 1;
	const beforeThat = text.charCodeAt(offset - 2);
	// ASCII alone does not prove a boundary before it: U+0600 and its kin join the digit that follows.
	if (isPrintableAscii(before) && (isPrintableAscii(beforeThat) || isSeparator(beforeThat)))
		return offset - 1;
	const start = runStart(text, offset);
	return start + (segment(text.slice(start, offset)).containing(offset - start - 1)?.index ?? 0);
}

/** The grapheme clusters of `text` in order; joined they are `text`. */
export function splitGraphemes(text: string): readonly string[] {
	if (isPlainAscii(text)) return text.split('');
	const graphemes: string[] = [];
	let offset = 0;
	while (offset < text.length) {
		if (isSeparator(text.charCodeAt(offset))) {
			graphemes.push(text.charAt(offset));
			offset++;
			continue;
		}
		const end = runEnd(text, offset);
		for (const cluster of segment(text.slice(offset, end))) graphemes.push(cluster.segment);
		offset = end;
	}
	return graphemes;
}
