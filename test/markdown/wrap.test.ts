import fc from 'fast-check';
import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {columnsOf} from '../../source/core/code-points.ts';
import {type Span, textOf} from '../../source/markdown/span.ts';
import {expandTabs, graphemesOf, textWidth} from '../../source/markdown/width.ts';
import {cutSpans, wrapSpans} from '../../source/markdown/wrap.ts';

const span = (text: string): Span => ({text, styles: []});
const wrap = (text: string, width: number): readonly string[] => wrapSpans([span(text)], width).map(textOf);
const cut = (text: string, width: number): readonly string[] => cutSpans([span(text)], width).map(textOf);

const someText = fc
	.array(
		fc.constantFrom(
			'a',
			'word',
			' ',
			'  ',
			'\n',
			'中文',
			'。',
			'「',
			'👍🏽',
			'👩‍👩‍👧‍👦',
			'é',
			'e\u0301',
			'—',
			'-',
			'x'.repeat(30),
		),
		{
			maxLength: 20,
		},
	)
	.map(parts => parts.join(''));

/** Every printable code point of the planes in use, but of the long uniform blocks only some. */
function* sampleOfUnicode(): Generator<number> {
	for (let codePoint = 0x20; codePoint < 0x20000; codePoint++) {
		const isUniform =
			(codePoint >= 0x3400 && codePoint < 0xd7a0) || (codePoint >= 0x12000 && codePoint < 0x1d000);
		const isSurrogate = codePoint >= 0xd800 && codePoint < 0xe000;
		const isControl = codePoint >= 0x7f && codePoint < 0xa0;
		if (!isControl && !isSurrogate && (!isUniform || codePoint % 61 === 0)) {
			yield codePoint;
		}
	}
}

describe('wrapSpans', () => {
	it.each<[text: string, width: number, rows: readonly string[]]>([
		['', 10, []],
		['one two three', 13, ['one two three']],
		['one two three', 12, ['one two', 'three']],
		['one  two', 4, ['one', 'two']],
		['one  two', 8, ['one  two']],
		['  indented text', 10, ['  indented', 'text']],
		['a\tb', 10, ['a b']],
		['abcdefgh', 3, ['abc', 'def', 'gh']],
		['a abcdefgh b', 3, ['a', 'abc', 'def', 'gh', 'b']],
		['a\n\nb\n', 10, ['a', '', 'b']],
		['abc', 1, ['a', 'b', 'c']],
		['中文', 1, ['中', '文']],
		['中文字。', 6, ['中文', '字。']],
		['文「字', 4, ['文', '「字']],
		['ab中cd', 4, ['ab中', 'cd']],
		['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 3, ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦']],
		['e\u0301'.repeat(4), 2, ['e\u0301e\u0301', 'e\u0301e\u0301']],
	])('wraps %j at %i', (text, width, rows) => {
		expect(wrap(text, width)).toEqual(rows);
	});

	it('keeps the styles of every part, also of a word made of several', () => {
		const rows = wrapSpans([span('aa b'), {text: 'b', styles: ['strong']}, span('b c')], 4);
		expect(rows).toEqual([
			[span('aa')],
			[span('b'), {text: 'b', styles: ['strong']}, span('b')],
			[span('c')],
		]);
	});

	it('makes no row wider than the width and loses nothing but spaces', () => {
		fc.assert(
			fc.property(someText, fc.integer({min: 2, max: 12}), (text, width) => {
				const rows = wrap(text, width);
				for (const row of rows) {
					expect(textWidth(row)).toBeLessThanOrEqual(width);
				}

				expect(rows.join('').replaceAll(' ', '')).toBe(text.replaceAll(/[ \n]/g, ''));
			}),
			{numRuns: 1000},
		);
	});
});

describe('cutSpans', () => {
	it.each<[text: string, width: number, rows: readonly string[]]>([
		['', 5, ['']],
		['  a  b', 3, ['  a', '  b']],
		['abc\n\nd', 2, ['ab', 'c', '', 'd']],
		['中文', 3, ['中', '文']],
	])('cuts %j at %i', (text, width, rows) => {
		expect(cut(text, width)).toEqual(rows);
	});

	it('makes no row wider than the width and loses nothing', () => {
		fc.assert(
			fc.property(someText, fc.integer({min: 2, max: 12}), (text, width) => {
				const line = text.replaceAll('\n', '');
				const rows = cut(line, width);
				expect(rows.join('')).toBe(line);
				for (const row of rows) {
					expect(textWidth(row)).toBeLessThanOrEqual(width);
				}
			}),
			{numRuns: 1000},
		);
	});
});

describe('textWidth', () => {
	it('agrees with string-width, and never takes more than the columns of its code points', () => {
		for (const codePoint of sampleOfUnicode()) {
			const character = String.fromCodePoint(codePoint);
			const width = stringWidth(character);
			if (textWidth(character) !== width || columnsOf(codePoint) < width) {
				expect.fail(
					`U+${codePoint.toString(16)}: ${textWidth(character)}, ${columnsOf(codePoint)}, ${width}`,
				);
			}
		}

		fc.assert(
			fc.property(someText, text => {
				expect(textWidth(text)).toBe(stringWidth(text));
				expect(graphemesOf(text).join('')).toBe(text);
			}),
		);
	});
});

describe('expandTabs', () => {
	it.each([
		['\ta', '    a'],
		['a\tb', 'a   b'],
		['abcd\te', 'abcd    e'],
		['中\ta', '中  a'],
		['none', 'none'],
	])('expands %j', (line, expanded) => {
		expect(expandTabs(line)).toBe(expanded);
	});
});
