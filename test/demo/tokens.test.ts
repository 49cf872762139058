import fc from 'fast-check';
import {expect, test} from 'vitest';
import {countTokens, splitTokens} from '../../source/demo/tokens.ts';

test('tokens are words with the blank before them, in pieces of six characters', () => {
	expect([...splitTokens('Hello, wonderful world')]).toEqual(['Hello', ',', ' wonder', 'ful', ' world']);
});

test('ideographs and kana are tokens of their own', () => {
	expect([...splitTokens('流式 です')]).toEqual(['流', '式', ' で', 'す']);
});

test('the tokens of any text join to the text, and there are as many as are counted', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 60}), text => {
			const tokens = [...splitTokens(text)];
			expect(tokens.join('')).toBe(text);
			expect(countTokens(text)).toBe(tokens.length);
			expect(tokens.includes('')).toBe(false);
		}),
	);
});

test('no token ends within a surrogate pair', () => {
	fc.assert(
		fc.property(fc.string({unit: 'grapheme', maxLength: 100}), text => {
			expect([...splitTokens(text)].every(token => token.isWellFormed())).toBe(true);
		}),
	);
});
