import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {textWidth} from '../../source/markdown/width.ts';
import {fitColumns, type StatusPart} from '../../source/ui/fit-columns.ts';

const left: readonly StatusPart[] = [
	{text: 'prod', rank: 0},
	{text: 'llama-2', rank: 1},
	{text: 'T 0.7', rank: 3},
];
const right: readonly StatusPart[] = [{text: '? keys', rank: 2}];

describe('the parts of a row', () => {
	it.each([
		[40, 'prod · llama-2 · T 0.7            ? keys'],
		[30, 'prod · llama-2 · T 0.7  ? keys'],
		[29, 'prod · llama-2         ? keys'],
		[21, 'prod · llama-2'],
		[13, 'prod'],
		[3, 'pr…'],
		[1, '…'],
		[0, ''],
	])('go one after the other, the least important first, where %i columns are not enough', (width, row) => {
		expect(fitColumns(left, right, width)).toBe(row);
	});

	it('are nothing where there are none', () => {
		expect(fitColumns([], [], 10)).toBe('');
	});

	it('are never wider than the row, whatever they say', () => {
		const text = fc.string({
			unit: fc.constantFrom('a', 'é', '日', '🌊', ' ', '한', 'e\u0301'),
			maxLength: 12,
		});
		const parts = fc
			.array(fc.tuple(text, fc.nat(9)), {maxLength: 5})
			.map(pairs => pairs.map(([shown, rank]) => ({text: shown, rank})));
		fc.assert(
			fc.property(parts, parts, fc.integer({min: 0, max: 40}), (some, others, width) => {
				expect(textWidth(fitColumns(some, others, width))).toBeLessThanOrEqual(width);
			}),
			{numRuns: 1000},
		);
	});
});
