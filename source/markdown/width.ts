import stringWidth from 'string-width';
import {columnsOf} from '../core/code-points.ts';

const ascii = /^[ -~]*$/;

/**
 * Scripts in which every code point is a grapheme of its own and no emoji hides: Latin, Greek, Cyrillic, general
 * punctuation, arrows, box drawing, kana, CJK, Hangul syllables, fullwidth forms. Measuring anything else compiles
 * large tables (50 ms, once).
 */
const simple =
	/^[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0386\u0388-\u038a\u0391-\u03a1\u03a3-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u203b\u20a0-\u20bf\u2190-\u2193\u2200-\u22ff\u2400-\u2421\u2500-\u257f\u3001-\u3003\u3008-\u3011\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*$/;

/** Columns that a printable text takes on a terminal. */
export function textWidth(text: string): number {
	if (ascii.test(text)) {
		return text.length;
	}

	if (!simple.test(text)) {
		return stringWidth(text, {countAnsiEscapeCodes: true});
	}

	let width = 0;
	for (let index = 0; index < text.length; index++) {
		width += columnsOf(text.charCodeAt(index));
	}

	return width;
}

/** Whether every character is one column wide and one UTF-16 unit long. */
export function isAscii(text: string): boolean {
	return ascii.test(text);
}

let segmenter: Intl.Segmenter | undefined;

/** The graphemes of a text: what must not be taken apart. */
export function graphemesOf(text: string): readonly string[] {
	if (simple.test(text)) {
		return text.split('');
	}

	segmenter ??= new Intl.Segmenter();
	return Array.from(segmenter.segment(text), ({segment}) => segment);
}

const tabColumns = 4;

/** Replaces tabs by spaces up to the next multiple of four columns. */
export function expandTabs(line: string): string {
	if (!line.includes('\t')) {
		return line;
	}

	let expanded = '';
	let column = 0;
	for (const [index, part] of line.split('\t').entries()) {
		if (index > 0) {
			const spaces = tabColumns - (column % tabColumns);
			expanded += ' '.repeat(spaces);
			column += spaces;
		}

		expanded += part;
		column += textWidth(part);
	}

	return expanded;
}
