import fc from 'fast-check';
import {expect, test} from 'vitest';
import {defaultRetryPolicy, nextDelayMs, parseRetryAfter} from '../../source/http/retry.ts';

const nowMs = Date.UTC(2026, 10, 22, 12);
const dayMs = 24 * 3600 * 1000;

function parse(headers: Readonly<Record<string, string>>): number | undefined {
	return parseRetryAfter(name => headers[name], nowMs);
}

test.each([
	[{'retry-after': '2'}, 2000],
	[{'retry-after': ' 2.5 '}, 2500],
	[{'retry-after': '0'}, 0],
	[{'retry-after': '86400'}, dayMs],
	[{'retry-after': 'Sun, 22 Nov 2026 12:00:30 GMT'}, 30_000],
	[{'retry-after-ms': '1500', 'retry-after': '60'}, 1500],
	[{'x-ms-retry-after-ms': '700', 'retry-after': '60'}, 700],
	[{'retry-after-ms': 'soon', 'retry-after': '3'}, 3000],
	[{}, undefined],
	[{'retry-after': ''}, undefined],
	[{'retry-after': 'soon'}, undefined],
	[{'retry-after': '-5'}, undefined],
	[{'retry-after': 'Infinity'}, undefined],
	[{'retry-after': '1e9'}, undefined],
	[{'retry-after': '99999999999999999999'}, undefined],
	[{'retry-after': 'Sun, 22 Nov 2026 11:59:00 GMT'}, undefined],
	[{'retry-after': 'Sun, 22 Nov 2099 12:00:00 GMT'}, undefined],
])('reads %j as %s ms', (headers, expected) => {
	expect(parse(headers)).toBe(expected);
});

test('never asks for a wait that is negative, endless or longer than a year', () => {
	const name = fc.constantFrom('retry-after', 'retry-after-ms', 'x-ms-retry-after-ms');
	const value = fc.oneof(
		fc.string(),
		fc.double().map(String),
		fc.integer().map(String),
		fc.date().map(date => (Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toUTCString())),
	);
	fc.assert(
		fc.property(fc.dictionary(name, value), headers => {
			const ms = parse(headers);
			expect(ms === undefined || (ms >= 0 && ms <= 365 * dayMs)).toBe(true);
		}),
	);
});

test.each([
	['the first wait is a second at most', {triesDone: 1, waitedMs: 0}, 1, 1000],
	['and three quarters of one at least', {triesDone: 1, waitedMs: 0}, 0, 750],
	['the second is doubled', {triesDone: 2, waitedMs: 1000}, 1, 2000],
	['the third again', {triesDone: 3, waitedMs: 3000}, 1, 4000],
	['there is no fourth', {triesDone: 4, waitedMs: 7000}, 1, undefined],
	['what the service asks for counts', {triesDone: 1, waitedMs: 0, retryAfterMs: 12_345}, 0, 12_345],
	['but not a hot loop', {triesDone: 1, waitedMs: 0, retryAfterMs: 0}, 0, 250],
	['all of the budget may go', {triesDone: 1, waitedMs: 0, retryAfterMs: 60_000}, 0, 60_000],
	['more than the budget is not waited', {triesDone: 1, waitedMs: 0, retryAfterMs: 60_001}, 0, undefined],
	['nor more than is left of it', {triesDone: 2, waitedMs: 50_000, retryAfterMs: 10_001}, 0, undefined],
])('%s', (_, state, random, expected) => {
	expect(nextDelayMs(defaultRetryPolicy, state, random)).toBe(expected);
});

test('backs off to eight seconds at most', () => {
	const patient = {...defaultRetryPolicy, retries: 100, budgetMs: 1e9};
	expect(nextDelayMs(patient, {triesDone: 60, waitedMs: 0}, 1)).toBe(8000);
});

test('does not try again with zero retries', () => {
	expect(nextDelayMs({...defaultRetryPolicy, retries: 0}, {triesDone: 1, waitedMs: 0}, 0)).toBeUndefined();
});

test('never waits longer than the budget in all', () => {
	fc.assert(
		fc.property(
			fc.nat(10),
			fc.array(fc.option(fc.nat(90_000), {nil: undefined})),
			fc.double({min: 0, max: 1, maxExcluded: true, noNaN: true}),
			(retries, asked, random) => {
				let waitedMs = 0;
				let waits = 0;
				for (const [index, retryAfterMs] of asked.entries()) {
					const state = {triesDone: index + 1, waitedMs, retryAfterMs};
					const delayMs = nextDelayMs({...defaultRetryPolicy, retries}, state, random);
					if (delayMs === undefined) {
						break;
					}

					waits++;
					waitedMs += delayMs;
				}

				expect(waitedMs).toBeLessThanOrEqual(defaultRetryPolicy.budgetMs);
				expect(waits).toBeLessThanOrEqual(retries);
			},
		),
	);
});
