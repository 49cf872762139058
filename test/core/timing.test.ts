import fc from 'fast-check';
import {expect, test} from 'vitest';
import {turnTiming} from '../../source/core/timing.ts';

function usage(completionTokens: number | null) {
	return {promptTokens: 1, completionTokens, totalTokens: null};
}

test('measures from the first byte of the request, to a tenth of a millisecond', () => {
	const moments = {startedMs: 1000.04, firstTokenMs: 1200.123, endedMs: 2000.08};
	expect(turnTiming(moments, null)).toEqual({firstTokenMs: 200.1, totalMs: 1000, tokensPerSecond: null});
});

test.each([
	['counts the tokens after the first, over the time after it', 11, 100, 1100, 10],
	['knows no rate without a count', null, 100, 1100, null],
	['knows no rate of one token', 1, 100, 1100, null],
	['knows no rate of none', 0, 100, 1100, null],
	['knows no rate of an answer that came in one burst', 100, 1000, 1010, null],
	['knows no rate of an answer that came in one moment', 100, 1000, 1000, null],
])('%s', (_, tokens, firstTokenMs, endedMs, rate) => {
	expect(turnTiming({startedMs: 0, firstTokenMs, endedMs}, usage(tokens)).tokensPerSecond).toBe(rate);
});

test('knows of no first token where none came', () => {
	expect(turnTiming({startedMs: 5, firstTokenMs: null, endedMs: 9}, usage(3))).toEqual({
		firstTokenMs: null,
		totalMs: 4,
		tokensPerSecond: null,
	});
});

test('never gives a rate that is no finite positive number', () => {
	// To the microsecond, as the clock has it.
	const moment = fc.nat().map(microseconds => microseconds / 1000);
	fc.assert(
		fc.property(moment, moment, moment, fc.option(fc.nat()), (a, b, c, tokens) => {
			const [startedMs = 0, firstTokenMs = 0, endedMs = 0] = [a, b, c].sort((x, y) => x - y);
			const {tokensPerSecond} = turnTiming({startedMs, firstTokenMs, endedMs}, usage(tokens));
			expect(tokensPerSecond === null || (Number.isFinite(tokensPerSecond) && tokensPerSecond >= 0)).toBe(
				true,
			);
		}),
	);
});
