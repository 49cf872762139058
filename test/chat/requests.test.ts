import {expect, test} from 'vitest';
import type {Json} from '../../source/core/json.ts';
import type {TemplateName} from '../../source/core/prompt-template.ts';
import type {Profile} from '../../source/profiles/profile.ts';
import {type Reply, startEndpoint} from '../helpers/loopback-endpoint.ts';
import {openTestSession, testKey} from '../helpers/open-test-session.ts';
import {doneEvent, event, jsonReply, streamOf} from '../helpers/server-sent-events.ts';
import {runTurn} from './run-turn.ts';

const conversation = {
	messages: [
		{role: 'user', content: 'Hi'},
		{role: 'assistant', content: 'Hello.'},
		{role: 'user', content: 'And now?'},
	],
} as const;
const sentMessages = [{role: 'system', content: 'Be brief.'}, ...conversation.messages];
const system = 'Be brief.';
const usage = {prompt_tokens: 9, completion_tokens: 2, total_tokens: 11};
const plainPrompt = 'Be brief.\n\nUser: Hi\nAssistant: Hello.\nUser: And now?\nAssistant:';

type Case = {
	readonly what: string;
	readonly profile: Partial<Profile>;
	readonly path: string;
	readonly reply: Reply;
	readonly body: Json;
	readonly accept: string;
	readonly finishReason: string | null;
	readonly usage: object | null;
	readonly model: string | null;
};

const streamed = 'text/event-stream, application/json';
const counted = {promptTokens: 9, completionTokens: 2, totalTokens: 11};
const cases: readonly Case[] = [
	{
		what: 'chat completions, streamed',
		profile: {model: 'm', parameters: {temperature: 0, stop: 'END'}},
		path: '/v1/chat/completions',
		reply: streamOf(
			event({model: 'm-1', choices: [{index: 0, delta: {role: 'assistant', content: ''}}]}),
			event({choices: [{index: 0, delta: {content: 'Fine,'}}]}),
			event({choices: [{index: 0, delta: {content: ' thanks.'}, finish_reason: 'stop'}]}),
			event({choices: [], usage}),
			doneEvent,
		),
		body: {
			messages: sentMessages,
			model: 'm',
			stream_options: {include_usage: true},
			temperature: 0,
			stop: ['END'],
			stream: true,
		},
		accept: streamed,
		finishReason: 'stop',
		usage: counted,
		model: 'm-1',
	},
	{
		what: 'chat completions, whole',
		profile: {stream: false, deployment: 'blue'},
		path: '/v1/chat/completions',
		reply: jsonReply({
			model: '',
			choices: [{index: 0, message: {role: 'assistant', content: 'Fine, thanks.'}, finish_reason: 'length'}],
			usage,
		}),
		body: {messages: sentMessages},
		accept: 'application/json',
		finishReason: 'length',
		usage: counted,
		model: null,
	},
	{
		what: 'completions, streamed',
		profile: {api: 'completions', model: 'base'},
		path: '/v1/completions',
		reply: streamOf(
			event({choices: [{index: 0, text: ' Fine,', finish_reason: null}]}),
			event({choices: [{index: 0, text: ' thanks.', finish_reason: 'stop'}]}),
			doneEvent,
		),
		body: {prompt: plainPrompt, model: 'base', max_tokens: 1024, stop: ['\nUser:', '</s>'], stream: true},
		accept: streamed,
		finishReason: 'stop',
		usage: null,
		model: 'base',
	},
	{
		what: 'completions, whole',
		profile: {api: 'completions', stream: false, parameters: {max_tokens: 7, stop: ['END']}},
		path: '/v1/completions',
		reply: jsonReply({choices: [{text: ' Fine, thanks.', finish_reason: 'stop'}], usage}),
		body: {prompt: plainPrompt, max_tokens: 7, stop: ['END', '\nUser:', '</s>']},
		accept: 'application/json',
		finishReason: 'stop',
		usage: counted,
		model: null,
	},
	{
		what: 'a realtime endpoint',
		profile: {api: 'azureml-score', parameters: {max_tokens: 7, temperature: 0.5}, model: 'ignored'},
		path: '/score',
		reply: jsonReply({output: 'Fine, thanks.'}),
		body: {
			input_data: {
				input_string: sentMessages,
				parameters: {max_new_tokens: 7, max_tokens: 7, temperature: 0.5},
			},
		},
		accept: 'application/json',
		finishReason: null,
		usage: null,
		model: 'ignored',
	},
	{
		what: 'a realtime endpoint that streams nevertheless',
		profile: {api: 'azureml-score'},
		path: '/score',
		reply: streamOf(event({output: 'Fine, '}), event({output: 'thanks.', finish_reason: 'stop'})),
		body: {input_data: {input_string: sentMessages, parameters: {}}},
		accept: 'application/json',
		finishReason: 'stop',
		usage: null,
		model: null,
	},
	{
		what: 'a realtime endpoint that wants one prompt',
		profile: {api: 'azureml-score', scoreBody: 'params'},
		path: '/score',
		reply: jsonReply([' Fine, thanks.']),
		body: {
			input_data: [plainPrompt],
			params: {stop: ['\nUser:', '</s>'], stop_sequences: ['\nUser:', '</s>']},
		},
		accept: 'application/json',
		finishReason: null,
		usage: null,
		model: null,
	},
	{
		what: 'a body of one’s own',
		profile: {
			api: 'azureml-score',
			scoreBody: {data: '{{messages}}', options: '{{parameters}}', version: 2},
			answerPath: '/result/0/text',
		},
		path: '/score',
		reply: jsonReply({result: [{text: 'Fine, thanks.'}]}),
		body: {data: sentMessages, options: {}, version: 2},
		accept: 'application/json',
		finishReason: null,
		usage: null,
		model: null,
	},
];

test.each(cases)('speaks $what', async ({profile, path, reply, body, accept, ...expected}) => {
	const headers = {...reply.headers, 'x-ms-request-id': 'r-1', 'azureml-model-deployment': 'green'};
	const server = await startEndpoint({...reply, headers});
	const session = openTestSession({url: server.url, system, ...profile});
	const {result, order} = await runTurn(session, conversation);
	expect(result).toMatchObject({
		profile: 'test',
		text: 'Fine, thanks.',
		reasoning: null,
		requestId: 'r-1',
		deployment: 'green',
		finishReason: expected.finishReason,
		usage: expected.usage,
		model: expected.model,
	});
	expect(result).not.toHaveProperty('error');
	expect(order).toEqual(['start', 'text', 'finish']);
	const [request] = server.requests;
	expect([request?.method, request?.path, request?.headers.accept]).toEqual(['POST', path, accept]);
	expect(JSON.parse(request?.body ?? '')).toEqual(body);
	expect(request?.headers).toMatchObject({
		authorization: `Bearer ${testKey}`,
		'content-type': 'application/json',
		'user-agent': expect.stringMatching(/^amlchat\/\d/),
		'x-ms-client-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
		...(profile.deployment === undefined ? {} : {'azureml-model-deployment': profile.deployment}),
	});
});

/** What each template makes of a system message and a prompt, and how it is told to stop. */
const templates: Readonly<Record<TemplateName, readonly [prompt: string, stop: readonly string[]]>> = {
	llama2: ['[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHello [/INST]', ['</s>']],
	llama3: [
		'<|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>' +
			'<|start_header_id|>user<|end_header_id|>\n\nHello<|eot_id|>' +
			'<|start_header_id|>assistant<|end_header_id|>\n\n',
		['<|eot_id|>', '<|end_of_text|>'],
	],
	chatml: [
		'<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n',
		['<|im_end|>', '<|endoftext|>'],
	],
	'mistral-v1': [' [INST] Be brief.\n\nHello [/INST]', ['</s>']],
	'mistral-v3': ['[INST] Be brief.\n\nHello[/INST]', ['</s>']],
	zephyr: ['<|system|>\nBe brief.</s>\n<|user|>\nHello</s>\n<|assistant|>\n', ['</s>']],
	alpaca: ['Be brief.\n\n### Instruction:\nHello\n\n### Response:', ['</s>', '### Instruction']],
	vicuna: ['Be brief. USER: Hello ASSISTANT:', ['</s>', 'USER:']],
	phi3: [
		'<|system|>\nBe brief.<|end|>\n<|user|>\nHello<|end|>\n<|assistant|>\n',
		['<|end|>', '<|endoftext|>'],
	],
	gemma: ['<start_of_turn>user\nBe brief.\n\nHello<end_of_turn>\n<start_of_turn>model\n', ['<end_of_turn>']],
	plain: ['Be brief.\n\nUser: Hello\nAssistant:', ['\nUser:', '</s>']],
};

/** Templates after which the model's text begins with a space that is the template's. */
const withSpace: readonly TemplateName[] = ['llama2', 'mistral-v1', 'mistral-v3', 'vicuna', 'plain'];
const templateRows = Object.entries(templates).map(
	([name, [prompt, stop]]) => [name as TemplateName, prompt, stop] as const,
);

test.each(templateRows)(
	'writes a prompt with the template %s and reads its answer',
	async (name, prompt, stop) => {
		const end = stop[0] ?? '';
		// The server leaves the stop string in, and cuts it anywhere.
		const pieces = [' Hi', ' there.', end.slice(0, 2), end.slice(2)];
		const server = await startEndpoint(request =>
			JSON.parse(request.body).stream === true
				? streamOf(
						...pieces.map(text => event({choices: [{index: 0, text, finish_reason: null}]})),
						event({choices: [{index: 0, text: '', finish_reason: 'stop'}]}),
						doneEvent,
					)
				: jsonReply({choices: [{index: 0, text: pieces.join(''), finish_reason: 'stop'}]}),
		);
		const profile = {url: server.url, api: 'completions', template: name, system} as const;
		const expected = withSpace.includes(name) ? 'Hi there.' : ' Hi there.';
		for (const stream of [true, false]) {
			const {result} = await runTurn(openTestSession({...profile, stream}));
			expect([result.text, result.finishReason]).toEqual([expected, 'stop']);
		}

		const whole = {prompt, max_tokens: 1024, stop};
		expect(server.requests.map(({body}) => JSON.parse(body))).toEqual([{...whole, stream: true}, whole]);
	},
);

test('sends a body of one’s own to the letter', async () => {
	const server = await startEndpoint(jsonReply({output: 'Fine.'}));
	const body = '{ "input_data" : {"__proto__": 1e400, "a":1, "a":2} }\n';
	const session = openTestSession({url: server.url, api: 'azureml-score', system});
	const {result} = await runTurn(session, {body: Buffer.from(body), stream: false});
	expect(result.text).toBe('Fine.');
	expect(server.requests[0]?.body).toBe(body);
});

test('signs with the header of the profile, and without a key sends none', async () => {
	const server = await startEndpoint(jsonReply({choices: [{message: {content: 'Hi'}}]}));
	await runTurn(openTestSession({url: server.url, auth: {type: 'api-key'}}));
	await runTurn(openTestSession({url: server.url, auth: {type: 'none'}}));
	const [signed, unsigned] = server.requests;
	expect(signed?.headers).toMatchObject({'api-key': testKey});
	expect(signed?.headers).not.toHaveProperty('authorization');
	expect(unsigned?.headers).not.toHaveProperty('authorization');
	expect(unsigned?.headers).not.toHaveProperty('api-key');
});
