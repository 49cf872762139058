import {describe, expect, it} from 'vitest';
import type {TurnResult} from '../../source/core/turn.ts';
import {describeMs, describeResult, describeStatus} from '../../source/ui/describe-result.ts';

const result: TurnResult = {
	profile: 'prod',
	api: 'chat-completions',
	model: 'llama-2',
	text: 'hello',
	reasoning: null,
	finishReason: 'stop',
	usage: {promptTokens: 3, completionTokens: 30, totalTokens: 33},
	timing: {firstTokenMs: 412.3, totalMs: 5000, tokensPerSecond: 63.7},
	requestId: null,
	deployment: 'blue',
};

describe('the figures under an answer', () => {
	it.each<[title: string, change: Partial<TurnResult>, shown: string]>([
		['tell all there is', {}, 'llama-2 · blue · first token 412 ms · 64 tok/s · 30 tokens · stop'],
		[
			'name the profile where no model is known',
			{model: null},
			'prod · blue · first token 412 ms · 64 tok/s · 30 tokens · stop',
		],
		[
			'do not repeat a name',
			{deployment: 'llama-2'},
			'llama-2 · first token 412 ms · 64 tok/s · 30 tokens · stop',
		],
		[
			'count one token as one',
			{usage: {promptTokens: null, completionTokens: 1, totalTokens: null}},
			'llama-2 · blue · first token 412 ms · 64 tok/s · 1 token · stop',
		],
		[
			'leave out what nobody said',
			{
				usage: null,
				finishReason: null,
				deployment: null,
				timing: {firstTokenMs: null, totalMs: 1, tokensPerSecond: null},
			},
			'llama-2',
		],
	])('%s', (_title, change, shown) => {
		expect(describeResult({...result, ...change})).toBe(shown);
	});
});

describe('how an answer ended', () => {
	const error = {
		kind: 'network',
		status: null,
		message: 'The connection broke after 3 words.',
		hint: '',
		retryable: false,
		requestId: null,
	} as const;
	it.each([
		['nothing is said about a whole one', 'complete', result, undefined],
		[
			'one at its limit says how to get more',
			'complete',
			{...result, finishReason: 'length'},
			'[cut at the token limit: allow more with /set max_tokens=N]',
		],
		['one that was stopped says by whom', 'stopped', result, '[stopped by you]'],
		[
			'one that broke off says why',
			'incomplete',
			{...result, error},
			'[incomplete: The connection broke after 3 words]',
		],
		['one without an error still says so', 'incomplete', result, '[incomplete: the answer has no end]'],
	] as const)('%s', (_title, status, ended, shown) => {
		expect(describeStatus(status, ended)).toBe(shown);
	});
});

it.each([
	[0, '0 ms'],
	[412.4, '412 ms'],
	[999.6, '1.0 s'],
	[1000, '1.0 s'],
	[3149, '3.1 s'],
	[59_960, '1 min 0 s'],
	[60_000, '1 min 0 s'],
	[125_000, '2 min 5 s'],
])('%d ms are %s', (ms, shown) => {
	expect(describeMs(ms)).toBe(shown);
});
