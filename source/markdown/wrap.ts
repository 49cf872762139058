import type {Span} from './span.ts';
import {graphemesOf, isAscii, textWidth} from './width.ts';

/** A line of the terminal. */
export type Row = readonly Span[];

type Piece = {readonly span: Span; readonly text: string; readonly width: number};

/** Signs that must not start a line, and that must not end one, where every wide character may (JIS X 4051). */
const neverFirst =
	/^[,.;:!?)\]}%'"”’…、。，．・：；？！）］｝〕〉》」』】ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/;
const neverLast = /^[([{“‘（［｛〔〈《「『【]$/;

/**
 * Wraps spans at spaces, and between the characters of scripts that are written without spaces, to rows of at most
 * `width` columns. A word longer than a row is cut; a newline starts a row; spaces at a row's end are dropped, those
 * that a line starts with stay. Only a single character wider than `width` makes a row too long. The text may be
 * copied back: nothing but spaces at the breaks is lost. Linear in the text.
 */
export function wrapSpans(spans: readonly Span[], width: number): readonly Row[] {
	const page = createPage();
	let word: Piece[] = [];
	let wordWidth = 0;
	let spaces: Piece[] = [];
	let spacesWidth = 0;

	function clearSpaces(): void {
		spaces = [];
		spacesWidth = 0;
	}

	function endWord(): void {
		if (word.length === 0) {
			return;
		}

		if (page.column + spacesWidth + wordWidth <= width) {
			page.place(spaces);
			page.place(word);
		} else {
			if (page.column > 0) {
				page.endRow();
			}

			if (wordWidth <= width) {
				page.place(word);
			} else {
				placeCut(page, word, width);
			}
		}

		clearSpaces();
		word = [];
		wordWidth = 0;
	}

	function addToWord(span: Span, text: string, pieceWidth: number): void {
		word.push({span, text, width: pieceWidth});
		wordWidth += pieceWidth;
	}

	let isAfterWide = false;
	let isAfterOpening = false;
	function addGraphemes(span: Span, text: string): void {
		for (const grapheme of graphemesOf(text)) {
			const graphemeWidth = textWidth(grapheme);
			const isWide = graphemeWidth === 2;
			if ((isWide || isAfterWide) && !isAfterOpening && !neverFirst.test(grapheme)) {
				endWord();
			}

			addToWord(span, grapheme, graphemeWidth);
			isAfterWide = isWide;
			isAfterOpening = neverLast.test(grapheme);
		}
	}

	for (const span of spans) {
		for (const [chunk] of span.text.matchAll(/\n|[ \t]+|[^ \t\n]+/g)) {
			if (chunk === '\n') {
				endWord();
				clearSpaces();
				page.endRow();
				isAfterWide = false;
				isAfterOpening = false;
			} else if (chunk[0] === ' ' || chunk[0] === '\t') {
				endWord();
				const text = chunk.replaceAll('\t', ' ');
				spaces.push({span, text, width: text.length});
				spacesWidth += text.length;
				isAfterWide = false;
				isAfterOpening = false;
			} else if (isAscii(chunk) && !isAfterWide) {
				addToWord(span, chunk, chunk.length);
				isAfterOpening = neverLast.test(chunk.slice(-1));
			} else {
				addGraphemes(span, chunk);
			}
		}
	}

	endWord();
	return page.end();
}

/** Cuts spans at exactly `width` columns and at newlines; every space stays. For code. */
export function cutSpans(spans: readonly Span[], width: number): readonly Row[] {
	const page = createPage();
	for (const span of spans) {
		for (const [index, line] of span.text.split('\n').entries()) {
			if (index > 0) {
				page.endRow();
			}

			placeCut(page, [{span, text: line, width: textWidth(line)}], width);
		}
	}

	const rows = page.end();
	return rows.length === 0 ? [[]] : rows;
}

type Page = {
	readonly column: number;
	place(pieces: readonly Piece[]): void;
	endRow(): void;
	/** All rows; a last one without anything on it is none. */
	end(): readonly Row[];
};

function createPage(): Page {
	const rows: Row[] = [];
	let row: {span: Span; text: string}[] = [];
	let column = 0;

	function endRow(): void {
		rows.push(row.map(({span, text}) => ({...span, text})));
		row = [];
		column = 0;
	}

	return {
		get column() {
			return column;
		},
		place(pieces) {
			for (const {span, text, width} of pieces) {
				const last = row.at(-1);
				if (last?.span === span) {
					last.text += text;
				} else if (text !== '') {
					row.push({span, text});
				}

				column += width;
			}
		},
		endRow,
		end() {
			if (row.length > 0) {
				endRow();
			}

			return rows;
		},
	};
}

function placeCut(page: Page, pieces: readonly Piece[], width: number): void {
	for (const piece of pieces) {
		const {span, text} = piece;
		if (page.column + piece.width <= width) {
			page.place([piece]);
		} else if (isAscii(text)) {
			placeCutAscii(page, piece, width);
		} else {
			for (const grapheme of graphemesOf(text)) {
				const graphemeWidth = textWidth(grapheme);
				if (page.column > 0 && page.column + graphemeWidth > width) {
					page.endRow();
				}

				page.place([{span, text: grapheme, width: graphemeWidth}]);
			}
		}
	}
}

function placeCutAscii(page: Page, {span, text}: Piece, width: number): void {
	let start = 0;
	while (start < text.length) {
		if (page.column >= width) {
			page.endRow();
		}

		const part = text.slice(start, start + width - page.column);
		page.place([{span, text: part, width: part.length}]);
		start += part.length;
	}
}
