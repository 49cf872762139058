import {expect, test} from 'vitest';
import type {Demo} from '../../source/demo/demo.ts';
import {
	chat,
	parseStream,
	post,
	readJson,
	readStream,
	readUntilBroken,
	startTestDemo,
} from './demo-client.ts';

/** Asks a model by every kind of route, streamed and whole. */
const ways: ReadonlyArray<readonly [string, (demo: Demo, model: string) => Promise<Response>]> = [
	['a chat stream', (demo, model) => post(demo, '/v1/chat/completions', chat('hi', {model, stream: true}))],
	['a whole chat', (demo, model) => post(demo, '/v1/chat/completions', chat('hi', {model}))],
	[
		'a completion stream',
		(demo, model) => post(demo, '/v1/completions', {prompt: 'hi', model, stream: true}),
	],
	['a score', (demo, model) => post(demo, '/score', {input_data: ['hi', 'ho'], model})],
];

const responses: ReadonlyArray<readonly [string, number, Readonly<Record<string, string>>, RegExp]> = [
	['fault-401', 401, {'content-type': 'text/plain'}, /^key_auth_access_denied$/],
	['fault-404', 404, {'content-length': '0'}, /^$/],
	[
		'fault-424',
		424,
		{'ms-azureml-model-error-statuscode': '500', 'ms-azureml-model-error-reason': 'model_error'},
		/^\{"message":"An unexpected error/,
	],
	['fault-429-long', 429, {'retry-after': '86400'}, /"code":"429"/],
	['fault-503', 503, {'content-type': 'text/plain'}, /^upstream connect error/],
	[
		'fault-content-filter',
		400,
		{'content-type': 'application/json'},
		/"code":"content_filter".*"code":"ResponsibleAIPolicyViolation".*"violence":\{"filtered":true,"severity":"medium"\}/,
	],
	[
		'fault-html',
		200,
		{'content-type': 'text/html; charset=utf-8'},
		/<title>Sign in to your network<\/title>/,
	],
	['fault-empty', 200, {'content-type': 'application/json'}, /^\{\}$/],
];

for (const [way, ask] of ways) {
	test.each(responses)(`%s answers ${way} with %i`, async (model, status, headers, body) => {
		const demo = await startTestDemo();
		const response = await ask(demo, model);
		expect(response.status).toBe(status);
		expect(Object.fromEntries(response.headers)).toMatchObject(headers);
		expect(await response.text()).toMatch(body);
	});

	test(`fault-429 refuses ${way} twice, then answers, then begins anew`, async () => {
		const demo = await startTestDemo();
		const statuses: number[] = [];
		for (let attempt = 0; attempt < 5; attempt++) {
			const response = await ask(demo, 'fault-429');
			statuses.push(response.status);
			expect(response.headers.get('retry-after')).toBe(response.status === 429 ? '2' : null);
			await response.text();
		}

		// A score of two prompts asks for the first one again and again, and for the second only after it.
		expect(statuses.slice(0, 2)).toEqual([429, 429]);
		if (way !== 'a score') {
			expect(statuses).toEqual([429, 429, 200, 429, 429]);
		}
	});
}

test('fault-429 counts each conversation by itself', async () => {
	const demo = await startTestDemo();
	const ask = (text: string) => post(demo, '/v1/chat/completions', chat(text, {model: 'fault-429'}));
	await ask('one');
	await ask('one');
	expect((await ask('two')).status).toBe(429);
	const third = await readJson(await ask('one'));
	expect(third.choices[0].message.content).toMatch(/^The third try went through/);
});

test.each([
	['fault-filtered-answer', 'content_filter', /decided that$/],
	['fault-length', 'length', /only ends in the$/],
])('%s ends every answer with the finish reason %s', async (model, reason, text) => {
	const demo = await startTestDemo();
	const stream = await readStream(
		await post(demo, '/v1/chat/completions', chat('hi', {model, stream: true})),
	);
	expect(stream).toMatchObject({finishReason: reason, isDone: true});
	expect(stream.text).toMatch(text);
	const whole = await readJson(await post(demo, '/v1/chat/completions', chat('hi', {model})));
	expect(whole.choices[0].finish_reason).toBe(reason);
	const completion = {prompt: 'hi', model, stream: true};
	expect((await readStream(await post(demo, '/v1/completions', completion))).finishReason).toBe(reason);
	const input = [{role: 'user', content: 'hi'}];
	const score = await readJson(await post(demo, '/score', {model, input_data: {input_string: input}}));
	expect(score).toMatchObject({finish_reason: reason, output: expect.stringMatching(text)});
});

test('fault-reset breaks the connection after the text', async () => {
	const demo = await startTestDemo();
	const [stream, whole, , score] = await Promise.all(
		ways.map(async ([, ask]) => readUntilBroken(await ask(demo, 'fault-reset'))),
	);
	expect(stream?.isBroken).toBe(true);
	expect(parseStream(stream?.text ?? '')).toMatchObject({
		text: expect.stringMatching(/in the middle of a$/),
		finishReason: undefined,
		isDone: false,
	});
	for (const body of [whole, score]) {
		expect(body?.isBroken).toBe(true);
		expect(body?.text).not.toBe('');
	}
});

test('fault-no-end ends cleanly, without a finish reason or an end mark', async () => {
	const demo = await startTestDemo();
	const [stream, whole, completion, score] = await Promise.all(
		ways.map(async ([, ask]) => readUntilBroken(await ask(demo, 'fault-no-end'))),
	);
	for (const body of [stream, completion]) {
		expect(body?.isBroken).toBe(false);
		expect(parseStream(body?.text ?? '')).toMatchObject({
			text: expect.stringMatching(/just the end of the$/),
			finishReason: undefined,
			isDone: false,
		});
	}

	for (const body of [whole, score]) {
		expect(body?.isBroken).toBe(false);
		expect(() => JSON.parse(body?.text ?? '')).toThrow(SyntaxError);
	}
});

test('fault-error-event puts an error among the chunks, and an end mark after it', async () => {
	const demo = await startTestDemo();
	const stream = await readStream(
		await post(demo, '/v1/chat/completions', chat('hi', {model: 'fault-error-event', stream: true})),
	);
	expect(stream.text).toMatch(/runs out of$/);
	expect(stream.chunks.at(-1)?.error?.message).toMatch(/^The engine ran out of memory/);
	expect(stream).toMatchObject({finishReason: undefined, isDone: true});
});

test('fault-error-event is an error inside a 200 where nothing streams', async () => {
	const demo = await startTestDemo();
	const chatBody = chat('hi', {model: 'fault-error-event'});
	const whole = await post(demo, '/v1/chat/completions', chatBody);
	expect([whole.status, await readJson(whole)]).toMatchObject([200, {error: {code: 500}}]);
	const score = await post(demo, '/score', {input_data: ['hi'], model: 'fault-error-event'});
	expect([score.status, await readJson(score)]).toMatchObject([
		200,
		{output: null, error: {status_code: 500, body: {error: {code: 500}}}},
	]);
});

test.each(ways)('fault-stall begins %s, then says nothing until somebody hangs up', async (_, ask) => {
	const demo = await startTestDemo();
	const response = await ask(demo, 'fault-stall');
	const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
	const half = /idle timeout|"choices"|\["After/;
	let text = '';
	while (!half.test(text)) {
		text += (await reader?.read())?.value ?? '';
	}

	const rest = (async () => {
		for (;;) {
			const {value, done} = (await reader?.read()) ?? {done: true};
			if (done) {
				return;
			}

			text += value ?? '';
		}
	})();
	// Only the end of the server ends the answer, and not with an end of its own.
	await Promise.all([expect(rest).rejects.toThrow(), demo.close()]);
	expect(text).not.toContain('[DONE]');
	expect(() => JSON.parse(text)).toThrow(SyntaxError);
});
