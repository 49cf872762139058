import {isFoldCharacter} from './fold-character.ts';
import {isPlainAscii} from './graphemes.ts';

type Span = {readonly start: number; readonly end: number};

let wordSegmenter: Intl.Segmenter | undefined;

/** The words of one line: runs of letters, digits and `_`; dictionary words in scripts without spaces. */
function wordsOfLine(line: string): readonly Span[] {
	if (isPlainAscii(line)) {
		return Array.from(line.matchAll(/\w+/g), match => ({
			start: match.index,
			end: match.index + match[0].length,
		}));
	}
	wordSegmenter ??= new Intl.Segmenter(undefined, {granularity: 'word'});
	const words: Span[] = [];
	for (const {index, segment, isWordLike} of wordSegmenter.segment(line)) {
		if (isWordLike === true || isFoldCharacter(segment.charCodeAt(0))) {
			words.push({start: index, end: index + segment.length});
		}
	}
	return words;
}

function lineStart(text: string, offset: number): number {
	return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
	const end = text.indexOf('\n', offset);
	return end === -1 ? text.length : end;
}

/** Where the word before `offset` begins, on an earlier line if need be; 0 when there is none. */
export function previousWordStart(text: string, offset: number): number {
	let end = offset;
	for (;;) {
		const start = end === 0 ? 0 : lineStart(text, end);
		const word = wordsOfLine(text.slice(start, lineEnd(text, end))).findLast(
			({start: at}) => start + at < offset,
		);
		if (word !== undefined) return start + word.start;
		if (start === 0) return 0;
		end = start - 1;
	}
}

/** Where the word at or after `offset` ends, on a later line if need be; the text's length when there is none. */
export function nextWordEnd(text: string, offset: number): number {
	let start = offset === 0 ? 0 : lineStart(text, offset);
	for (;;) {
		const end = lineEnd(text, start);
		const base = start;
		const word = wordsOfLine(text.slice(start, end)).find(({end: at}) => base + at > offset);
		if (word !== undefined) return start + word.end;
		if (end === text.length) return end;
		start = end + 1;
	}
}

/** Where the run of non-blanks before `offset` begins: the word that Ctrl+W takes in a shell. */
export function previousBlankDelimitedStart(text: string, offset: number): number {
	return text.slice(0, offset).search(/\S*\s*$/);
}
