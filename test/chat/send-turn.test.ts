import {setImmediate as nextTurn} from 'node:timers/promises';
import {expect, test} from 'vitest';
import {sendTurn} from '../../source/chat/send-turn.ts';
import {redacted} from '../../source/core/redact.ts';
import {defaultRetryPolicy} from '../../source/http/retry.ts';
import {type Reply, type Step, startEndpoint} from '../helpers/loopback-endpoint.ts';
import {openTestSession, testKey} from '../helpers/open-test-session.ts';
import {
	answerOf,
	doneEvent,
	event,
	eventStream,
	finishEvent,
	jsonReply,
	reasoningEvent,
	streamOf,
	textEvent,
} from '../helpers/server-sent-events.ts';
import {hello, runTurn} from './run-turn.ts';

const text = textEvent('Hello');
const usage = {prompt_tokens: 3, completion_tokens: 1, total_tokens: 4};
const counted = {promptTokens: 3, completionTokens: 1, totalTokens: 4};

test.each<readonly [what: string, steps: readonly Step[]]>([
	['a finish reason and the end mark', [text, finishEvent(), doneEvent]],
	['a finish reason alone', [text, finishEvent()]],
	['the end mark alone', [text, doneEvent]],
	['an end mark without a blank line', [text, 'data: [DONE]']],
	['an end mark twice', [text, finishEvent(), doneEvent, doneEvent]],
	['an error after the end mark', [text, doneEvent, event({error: {message: 'late'}})]],
	['nonsense after the end mark', [text, doneEvent, '<html>']],
	['a connection that stays open after the end mark', [text, finishEvent(), doneEvent, 'stall!']],
	['a connection that breaks after the end mark', [text, finishEvent(), doneEvent, 'reset!']],
	['comments and empty events in between', [': ping\n\n', text, '\n\n', ': ping\n\n', doneEvent]],
	['a byte order mark', ['\uFEFF', text, doneEvent]],
])('an answer is complete with %s', async (_, steps) => {
	const server = await startEndpoint(streamOf(...steps));
	const {result, error, order} = await runTurn(openTestSession({url: server.url}));
	expect(error).toBeUndefined();
	expect(result.text).toBe('Hello');
	expect(order).toEqual(['start', 'text', 'finish']);
	expect(server.requests).toHaveLength(1);
});

test.each<readonly [what: string, steps: readonly Step[]]>([
	['before the text', [event({choices: [], usage}), text, finishEvent(), doneEvent]],
	['with the text', [event({choices: [{delta: {content: 'Hello'}}], usage}), finishEvent(), doneEvent]],
	['after the finish reason', [text, finishEvent(), event({choices: [], usage}), doneEvent]],
	['after a smaller one', [event({choices: [], usage: {total_tokens: 1}}), text, event({usage}), doneEvent]],
])('takes usage %s', async (_, steps) => {
	const server = await startEndpoint(streamOf(...steps));
	const {result} = await runTurn(openTestSession({url: server.url}));
	expect([result.text, result.usage]).toEqual(['Hello', counted]);
});

test.each(['length', 'tool_calls', 'eos', 'weird_reason'])(
	'a finish reason of %s ends a whole answer',
	async reason => {
		const server = await startEndpoint(streamOf(text, finishEvent(reason), doneEvent));
		const {result, error} = await runTurn(openTestSession({url: server.url}));
		expect(error).toBeUndefined();
		expect(result).toMatchObject({text: 'Hello', finishReason: reason});
	},
);

test('an answer that the token limit cut before its first word is no failure', async () => {
	const server = await startEndpoint(streamOf(finishEvent('length'), doneEvent));
	const {result, error} = await runTurn(openTestSession({url: server.url}));
	expect([error, result.text, result.finishReason]).toEqual([undefined, '', 'length']);
});

test('takes one JSON body for the whole answer where a stream was asked for', async () => {
	const body = {choices: [{message: {content: 'Hello'}, finish_reason: 'stop'}], usage};
	for (const headers of [{'content-type': 'application/json'}, eventStream, {}]) {
		const server = await startEndpoint({headers, body: JSON.stringify(body)});
		const {result} = await runTurn(openTestSession({url: server.url}));
		expect(result).toMatchObject({text: 'Hello', finishReason: 'stop', usage: counted});
	}
});

test('reads a stream byte by byte, labelled wrongly, with characters and line ends cut', async () => {
	const bytes = Buffer.from(`${textEvent('Grüße 👍')}${finishEvent()}${doneEvent}`.replaceAll('\n', '\r\n'));
	for (const type of ['text/event-stream', 'text/plain', 'application/json']) {
		const server = await startEndpoint({
			headers: {'content-type': type},
			body: [...bytes].map(byte => Uint8Array.of(byte)),
		});
		expect((await runTurn(openTestSession({url: server.url}))).result.text).toBe('Grüße 👍');
	}
});

test('tells reasoning apart from the answer, and counts it as a first token', async () => {
	const server = await startEndpoint(streamOf(reasoningEvent('Hm.'), text, finishEvent(), doneEvent));
	const {result, order} = await runTurn(openTestSession({url: server.url}));
	expect(order).toEqual(['start', 'reasoning', 'text', 'finish']);
	expect([result.text, result.reasoning]).toEqual(['Hello', 'Hm.']);
	expect(result.timing.firstTokenMs).toBeGreaterThan(0);
});

test('a model that thinks aloud is not silent', async () => {
	// Two thoughts, each within the limit of the one before; the second comes when the first was read.
	const thoughtRead = Promise.withResolvers<void>();
	const server = await startEndpoint(
		streamOf(reasoningEvent('One.'), thoughtRead.promise, reasoningEvent('Two.'), 'stall!'),
	);
	const session = openTestSession({url: server.url}, {timeouts: {idleMs: 300}});
	const thoughts: string[] = [];
	for await (const told of sendTurn(session, hello, new AbortController().signal)) {
		if (told.type === 'reasoning') {
			thoughts.push(told.text);
			thoughtRead.resolve();
		} else if (told.type === 'error') {
			// The countdown began anew: no bytes came since, so this is silence and not an open line.
			expect(told.error.message).toBe(`Nothing came from ${server.host} for 0.3 s.`);
		}
	}

	expect(thoughts).toEqual(['One.', 'Two.']);
});

test.each<readonly [what: string, headers: Readonly<Record<string, string>>, wait: (ms: number) => boolean]>([
	['milliseconds', {'retry-after-ms': '1234'}, ms => ms === 1234],
	['seconds', {'retry-after': '7'}, ms => ms === 7000],
	['a date', {'retry-after': new Date(Date.now() + 40_000).toUTCString()}, ms => ms > 10_000 && ms <= 40_000],
	['garbage', {'retry-after': 'soon'}, ms => ms >= 750 && ms <= 1000],
	['a date that is past', {'retry-after': new Date(0).toUTCString()}, ms => ms >= 750 && ms <= 1000],
	['nothing', {}, ms => ms >= 750 && ms <= 1000],
	['no time at all', {'retry-after': '0'}, ms => ms === 250],
])('waits as long as the service asks with %s', async (_, headers, isRight) => {
	const server = await startEndpoint({status: 503, headers});
	const session = openTestSession({url: server.url}, {retryPolicy: defaultRetryPolicy});
	for await (const told of sendTurn(session, hello, new AbortController().signal)) {
		if (told.type === 'retry') {
			expect(isRight(told.waitMs), `${told.waitMs} ms`).toBe(true);
			expect(told.text).toBe(
				`Busy (503). Trying again in ${Math.max(1, Math.round(told.waitMs / 1000))} s (1 of 3).`,
			);
			break;
		}
	}

	expect(server.requests).toHaveLength(1);
});

test('does not wait for a service that asks for longer than a minute', async () => {
	const server = await startEndpoint({status: 503, headers: {'retry-after': '61'}});
	const {error, order} = await runTurn(openTestSession({url: server.url}, {retryPolicy: defaultRetryPolicy}));
	expect([error?.retryable, order]).toEqual([false, ['error']]);
});

test('answers after failed tries, each told and each with an id of its own', async () => {
	const server = await startEndpoint([{raw: ['reset!']}, {status: 429}, {status: 503}, answerOf('Hello')]);
	const {result, order, error} = await runTurn(openTestSession({url: server.url}));
	expect([error, result.text, order]).toEqual([undefined, 'Hello', ['retry', 'start', 'text', 'finish']]);
	const ids = server.requests.map(({headers}) => headers['x-ms-client-request-id']);
	expect(new Set(ids).size).toBe(4);
});

test('does not try again where no retries are allowed', async () => {
	const server = await startEndpoint({status: 503});
	await runTurn(openTestSession({url: server.url}, {retryPolicy: {retries: 0}}));
	expect(server.requests).toHaveLength(1);
});

test('does not try again once reasoning came', async () => {
	const server = await startEndpoint(streamOf(reasoningEvent('Hm.'), 'reset!'));
	const {error, result} = await runTurn(openTestSession({url: server.url}));
	expect(error).toMatchObject({kind: 'network', retryable: false});
	expect([server.requests.length, result.reasoning]).toEqual([1, 'Hm.']);
});

test('keeps what the decoder held back when the stream breaks', async () => {
	const chunk = event({choices: [{index: 0, text: ' Hello\nUse', finish_reason: null}]});
	const server = await startEndpoint(streamOf(chunk, 'reset!'));
	const {result} = await runTurn(openTestSession({url: server.url, api: 'completions'}));
	expect(result.text).toBe('Hello\nUse');
});

test('sends again without stream_options where they are refused, once, and remembers it', async () => {
	const refusal = jsonReply({error: {message: 'Extra inputs are not permitted: stream_options'}}, 400);
	const server = await startEndpoint(request =>
		request.body.includes('stream_options') ? refusal : answerOf('Hello'),
	);
	const session = openTestSession({url: server.url});
	const {result, order} = await runTurn(session);
	expect([result.text, order]).toEqual(['Hello', ['note', 'start', 'text', 'finish']]);
	expect(server.requests).toHaveLength(2);
	await runTurn(session);
	expect(server.requests).toHaveLength(3);
});

test.each([
	[
		'max_tokens',
		'max_completion_tokens',
		"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
	],
	['max_completion_tokens', 'max_tokens', 'Unrecognized request argument supplied: max_completion_tokens'],
])(
	'sends %s as %s where the endpoint refuses the name, once, and remembers it',
	async (set, taken, message) => {
		const server = await startEndpoint(request =>
			Object.hasOwn(JSON.parse(request.body), set)
				? jsonReply({error: {message, param: set}}, 400)
				: answerOf('Hello'),
		);
		const session = openTestSession({url: server.url, parameters: {temperature: 0, [set]: 7}});
		const {result} = await runTurn(session);
		await runTurn(session);
		expect(result.text).toBe('Hello');
		expect(server.requests).toHaveLength(3);
		expect(JSON.parse(server.requests[2]?.body ?? '')).toMatchObject({temperature: 0, [taken]: 7});
	},
);

test('sends the system message as developer where the endpoint refuses the role', async () => {
	const message =
		"Unsupported value: 'messages[0].role' does not support 'system' with this model. Use 'developer'.";
	const server = await startEndpoint(request =>
		request.body.includes('"system"') ? jsonReply({error: {message}}, 400) : answerOf('Hello'),
	);
	const {result} = await runTurn(openTestSession({url: server.url, system: 'Be brief.'}));
	expect(result.text).toBe('Hello');
	expect(JSON.parse(server.requests[1]?.body ?? '').messages[0]).toEqual({
		role: 'developer',
		content: 'Be brief.',
	});
});

test('a service that refuses stream_options even where there are none is not asked for ever', async () => {
	const server = await startEndpoint(jsonReply({error: {message: 'no stream_options'}}, 400));
	const {error} = await runTurn(openTestSession({url: server.url}));
	expect([error?.kind, server.requests.length]).toEqual(['request', 2]);
});

test.each([
	['as it is', testKey],
	['in a URL', encodeURIComponent(testKey)],
	['in base64', Buffer.from(testKey).toString('base64')],
])('masks a key that the server echoes %s', async (_, echo) => {
	const replies: readonly Reply[] = [
		jsonReply({error: {message: `bad key ${echo}`, code: echo}}, 400),
		streamOf(text, event({error: {message: `bad key ${echo}`, code: echo}})),
		{headers: {'content-type': 'text/html'}, body: `<!doctype html><title>${echo}</title>`},
		{status: 424, headers: {'ms-azureml-model-error-reason': `key ${echo}`}},
	];
	for (const reply of replies) {
		const server = await startEndpoint(reply);
		const {error, events} = await runTurn(openTestSession({url: server.url}));
		const said = JSON.stringify([error, error?.message, events]);
		expect(said).toContain(redacted);
		expect(said).not.toContain(echo.replace(/=+$/, ''));
	}
});

test('the outline of an exchange shows no key', async () => {
	const server = await startEndpoint({...answerOf('Hi'), headers: {...eventStream, 'x-echo': testKey}});
	const outline: unknown[] = [];
	await runTurn(
		openTestSession(
			{url: `${server.url}/v1?api-version=1&sig=abc`},
			{onExchange: step => outline.push(step)},
		),
	);
	expect(outline).toMatchObject([
		{type: 'request', method: 'POST', url: `${server.url}/v1/chat/completions?api-version=1`},
		{type: 'response', status: 200, headers: {'x-echo': redacted}},
	]);
	expect(JSON.stringify(outline)).not.toContain(testKey);
});

test('leaving the loop closes the connection', async () => {
	const server = await startEndpoint(streamOf(text, 'stall!'));
	for await (const told of sendTurn(
		openTestSession({url: server.url}),
		hello,
		new AbortController().signal,
	)) {
		if (told.type === 'text') {
			break;
		}
	}

	await server.requests[0]?.hungUp;
});

test('leaving the loop at the response head closes the connection', async () => {
	const server = await startEndpoint(streamOf('stall!'));
	for await (const _ of sendTurn(openTestSession({url: server.url}), hello, new AbortController().signal)) {
		break;
	}

	await server.requests[0]?.hungUp;
});

test('stopping keeps the part and closes the connection', async () => {
	const server = await startEndpoint(streamOf(text, 'stall!'));
	const controller = new AbortController();
	const types: string[] = [];
	for await (const told of sendTurn(openTestSession({url: server.url}), hello, controller.signal)) {
		types.push(told.type);
		if (told.type === 'text') {
			controller.abort();
		} else if (told.type === 'error') {
			expect(told.error).toMatchObject({kind: 'interrupted', message: 'Stopped by you.'});
			expect(told.result).toMatchObject({text: 'Hello', error: {kind: 'interrupted'}});
		}
	}

	expect(types).toEqual(['start', 'text', 'error']);
	await server.requests[0]?.hungUp;
});

test('stopping ends a wait for another try', async () => {
	const server = await startEndpoint({status: 503, headers: {'retry-after': '50'}});
	const controller = new AbortController();
	const types: string[] = [];
	for await (const told of sendTurn(openTestSession({url: server.url}), hello, controller.signal)) {
		types.push(told.type === 'error' ? told.error.kind : told.type);
		controller.abort();
	}

	expect(types).toEqual(['retry', 'interrupted']);
	expect(server.requests).toHaveLength(1);
});

test('sends nothing when it was stopped before', async () => {
	const server = await startEndpoint(answerOf('Hello'));
	const {error} = await runTurn(openTestSession({url: server.url}), hello, AbortSignal.abort());
	expect([error?.kind, server.requests.length]).toEqual(['interrupted', 0]);
});

test.each<readonly [what: string, reply: Reply]>([
	['the wait for another try', {status: 503, headers: {'retry-after': '50'}}],
	['the response head', {raw: ['stall!']}],
	['the stream', streamOf(text, 'stall!')],
])('the time limit of the whole request covers %s', async (_, reply) => {
	const server = await startEndpoint(reply);
	const {error, result} = await runTurn(openTestSession({url: server.url}, {timeouts: {totalMs: 100}}));
	expect(error).toMatchObject({kind: 'timeout', message: 'The request took longer than 0.1 s.'});
	expect(result.error?.kind).toBe('timeout');
	expect(server.requests).toHaveLength(1);
});

test('an error body that never ends hides neither the status nor the end of the connection', async () => {
	const server = await startEndpoint({status: 413, body: ['{"error":', 'stall!']});
	const {error} = await runTurn(openTestSession({url: server.url}, {timeouts: {totalMs: 100}}));
	expect(error?.status).toBe(413);
	await server.requests[0]?.hungUp;
});

test('an error body without bounds is cut', async () => {
	const server = await startEndpoint({status: 413, body: ['x'.repeat(1_000_000), 'stall!']});
	const {error} = await runTurn(openTestSession({url: server.url}));
	expect([error?.status, error?.body?.length]).toEqual([413, 64 * 1024]);
	await server.requests[0]?.hungUp;
});

test('the connections of a conversation are used again', async () => {
	const server = await startEndpoint(answerOf('Hello'));
	const session = openTestSession({url: server.url});
	for (let turn = 0; turn < 10; turn++) {
		await runTurn(session);
		// The rest after the end mark is read in the background.
		await nextTurn();
	}

	expect(server.requests).toHaveLength(10);
	expect(server.connections()).toBeLessThan(10);
});
