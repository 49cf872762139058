import fc from 'fast-check';
import {expect, test} from 'vitest';
import {inlineReasoning, limitPieces} from '../../source/demo/limit-pieces.ts';
import type {Piece} from '../../source/demo/model.ts';
import {splitTokens} from '../../source/demo/tokens.ts';

const unlimited = {maxTokens: Number.POSITIVE_INFINITY, stop: []};

function textOf(pieces: readonly Piece[]): string {
	return pieces.map(piece => (piece.type === 'text' ? piece.text : '')).join('');
}

test('an answer without an ending of its own ends with stop', () => {
	expect([...limitPieces([{type: 'text', text: 'one two'}], unlimited)]).toEqual([
		{type: 'text', text: 'one'},
		{type: 'text', text: ' two'},
		{type: 'finish', reason: 'stop'},
	]);
});

test('the token limit ends an answer with length, and counts reasoning', () => {
	const pieces: readonly Piece[] = [
		{type: 'reasoning', text: 'hm hm'},
		{type: 'text', text: 'one two three'},
	];
	expect([...limitPieces(pieces, {maxTokens: 3, stop: []})]).toEqual([
		{type: 'reasoning', text: 'hm'},
		{type: 'reasoning', text: ' hm'},
		{type: 'text', text: 'one'},
		{type: 'finish', reason: 'length'},
	]);
});

test('an answer that is exactly as long as the limit ends with stop', () => {
	const pieces = [...limitPieces([{type: 'text', text: 'one two'}], {maxTokens: 2, stop: []})];
	expect(pieces.at(-1)).toEqual({type: 'finish', reason: 'stop'});
});

test('what comes after an ending is never asked for', () => {
	function* pieces(): Generator<Piece> {
		yield {type: 'text', text: 'one'};
		yield {type: 'reset'};
		throw new Error('asked for too much');
	}

	expect([...limitPieces(pieces(), unlimited)]).toEqual([{type: 'text', text: 'one'}, {type: 'reset'}]);
});

test('a stop string ends the text before it, even when it is spread over tokens and pieces', () => {
	const pieces: readonly Piece[] = [
		{type: 'text', text: 'Well.\nUs'},
		{type: 'text', text: 'er: and more'},
	];
	const limited = [...limitPieces(pieces, {maxTokens: 100, stop: ['\nUser:']})];
	expect(textOf(limited)).toBe('Well.');
	expect(limited.at(-1)).toEqual({type: 'finish', reason: 'stop'});
});

test('text that only began like a stop string is not lost', () => {
	const limited = [...limitPieces([{type: 'text', text: 'abc ab'}], {maxTokens: 100, stop: ['abd']})];
	expect(textOf(limited)).toBe('abc ab');
});

test('of several stop strings, the one that is complete first counts', () => {
	const limited = [...limitPieces([{type: 'text', text: 'ab b'}], {maxTokens: 100, stop: ['ab b', 'b']})];
	expect(textOf(limited)).toBe('a');
});

test('for any text and stop strings, the text ends where the first complete one begins', () => {
	const short = fc.string({unit: fc.constantFrom('a', 'b', ' ', '\n'), maxLength: 30});
	const stops = fc.array(fc.string({unit: fc.constantFrom('a', 'b', ' '), minLength: 1, maxLength: 4}), {
		maxLength: 3,
	});
	fc.assert(
		fc.property(fc.array(short), stops, (texts, stop) => {
			const pieces = texts.map((text): Piece => ({type: 'text', text}));
			const whole = texts.join('');
			const limited = [...limitPieces(pieces, {maxTokens: Number.POSITIVE_INFINITY, stop})];
			// Written one character at a time, the text is over as soon as it ends in a stop string.
			let written = '';
			let ending: string | undefined;
			for (const character of whole) {
				written += character;
				ending = stop.toSorted((a, b) => b.length - a.length).find(word => written.endsWith(word));
				if (ending !== undefined) {
					break;
				}
			}

			expect(textOf(limited)).toBe(written.slice(0, written.length - (ending?.length ?? 0)));
		}),
		{numRuns: 1000},
	);
});

test('the first tokens stay the same whatever the limit', () => {
	fc.assert(
		fc.property(fc.string({maxLength: 100}), fc.nat(20), (text, maxTokens) => {
			const limited = [...limitPieces([{type: 'text', text}], {maxTokens, stop: []})];
			expect(textOf(limited)).toBe([...splitTokens(text)].slice(0, maxTokens).join(''));
		}),
	);
});

test('reasoning becomes text between think marks where there is no field for it', () => {
	const pieces: readonly Piece[] = [
		{type: 'reasoning', text: 'hm'},
		{type: 'text', text: 'so'},
	];
	expect(textOf([...inlineReasoning(pieces)])).toBe('<think>\nhm\n</think>\n\nso');
});
