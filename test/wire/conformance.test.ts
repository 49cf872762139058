import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {apis} from '../../source/core/api.ts';
import type {Json} from '../../source/core/json.ts';
import {wireFormats} from '../../source/wire/formats.ts';
import type {SseMessage, WireEvent} from '../../source/wire/wire-format.ts';
import {joinText} from './helpers/read-stream.ts';
import {createRequest} from './helpers/request.ts';

/** How a wire format's servers say the things that every format can say. */
type Dialect = {
	text(text: string): Json;
	reasoning(text: string): Json;
	finish(reason: string): Json;
	whole(text: string, reason: string): Json;
};

const usage = {prompt_tokens: 9, completion_tokens: 12, total_tokens: 21};
const choice = (fields: {readonly [key: string]: Json}): Json => ({
	choices: [{index: 0, finish_reason: null, ...fields}],
});

const chat: Dialect = {
	text: text => choice({delta: {content: text}}),
	reasoning: text => choice({delta: {reasoning_content: text}}),
	finish: reason => choice({delta: {}, finish_reason: reason}),
	whole: (text, reason) => choice({message: {role: 'assistant', content: text}, finish_reason: reason}),
};

const dialects = {
	'chat-completions': chat,
	completions: {
		...chat,
		text: text => choice({text}),
		finish: reason => choice({text: '', finish_reason: reason}),
		whole: (text, reason) => choice({text, finish_reason: reason}),
	},
	'azureml-score': {
		text: text => ({output: text}),
		reasoning: text => ({output: '', message: {role: 'assistant', content: '', reasoning_content: text}}),
		finish: reason => ({output: '', finish_reason: reason}),
		whole: (text, reason) => ({output: text, finish_reason: reason}),
	},
} satisfies Record<string, Dialect>;

/** A text in the pieces between some places. */
const cutText = fc
	.tuple(
		fc.string({
			unit: fc.constantFrom(
				'a',
				' ',
				'\n',
				'<',
				'/',
				's',
				'>',
				'User:',
				'</s>',
				'<think>',
				'</think>',
				'😀',
				'\uD83D',
				'\uDE00',
			),
			maxLength: 12,
		}),
		fc.array(fc.nat(40), {maxLength: 8}),
	)
	.map(([text, places]) => {
		const sorted = [
			0,
			...places.map(place => Math.min(place, text.length)).sort((one, other) => one - other),
			text.length,
		];
		return {text, deltas: sorted.slice(1).map((end, index) => text.slice(sorted[index], end))};
	});

describe.each(apis)('every wire format: %s', api => {
	const dialect = dialects[api];
	const format = wireFormats[api];

	function decode(...messages: readonly (SseMessage | Json)[]): readonly WireEvent[] {
		const decoder = format.createStreamDecoder(createRequest());
		const events = messages.flatMap(message =>
			decoder.push(
				isMessage(message)
					? message
					: {data: typeof message === 'string' ? message : JSON.stringify(message)},
			),
		);
		return joinText([...events, ...decoder.end()]);
	}

	const error = (message: string): WireEvent => ({type: 'error', body: expect.objectContaining({message})});

	test('gives the text of all deltas and the end mark', () => {
		expect(decode(dialect.text('Hel'), dialect.text('lo'), '[DONE]')).toEqual([
			{type: 'text', text: 'Hello'},
			{type: 'done'},
		]);
	});

	test('keeps reasoning apart from text', () => {
		expect(decode(dialect.reasoning('Hm'), dialect.reasoning('m'), dialect.text('Yes'))).toEqual([
			{type: 'reasoning', text: 'Hmm'},
			{type: 'text', text: 'Yes'},
		]);
	});

	test('takes <think> at the start for reasoning, however it is cut', () => {
		const deltas = [...'\n<think>\nHm</think>\n\nYes <think>'].map(dialect.text);
		expect(decode(...deltas)).toEqual([
			{type: 'reasoning', text: 'Hm'},
			{type: 'text', text: 'Yes <think>'},
		]);
	});

	test('reports usage from any chunk and passes over one of zeros', () => {
		const zeros = {prompt_tokens: 0, completion_tokens: 0, total_tokens: 0};
		expect(decode({choices: [], usage}, {choices: [], usage: zeros}, {choices: [], usage: null})).toEqual([
			{type: 'usage', usage: {promptTokens: 9, completionTokens: 12, totalTokens: 21}},
		]);
	});

	test('says null, not zero, for a count that the server left out', () => {
		expect(
			decode({choices: [], usage: {prompt_tokens: 9, completion_tokens: -1, total_tokens: '10'}}),
		).toEqual([{type: 'usage', usage: {promptTokens: 9, completionTokens: null, totalTokens: null}}]);
	});

	test('says the model once', () => {
		expect(decode({choices: [], model: ''}, {choices: [], model: 'm'}, {choices: [], model: 'm'})).toEqual([
			{type: 'model', model: 'm'},
		]);
	});

	test.each([
		'stop',
		'length',
		'content_filter',
		'content_filter_error',
		'tool_calls',
		'eos_token',
		'a new one',
	])('passes the finish reason %s on as it is', reason => {
		expect(decode(dialect.finish(reason))).toEqual([{type: 'finish', reason}]);
		expect(format.decodeWhole(dialect.whole('Hi', reason), createRequest())).toEqual([
			{type: 'text', text: 'Hi'},
			{type: 'finish', reason},
			{type: 'done'},
		]);
	});

	test.each([
		['an error object', {error: {message: 'boom', code: 500}}],
		['an error string', {error: 'boom', error_type: 'generation'}],
		[
			'an old vLLM error',
			{object: 'error', message: 'boom', type: 'BadRequestError', param: null, code: 400},
		],
		['an error event', {event: 'error', data: '{"error":{"message":"boom"}}'}],
		['an error event that is no JSON', {event: 'error', data: 'boom'}],
		['a field named error', {field: 'error', data: '{"code":500,"message":"boom","type":"server_error"}'}],
	] satisfies readonly (readonly [string, SseMessage | Json])[])(
		'reports %s in mid-stream and keeps the text',
		(_, message) => {
			expect(decode(dialect.text('Half'), message, '[DONE]')).toEqual([
				{type: 'text', text: 'Half'},
				error('boom'),
				{type: 'done'},
			]);
		},
	);

	test('passes over events that it does not know, and over empty ones', () => {
		expect(
			decode({event: 'ping', data: '{"choices":[],"type":"ping"}'}, {data: ''}, {data: ' '}, {choices: []}),
		).toEqual([]);
	});

	test.each(['{"choices":[', 'text'])('calls the garbage %s unreadable and reads on', garbage => {
		expect(decode(dialect.text('a'), garbage, dialect.text('b'))).toEqual([
			{type: 'text', text: 'a'},
			{type: 'unreadable'},
			{type: 'text', text: 'b'},
		]);
	});

	test.each(['null', '42', '[]', '"text"'])('passes over %s, which is JSON but no event', noise => {
		expect(decode(dialect.text('a'), noise, dialect.text('b'))).toEqual([{type: 'text', text: 'ab'}]);
	});

	test('gives a cut stream no end', () => {
		expect(decode(dialect.text('Half an ans'))).toEqual([{type: 'text', text: 'Half an ans'}]);
	});

	test('lets nothing count after the end mark', () => {
		expect(decode(dialect.text('a'), ' [DONE] ', dialect.text('b'), {error: 'late'}, '[DONE]')).toEqual([
			{type: 'text', text: 'a'},
			{type: 'done'},
		]);
	});

	test('gives held-back text out before the finish, for callers who stop reading there', () => {
		expect(decode(dialect.text('a'), dialect.text('\uD83D'), dialect.finish('stop'))).toEqual([
			{type: 'text', text: 'a\uFFFD'},
			{type: 'finish', reason: 'stop'},
		]);
	});

	test('gives no event for a whole body without an answer', () => {
		expect(format.decodeWhole({}, createRequest())).toEqual([]);
	});

	test('reports an error of status 200 and no end', () => {
		expect(format.decodeWhole({error: {message: 'boom'}}, createRequest())).toEqual([error('boom')]);
	});

	test('gives the same text and reasoning for any cut into deltas', () => {
		fc.assert(
			fc.property(cutText, ({text, deltas}) => {
				const inOne = decode(dialect.text(text));
				expect(decode(...deltas.map(dialect.text))).toEqual(inOne);
				const whole = format.decodeWhole(dialect.whole(text, 'stop'), createRequest());
				expect(joinText(whole)).toEqual([...inOne, {type: 'finish', reason: 'stop'}, {type: 'done'}]);
			}),
			{numRuns: 500},
		);
	});

	test('never throws, whatever the JSON', () => {
		const key = fc.constantFrom(
			'choices',
			'delta',
			'message',
			'content',
			'text',
			'error',
			'usage',
			'model',
			'output',
			'0',
			'__proto__',
			'finish_reason',
			'index',
			'detail',
			'loc',
			'innererror',
			'code',
			'status',
			'body',
		);
		const {value: likely} = fc.letrec<{value: unknown}>(tie => ({
			value: fc.oneof(
				{depthSize: 'small', withCrossShrink: true},
				fc.constantFrom<unknown>(null, 0, 1, 400, '', 'x', true, '{"error":"x"}'),
				fc.array(tie('value'), {maxLength: 3}),
				fc.array(fc.tuple(key, tie('value')), {maxLength: 5}).map(entries => Object.fromEntries(entries)),
			),
		}));
		const value = fc.oneof(likely, fc.jsonValue());
		const data = fc.oneof(
			value.map(json => JSON.stringify(json)),
			fc.string(),
			fc.constant('[DONE]'),
		);
		const message = fc.record({
			data,
			event: fc.constantFrom(undefined, 'error', 'message'),
			field: fc.constantFrom(undefined, 'error' as const),
		});
		fc.assert(
			fc.property(
				fc.array(message, {maxLength: 6}),
				value,
				fc.option(fc.string(), {nil: undefined}),
				(messages, body, answerPath) => {
					decode(...messages);
					format.decodeWhole(body, createRequest({answerPath}));
					format.decodeWhole(body, createRequest({scoreBody: 'text', template: 'llama2'}));
				},
			),
			{numRuns: 1000},
		);
	});

	test('reads very deep JSON without recursing into it', () => {
		const deep = '['.repeat(200_000) + ']'.repeat(200_000);
		for (const key of ['choices', 'error', 'usage', 'output', 'message', 'detail']) {
			const data = `{"${key}":${deep}}`;
			expect(() => decode(data)).not.toThrow();
			expect(() => format.decodeWhole(JSON.parse(data), createRequest())).not.toThrow();
		}
	});
});

function isMessage(value: SseMessage | Json): value is SseMessage {
	return typeof value === 'object' && value !== null && 'data' in value;
}
