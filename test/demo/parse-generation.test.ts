import {expect, test} from 'vitest';
import type {JsonObject} from '../../source/core/json.ts';
import {parseGeneration} from '../../source/demo/parse-generation.ts';
import {RefusedRequest} from '../../source/demo/plain-response.ts';
import type {Flavour} from '../../source/demo/routes.ts';

const messages = [{role: 'user', content: 'hi'}];

function parseChat(body: JsonObject, flavour: Flavour = 'openai') {
	return parseGeneration(body, {kind: 'chat', flavour});
}

function refusal(run: () => unknown): {readonly status: number; readonly body: unknown} {
	try {
		run();
	} catch (error) {
		if (error instanceof RefusedRequest) {
			return {status: error.response.status, body: JSON.parse(error.response.body)};
		}

		throw error;
	}

	throw new Error('It was not refused.');
}

test('a chat request is read with its parameters', () => {
	const order = parseChat({messages, model: 'echo', temperature: 0.5, stop: 'END', max_tokens: 9});
	expect(order).toEqual({
		conversation: {messages: [{role: 'user', text: 'hi', images: 0}]},
		model: 'echo',
		parameters: {temperature: 0.5, stop: 'END', max_tokens: 9},
		limits: {maxTokens: 9, stop: ['END']},
		isStreamed: false,
		includeUsage: false,
	});
});

test('content may be a list of parts, or null', () => {
	const content = [
		{type: 'text', text: 'What is'},
		{type: 'image_url', image_url: {url: 'data:'}},
		{type: 'text', text: 'this?'},
	];
	const {conversation} = parseChat({
		messages: [
			{role: 'user', content},
			{role: 'assistant', content: null},
		],
	});
	expect(conversation.messages).toEqual([
		{role: 'user', text: 'What is\nthis?', images: 1},
		{role: 'assistant', text: '', images: 0},
	]);
});

test('null stands for a parameter that was not given', () => {
	const order = parseChat({
		messages,
		stop: null,
		max_tokens: null,
		stream: null,
		temperature: null,
		model: null,
	});
	expect(order.limits).toEqual({maxTokens: Number.POSITIVE_INFINITY, stop: []});
	expect(order.isStreamed).toBe(false);
	expect(order.model).toBeUndefined();
});

test.each(['max_completion_tokens', 'max_tokens', 'max_new_tokens'])('%s limits the answer', name => {
	expect(parseChat({messages, [name]: 7}).limits.maxTokens).toBe(7);
});

test.each(['prompt text', ['prompt text']])('a prompt may be %j', prompt => {
	const order = parseGeneration({prompt}, {kind: 'completion', flavour: 'openai'});
	expect(order.conversation.prompt).toBe('prompt text');
	expect(order.conversation.messages).toEqual([{role: 'user', text: 'prompt text', images: 0}]);
});

test.each([
	[{}, ['body', 'messages']],
	[{messages: []}, ['body', 'messages']],
	[{messages: 'hi'}, ['body', 'messages']],
	[{messages: ['hi']}, ['body', 'messages', 0]],
	[{messages: [{content: 'hi'}]}, ['body', 'messages', 0, 'role']],
	[{messages: [{role: 'user', content: 1}]}, ['body', 'messages', 0, 'content']],
	[{messages: [{role: 'user', content: [{type: 'audio'}]}]}, ['body', 'messages', 0, 'content', 0]],
	[{messages, model: 1}, ['body', 'model']],
	[{messages, max_tokens: 0}, ['body', 'max_tokens']],
	[{messages, max_tokens: '5'}, ['body', 'max_tokens']],
	[{messages, temperature: 2.1}, ['body', 'temperature']],
	[{messages, top_p: -1}, ['body', 'top_p']],
	[{messages, stop: [1]}, ['body', 'stop']],
	[{messages, stream: 'True'}, ['body', 'stream']],
	[{messages, stream_options: true}, ['body', 'stream_options']],
	[{messages, stream_options: {include_usage: 1}}, ['body', 'stream_options', 'include_usage']],
])('a body like %j is refused with 422 and the place of the mistake', (body, loc) => {
	expect(refusal(() => parseChat(body as JsonObject))).toMatchObject({status: 422, body: {detail: [{loc}]}});
	expect(refusal(() => parseChat(body as JsonObject, 'model-inference'))).toMatchObject({
		status: 422,
		body: {status: 422, code: 'parameter_not_supported', detail: {loc}},
	});
});

test('a long value is not quoted whole', () => {
	const {body} = refusal(() => parseChat({messages: 'x'.repeat(5000)}));
	expect(JSON.stringify(body).length).toBeLessThan(500);
});

test.each([{}, {prompt: 1}, {prompt: ['a', 'b']}, {prompt: []}])('the prompt of %j is refused', body => {
	const route = {kind: 'completion', flavour: 'openai'} as const;
	expect(refusal(() => parseGeneration(body, route))).toMatchObject({
		status: 422,
		body: {detail: [{loc: ['body', 'prompt']}]},
	});
});
