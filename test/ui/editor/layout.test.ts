import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {cleanInput} from '../../../source/ui/editor/fold-character.ts';
import {createFoldedPaste} from '../../../source/ui/editor/folded-paste.ts';
import {snapToGrapheme, splitGraphemes} from '../../../source/ui/editor/graphemes.ts';
import {
	drawRow,
	type LayoutRow,
	layoutText,
	locateCaret,
	offsetAtColumn,
	scrollToRow,
} from '../../../source/ui/editor/layout.ts';
import {editorText} from './arbitraries.ts';

function optionsOf(width: number) {
	return {width, folds: []};
}

function drawn(text: string, width: number): readonly string[] {
	const options = optionsOf(width);
	return layoutText(text, options).map(row => textOf(text, row, width));
}

function textOf(text: string, row: LayoutRow, width: number): string {
	return drawRow(text, row, optionsOf(width))
		.map(part => part.text)
		.join('');
}

describe('layoutText', () => {
	it('wraps between words and lets one space hang over the edge', () => {
		expect(drawn('hello brave new world', 11)).toEqual(['hello brave ', 'new world']);
		expect(drawn('hello world', 5)).toEqual(['hello ', 'world']);
	});

	it('cuts a word that is longer than a row', () => {
		expect(drawn('abcdefgh ij', 4)).toEqual(['abcd', 'efgh ', 'ij']);
	});

	it('never splits a wide character and wraps scripts without spaces anywhere', () => {
		expect(drawn('你好世界', 5)).toEqual(['你好', '世界']);
		expect(drawn('ab 你好世界', 6)).toEqual(['ab 你', '好世界']);
		expect(drawn('👩‍👩‍👧👩‍👩‍👧', 3)).toEqual(['👩‍👩‍👧', '👩‍👩‍👧']);
	});

	it('starts a row at each line feed, the last one too', () => {
		expect(layoutText('a\n\nb\n', optionsOf(10))).toEqual([
			{start: 0, end: 1},
			{start: 2, end: 2},
			{start: 3, end: 4},
			{start: 5, end: 5},
		]);
		expect(layoutText('', optionsOf(10))).toEqual([{start: 0, end: 0}]);
	});

	it('draws a tab as spaces to the next stop and control characters as stand-ins', () => {
		expect(drawn('a\tb', 20)).toEqual(['a   b']);
		expect(drawRow('a\x1b[31m', {start: 0, end: 6}, optionsOf(20))).toEqual([
			{kind: 'text', text: 'a'},
			{kind: 'stand-in', text: '␛'},
			{kind: 'text', text: '[31m'},
		]);
	});

	it('draws no byte that a terminal obeys, and no line break within a row', () => {
		fc.assert(
			fc.property(editorText, fc.integer({min: 1, max: 80}), (text, width) => {
				for (const line of drawn(text, width)) {
					// biome-ignore lint/suspicious/noControlCharactersInRegex: the very thing that must not be drawn.
					expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u2029\u202e]/);
				}
			}),
		);
	});

	it('loses nothing: rows and the line feeds between them are the text, at every width', () => {
		fc.assert(
			fc.property(editorText.map(cleanInput), fc.integer({min: 1, max: 80}), (text, width) => {
				const rows = layoutText(text, optionsOf(width));
				let joined = '';
				for (const [index, row] of rows.entries()) {
					const previousEnd = rows[index - 1]?.end ?? 0;
					joined += text.slice(previousEnd, row.start) + text.slice(row.start, row.end);
					expect(['', '\n']).toContain(text.slice(previousEnd, row.start));
					expect(snapToGrapheme(text, row.start)).toBe(row.start);
					expect(text.slice(row.start, row.end)).not.toContain('\n');
				}
				expect(joined).toBe(text);
			}),
		);
	});

	it('keeps every row within the width, but for one hanging space or one grapheme that is wider', () => {
		fc.assert(
			fc.property(editorText.map(cleanInput), fc.integer({min: 1, max: 80}), (text, width) => {
				for (const row of layoutText(text, optionsOf(width))) {
					const columns = stringWidth(textOf(text, row, width));
					const source = text.slice(row.start, row.end);
					const isHanging = source.endsWith(' ') && columns === width + 1;
					const visible = splitGraphemes(source).filter(
						grapheme => stringWidth(grapheme) > 0 || grapheme === '\t',
					);
					expect(columns <= width || isHanging || visible.length <= 1).toBe(true);
				}
			}),
		);
	});

	it('gives the same rows whatever was laid out before', () => {
		const text = 'one two three\nfour five';
		const fresh = layoutText(text, optionsOf(7));
		layoutText(text, optionsOf(3));
		layoutText(`${text} six`, optionsOf(7));
		expect(layoutText(text, optionsOf(7))).toEqual(fresh);
	});

	it('takes a width below 1 as 1', () => {
		expect(drawn('ab', 0)).toEqual(['a', 'b']);
		expect(drawn('你', -3)).toEqual(['你']);
	});

	it('shows a folded paste as its label, cut to the row', () => {
		const fold = createFoldedPaste('first line\n'.repeat(120), '\uFDD0', 1);
		const text = 'see \uFDD0!';
		const options = {width: 60, folds: [fold]};
		expect(layoutText(text, options)).toHaveLength(1);
		expect(drawRow(text, {start: 0, end: text.length}, options)).toEqual([
			{kind: 'text', text: 'see '},
			{kind: 'label', text: '[paste #1: 120 lines, 1.3 kB: first line…]'},
			{kind: 'text', text: '!'},
		]);
		for (let width = 1; width < 50; width++) {
			for (const row of layoutText(text, {...options, width})) {
				const shown = drawRow(text, row, {...options, width}).map(part => part.text);
				expect(stringWidth(shown.join(''))).toBeLessThanOrEqual(width + 1);
			}
		}
	});
});

describe('the caret', () => {
	it('stands after a full row, and at the start of the next where the line goes on', () => {
		const options = optionsOf(5);
		const full = layoutText('abcde', options);
		expect(locateCaret('abcde', full, 5, options)).toEqual({row: 0, column: 5});
		const wrapped = layoutText('abcdef', options);
		expect(locateCaret('abcdef', wrapped, 5, options)).toEqual({row: 1, column: 0});
	});

	it('counts wide characters as two columns', () => {
		const options = optionsOf(20);
		expect(locateCaret('你e\u0301x', layoutText('你e\u0301x', options), 3, options)).toEqual({
			row: 0,
			column: 3,
		});
	});

	it('is on a row and within the width at every offset and every width', () => {
		fc.assert(
			fc.property(editorText.map(cleanInput), fc.integer({min: 1, max: 80}), (text, width) => {
				const options = optionsOf(width);
				const rows = layoutText(text, options);
				for (let offset = 0; offset <= text.length; offset = snapToGrapheme(text, offset + 1)) {
					const {row, column} = locateCaret(text, rows, offset, options);
					expect(row).toBeLessThan(rows.length);
					expect(column).toBeLessThanOrEqual(width);
					if (offset === text.length) break;
				}
			}),
		);
	});

	it('is found again from its row and column', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[a-z 你好\n]{0,40}$/), fc.integer({min: 2, max: 20}), (text, width) => {
				const options = optionsOf(width);
				const rows = layoutText(text, options);
				for (let offset = 0; offset <= text.length; offset++) {
					const {row, column} = locateCaret(text, rows, offset, options);
					const found = offsetAtColumn(text, rows, row, column, options);
					const again = locateCaret(text, rows, found, options);
					expect(again).toEqual({row, column});
				}
			}),
		);
	});
});

describe('scrollToRow', () => {
	it('moves only as far as the caret needs', () => {
		expect(scrollToRow(0, 3, 20, 8)).toBe(0);
		expect(scrollToRow(0, 8, 20, 8)).toBe(1);
		expect(scrollToRow(5, 6, 20, 8)).toBe(5);
		expect(scrollToRow(5, 2, 20, 8)).toBe(2);
	});

	it('shows no empty rows below a text that became shorter', () => {
		expect(scrollToRow(12, 9, 10, 8)).toBe(2);
		expect(scrollToRow(3, 0, 1, 8)).toBe(0);
	});

	it('always shows the row of the caret', () => {
		fc.assert(
			fc.property(
				fc.nat(50),
				fc.nat(50),
				fc.integer({min: 1, max: 10}),
				fc.nat(),
				(previous, extra, maxRows, seed) => {
					const rowCount = extra + 1;
					const caretRow = seed % rowCount;
					const first = scrollToRow(previous, caretRow, rowCount, maxRows);
					expect(first).toBeGreaterThanOrEqual(0);
					expect(first).toBeLessThanOrEqual(caretRow);
					expect(caretRow).toBeLessThan(first + maxRows);
				},
			),
		);
	});
});
