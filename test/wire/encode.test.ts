import {describe, expect, test} from 'vitest';
import type {Message} from '../../source/core/conversation.ts';
import type {Json} from '../../source/core/json.ts';
import {azuremlScore} from '../../source/wire/azureml-score.ts';
import {chatCompletions} from '../../source/wire/chat-completions.ts';
import {completions} from '../../source/wire/completions.ts';
import type {WireFormat, WireRequest} from '../../source/wire/wire-format.ts';
import {createRequest} from './helpers/request.ts';

/** The exact JSON text: the order of keys is looked at, too. */
function encode(format: WireFormat, special: Partial<WireRequest> = {}): string {
	return JSON.stringify(format.encode(createRequest({stream: false, ...special})));
}

const image: Message = {
	role: 'user',
	content: [
		{type: 'image_url', image_url: {url: 'data:image/png;base64,AAAA'}},
		{type: 'text', text: 'What is this?'},
	],
};

describe('encoding chat completions', () => {
	test('sends the messages and nothing else that nobody set', () => {
		expect(encode(chatCompletions)).toBe('{"messages":[{"role":"user","content":"Hello"}]}');
	});

	test('puts the messages first, then model, parameters and stream', () => {
		const request = {model: 'm', stream: true, includeUsage: true, parameters: {temperature: 0, top_p: null}};
		expect(encode(chatCompletions, request)).toBe(
			'{"messages":[{"role":"user","content":"Hello"}],"model":"m","stream_options":{"include_usage":true},"temperature":0,"top_p":null,"stream":true}',
		);
	});

	test('asks for usage in a stream only, and leaves stream options that somebody set', () => {
		expect(encode(chatCompletions, {includeUsage: true})).not.toContain('stream_options');
		const parameters = {stream_options: {continuous_usage_stats: true}};
		expect(encode(chatCompletions, {stream: true, includeUsage: true, parameters})).toContain(
			'"stream_options":{"continuous_usage_stats":true}',
		);
	});

	test('passes content parts on', () => {
		expect(chatCompletions.encode(createRequest({messages: [image]}))).toMatchObject({messages: [image]});
	});

	test('sends no member of a message but role and content', () => {
		const message = {role: 'user', content: 'Hi', id: 7} as Message;
		expect(encode(chatCompletions, {messages: [message]})).toBe(
			'{"messages":[{"role":"user","content":"Hi"}]}',
		);
	});

	test('lets no parameter replace the conversation or decide over the stream', () => {
		expect(encode(chatCompletions, {parameters: {messages: [], stream: true}})).toBe(
			'{"messages":[{"role":"user","content":"Hello"}]}',
		);
	});

	test('keeps a parameter named __proto__ as what it is', () => {
		expect(encode(chatCompletions, {parameters: JSON.parse('{"__proto__":{"a":1}}')})).toContain(
			'"__proto__":{"a":1}',
		);
	});

	test.each([
		['a string', 'END', ['END']],
		['a list', ['END', 'STOP', 'END'], ['END', 'STOP']],
		['an empty list', [], []],
		['null', null, null],
		['a mistake', 7, 7],
	] satisfies readonly (readonly [string, Json, Json])[])('sends stop as a list: %s', (_, stop, expected) => {
		expect(encode(chatCompletions, {parameters: {stop, seed: 1}})).toContain(
			`"stop":${JSON.stringify(expected)},"seed":1`,
		);
	});
});

describe.each([chatCompletions, completions])('the maximum of $api', format => {
	test('is the fallback when nobody set one', () => {
		expect(format.encode(createRequest({fallbackMaxTokens: 1024}))).toMatchObject({max_tokens: 1024});
	});

	test.each(['max_tokens', 'max_completion_tokens', 'max_new_tokens'])('is what somebody set as %s', name => {
		const body = format.encode(createRequest({fallbackMaxTokens: 1024, parameters: {[name]: 5}}));
		expect(JSON.stringify(body).match(/"max_\w+":\d+/g)).toEqual([`"${name}":5`]);
	});

	test('is not sent when there is neither', () => {
		expect(JSON.stringify(format.encode(createRequest()))).not.toContain('max_');
	});
});

describe('encoding completions', () => {
	test('sends the prompt of the plain template with its stop strings', () => {
		expect(encode(completions)).toBe('{"prompt":"User: Hello\\nAssistant:","stop":["\\nUser:","</s>"]}');
	});

	test('puts the prompt first, then model, parameters and stream, and never asks for usage', () => {
		const request = {
			template: 'llama2',
			model: 'm',
			stream: true,
			includeUsage: true,
			parameters: {top_p: 1},
		} as const;
		expect(encode(completions, request)).toBe(
			'{"prompt":"[INST] Hello [/INST]","model":"m","top_p":1,"stop":["</s>"],"stream":true}',
		);
	});

	test.each([
		['a string', 'END', ['END', '</s>']],
		['a list', ['</s>', 'END'], ['</s>', 'END']],
		['null', null, ['</s>']],
		['a mistake', 7, 7],
	] satisfies readonly (readonly [string, Json, Json])[])(
		'joins the stop strings of both: %s',
		(_, stop, expected) => {
			expect(completions.encode(createRequest({template: 'llama2', parameters: {stop}}))).toMatchObject({
				stop: expected,
			});
		},
	);

	test("takes a template of the user's own", () => {
		const template = {user: '<u>{content}</u>', assistant: '<a>{content}</a>', start: '<a>'};
		expect(encode(completions, {template})).toBe('{"prompt":"<u>Hello</u><a>","stop":["</a>"]}');
	});
});

describe('encoding a /score request', () => {
	const prompt = '[INST] Hello [/INST]';
	const stops = '"stop":["</s>"],"stop_sequences":["</s>"]';

	test.each([
		['chat', '{"input_data":{"input_string":[{"role":"user","content":"Hello"}],"parameters":{}}}'],
		['text', `{"input_data":{"input_string":["${prompt}"],"parameters":{${stops}}}}`],
		['params', `{"input_data":["${prompt}"],"params":{${stops}}}`],
		[
			'split',
			`{"input_data":{"columns":["input_string"],"index":[0],"data":[["${prompt}"]]},"params":{${stops}}}`,
		],
	] as const)('writes the shape %s', (scoreBody, expected) => {
		expect(encode(azuremlScore, {scoreBody, template: 'llama2'})).toBe(expected);
	});

	test('is of the shape chat unless said otherwise, without stream, usage or model', () => {
		const request = {
			stream: true,
			includeUsage: true,
			model: 'm',
			parameters: {temperature: 0.5, stream: true},
		};
		expect(encode(azuremlScore, request)).toBe(
			'{"input_data":{"input_string":[{"role":"user","content":"Hello"}],"parameters":{"temperature":0.5}}}',
		);
	});

	test.each(['max_tokens', 'max_new_tokens'])('sends a maximum set as %s under both names', name => {
		expect(encode(azuremlScore, {parameters: {[name]: 5}})).toContain(
			'"parameters":{"max_new_tokens":5,"max_tokens":5}',
		);
	});

	test('sends the fallback maximum under both names, and two different ones as they are', () => {
		expect(encode(azuremlScore, {fallbackMaxTokens: 9})).toContain('{"max_new_tokens":9,"max_tokens":9}');
		expect(encode(azuremlScore, {parameters: {max_tokens: 5, max_new_tokens: 6}})).toContain(
			'{"max_new_tokens":6,"max_tokens":5}',
		);
	});

	test('sends the stop strings of chat under the one name that was set', () => {
		expect(encode(azuremlScore, {parameters: {stop: 'END'}})).toContain('"parameters":{"stop":["END"]}');
	});

	test('joins the stop strings of a template with those that were set under either name', () => {
		const parameters = {stop: 'END', stop_sequences: ['\n\n']};
		expect(
			azuremlScore.encode(createRequest({scoreBody: 'text', template: 'llama2', parameters})),
		).toMatchObject({
			input_data: {parameters: {stop: ['END', '</s>'], stop_sequences: ['\n\n', 'END', '</s>']}},
		});
	});

	test('passes content parts on in chat and takes their text for a prompt', () => {
		expect(encode(azuremlScore, {messages: [image]})).toContain(
			'"image_url":{"url":"data:image/png;base64,AAAA"}',
		);
		expect(encode(azuremlScore, {messages: [image], scoreBody: 'params'})).toContain(
			'["User: What is this?\\nAssistant:"]',
		);
	});

	describe("in a shape of the user's own", () => {
		const encodeCustom = (custom: Json) =>
			encode(azuremlScore, {scoreBody: {custom}, parameters: {top_k: 1}});

		test('replaces the placeholders wherever they stand', () => {
			expect(
				encodeCustom({data: ['{{prompt}}', {in: '{{messages}}'}], with: '{{parameters}}', n: 1, x: null}),
			).toBe(
				'{"data":["User: Hello\\nAssistant:",{"in":[{"role":"user","content":"Hello"}]}],"with":{"top_k":1,"stop":["\\nUser:","</s>"],"stop_sequences":["\\nUser:","</s>"]},"n":1,"x":null}',
			);
		});

		test('adds no stop strings where no prompt is sent', () => {
			expect(encodeCustom({messages: '{{messages}}', parameters: '{{parameters}}'})).toContain(
				'"parameters":{"top_k":1}',
			);
		});

		test('may be a bare list', () => {
			expect(encodeCustom(['{{prompt}}'])).toBe('["User: Hello\\nAssistant:"]');
		});

		test('leaves other strings and all keys alone', () => {
			const custom = '{"__proto__":{"{{prompt}}":"a {{prompt}}"},"constructor":"x"}';
			expect(encodeCustom(JSON.parse(custom))).toBe(custom);
		});

		test('replaces nothing inside what was put in', () => {
			const messages: Message[] = [{role: 'user', content: '{{parameters}}'}];
			expect(encode(azuremlScore, {messages, scoreBody: {custom: {in: '{{messages}}'}}})).toBe(
				'{"in":[{"role":"user","content":"{{parameters}}"}]}',
			);
		});
	});
});
