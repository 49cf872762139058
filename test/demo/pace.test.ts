import {expect, test} from 'vitest';
import type {Piece} from '../../source/demo/model.ts';
import {delayBeforeToken, humanPace, pacePieces} from '../../source/demo/pace.ts';

test('a model at human pace takes a quarter of a second to its first token', () => {
	expect(delayBeforeToken(0, humanPace)).toBe(250);
});

test('tokens come at 40 to 65 a second, and at 50 on average', () => {
	const delays = Array.from({length: 1000}, (_, index) => delayBeforeToken(index + 1, humanPace));
	expect(Math.min(...delays)).toBeGreaterThan(1000 / 65);
	expect(Math.max(...delays)).toBeLessThan(1000 / 40);
	expect(delays.reduce((sum, delay) => sum + delay, 0) / delays.length).toBeCloseTo(20, 1);
	expect(new Set(delays).size).toBeGreaterThan(900);
});

test('an infinite speed waits for nothing', async () => {
	const pieces = Array.from({length: 10_000}, (): Piece => ({type: 'text', text: 'a'}));
	const {signal} = new AbortController();
	const paced: Piece[] = [];
	for await (const piece of pacePieces(pieces, humanPace, Number.POSITIVE_INFINITY, signal)) {
		paced.push(piece);
	}

	expect(paced).toEqual(pieces);
});

test('an abort ends the wait at once and closes the source', async () => {
	let isClosed = false;
	function* pieces(): Generator<Piece> {
		try {
			yield {type: 'text', text: 'never'};
		} finally {
			isClosed = true;
		}
	}

	const controller = new AbortController();
	const hour = {firstTokenMs: 3_600_000, tokensPerSecond: 1};
	const next = pacePieces(pieces(), hour, 1, controller.signal).next();
	controller.abort();
	expect(await next).toEqual({value: undefined, done: true});
	expect(isClosed).toBe(true);
});
