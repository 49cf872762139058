import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {narrowWidth} from '../../scripts/narrow-width.js';

test('agrees with string-width wherever it has an opinion, character by character', () => {
	const wrong = Array.from({length: 0x1_0000}, (_, code) => String.fromCharCode(code)).filter(character => {
		const width = narrowWidth(character);
		return width !== undefined && width !== stringWidth(character);
	});
	expect(wrong).toEqual([]);
});

test('agrees with string-width on whole texts, styles included', () => {
	const narrow = fc.constantFrom(...'az09 ~éüßǅ–“”…─│┼█❯→⠹', '\u001B[1m', '\u001B[38;5;12m', '\u001B[0m');
	const any = fc.string({unit: fc.oneof(narrow, fc.string({unit: 'grapheme', maxLength: 1}))});
	fc.assert(
		fc.property(fc.oneof(fc.string({unit: narrow}), any), text => {
			const width = narrowWidth(text);
			expect(width === undefined || width === stringWidth(text)).toBe(true);
		}),
		{numRuns: 2000},
	);
	expect(narrowWidth('\u001B[2m── é …\u001B[22m')).toBe(6);
	expect(narrowWidth('日本')).toBeUndefined();
});
