import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createThinkSplitter} from '../../source/wire/think.ts';

function split(...deltas: readonly string[]): {readonly reasoning: string; readonly text: string} {
	const splitter = createThinkSplitter();
	const pieces = [...deltas.flatMap(delta => splitter.push(delta)), ...splitter.end()];
	expect(pieces.every(piece => piece.text !== '')).toBe(true);
	const join = (type: string) =>
		pieces
			.filter(piece => piece.type === type)
			.map(piece => piece.text)
			.join('');
	return {reasoning: join('reasoning'), text: join('text')};
}

describe('parting <think> from the answer', () => {
	test.each([
		['<think>Hm</think>Yes', 'Hm', 'Yes'],
		['\n <think>\nHm.\n</think>\n\nYes\n', 'Hm.\n', 'Yes\n'],
		['<think>\n\n</think>\n\nYes', '', 'Yes'],
		['<think>Hm', 'Hm', ''],
		['<think>Hm</thin', 'Hm</thin', ''],
		['<think>a < b </b></think>Yes', 'a < b </b>', 'Yes'],
		['<think>a</think>b<think>c</think>', 'a', 'b<think>c</think>'],
		['Yes <think>Hm</think>', '', 'Yes <think>Hm</think>'],
		['</think>Yes', '', '</think>Yes'],
		['<thinking>Hm</thinking>', '', '<thinking>Hm</thinking>'],
		['<thi', '', '<thi'],
		['  \n', '', '  \n'],
		['', '', ''],
		[`${' '.repeat(64)}<think>Hm`, 'Hm', ''],
		[`${' '.repeat(65)}<think>Hm`, '', `${' '.repeat(65)}<think>Hm`],
	])('in %j, at once and letter by letter', (text, reasoning, answer) => {
		expect(split(text)).toEqual({reasoning, text: answer});
		expect(split(...text.split(''))).toEqual({reasoning, text: answer});
	});

	test('holds nothing back once the answer has begun', () => {
		const splitter = createThinkSplitter();
		expect(splitter.push('A')).toEqual([{type: 'text', text: 'A'}]);
		expect(splitter.push('<think')).toEqual([{type: 'text', text: '<think'}]);
	});

	test('gives the same for any cut', () => {
		const piece = fc.constantFrom(
			'<think>',
			'</think>',
			'<',
			'think',
			'>',
			'/',
			' ',
			'\n',
			'a',
			' '.repeat(30),
		);
		fc.assert(
			fc.property(
				fc.array(
					fc.array(piece, {maxLength: 3}).map(pieces => pieces.join('')),
					{maxLength: 6},
				),
				deltas => {
					expect(split(...deltas)).toEqual(split(deltas.join('')));
				},
			),
			{numRuns: 500},
		);
	});
});
