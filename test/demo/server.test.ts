import {expect, test} from 'vitest';
import {maxBodyBytes} from '../../source/demo/read-body.ts';
import {chat, get, post, readJson, readStream, startTestDemo} from './demo-client.ts';

const chatRoutes = [
	'/v1/chat/completions',
	'/chat/completions?api-version=2024-05-01-preview',
	'/openai/v1/chat/completions',
	'/openai/deployments/eliza/chat/completions?api-version=2024-10-21',
];

const completionRoutes = chatRoutes.map(route => route.replace('chat/completions', 'completions'));

test.each(chatRoutes)('%s answers a chat, whole', async route => {
	const demo = await startTestDemo();
	const response = await post(demo, route, chat('What are you?'));
	expect(response.status).toBe(200);
	const body = await readJson(response);
	expect(body).toMatchObject({
		object: 'chat.completion',
		model: 'eliza',
		choices: [{index: 0, finish_reason: 'stop', message: {role: 'assistant'}}],
	});
	expect(body.choices[0].message.content).toContain('I am the demo built into amlchat');
	expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens);
});

test.each(chatRoutes)('%s streams the same answer', async route => {
	const demo = await startTestDemo();
	const whole = await readJson(await post(demo, route, chat('I feel small')));
	const response = await post(demo, route, chat('I feel small', {stream: true}));
	expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
	const stream = await readStream(response);
	expect(stream.chunks[0]?.choices?.[0]?.delta).toEqual({role: 'assistant', content: ''});
	expect(stream.text).toBe(whole.choices[0].message.content);
	expect(stream.finishReason).toBe('stop');
	expect(stream.isDone).toBe(true);
	expect(stream.chunks.every(chunk => chunk.usage === undefined)).toBe(true);
});

test.each(completionRoutes)('%s answers a prompt, whole and streamed', async route => {
	const demo = await startTestDemo();
	const prompt = '[INST] <<SYS>>\nBe kind.\n<</SYS>>\n\nI feel small [/INST]';
	const whole = await readJson(await post(demo, route, {prompt}));
	expect(whole).toMatchObject({object: 'text_completion', choices: [{index: 0, finish_reason: 'stop'}]});
	const stream = await readStream(await post(demo, route, {prompt, stream: true}));
	expect(stream.text).toBe(whole.choices[0].text);
	expect(stream.text).toContain('small');
	expect(stream.finishReason).toBe('stop');
	expect(stream.isDone).toBe(true);
});

test('a stream reports its usage in a chunk of its own when it is asked to', async () => {
	const demo = await startTestDemo();
	const body = chat('one two three', {stream: true, stream_options: {include_usage: true}});
	const {chunks} = await readStream(await post(demo, '/v1/chat/completions', body));
	const texts = chunks.filter(chunk => chunk.choices?.[0]?.delta?.content);
	expect(chunks.at(-1)).toMatchObject({
		choices: [],
		usage: {prompt_tokens: 3, completion_tokens: texts.length, total_tokens: texts.length + 3},
	});
});

test('the token limit and stop strings are respected', async () => {
	const demo = await startTestDemo();
	const ask = async (rest: object) => {
		const body = chat('What are you?', {stream: true, ...rest});
		const {text, finishReason} = await readStream(await post(demo, '/v1/chat/completions', body));
		return {text, finishReason};
	};
	expect(await ask({max_tokens: 3})).toEqual({text: 'I am the', finishReason: 'length'});
	expect(await ask({max_completion_tokens: 4})).toEqual({text: 'I am the demo', finishReason: 'length'});
	expect(await ask({stop: [' built']})).toEqual({text: 'I am the demo', finishReason: 'stop'});
});

test('the model is taken from the body, else the path, else the header, else it is eliza', async () => {
	const demo = await startTestDemo();
	const modelOf = async (path: string, rest: object, headers: Readonly<Record<string, string>> = {}) => {
		const response = await post(demo, path, {...(chat('hi') as object), ...rest}, {headers});
		return (await readJson(response)).model;
	};
	const path = '/openai/deployments/markdown/chat/completions';
	expect(await modelOf(path, {model: 'echo'})).toBe('echo');
	expect(await modelOf(path, {}, {'azureml-model-deployment': 'echo'})).toBe('markdown');
	expect(await modelOf('/chat/completions', {}, {'azureml-model-deployment': 'echo'})).toBe('echo');
	expect(await modelOf('/chat/completions', {}, {'azureml-model-deployment': 'green'})).toBe('eliza');
	expect(await modelOf('/openai/deployments/gpt-4o/chat/completions', {})).toBe('eliza');
});

test.each(['/v1/chat/completions', '/score'])(
	'%s answers 404 for a model that does not exist',
	async path => {
		const demo = await startTestDemo();
		const body = {...(chat('hi') as object), input_data: ['hi'], model: 'gpt-4o'};
		const response = await post(demo, path, body);
		expect(response.status).toBe(404);
		expect(await readJson(response)).toEqual({
			error: {
				message: 'The model `gpt-4o` does not exist.',
				type: 'NotFoundError',
				param: 'model',
				code: 404,
			},
		});
	},
);

test('/score answers a chat with all fields of the newer images', async () => {
	const demo = await startTestDemo();
	const input = [{role: 'user', content: 'What are you?'}];
	const body = {input_data: {input_string: input, parameters: {max_new_tokens: 4}}};
	const answer = await readJson(await post(demo, '/score', body));
	expect(answer).toMatchObject({
		output: 'I am the demo',
		message: {role: 'assistant', content: 'I am the demo'},
		finish_reason: 'length',
		usage: {prompt_tokens: 4, completion_tokens: 4, total_tokens: 8},
		model: 'eliza',
	});
});

test('/score answers prompts in the shape that belongs to the question', async () => {
	const demo = await startTestDemo();
	const prompts = ['What are you?', 'I feel small'];
	const ask = async (body: unknown) => readJson(await post(demo, '/score', body));
	const texts = await ask({input_data: prompts, params: {}});
	expect(texts).toEqual([expect.stringContaining('demo'), expect.stringContaining('small')]);
	expect(await ask({input_data: {input_string: prompts, parameters: {}}})).toEqual([
		{0: texts[0]},
		{0: texts[1]},
	]);
	const split = {columns: ['input_string'], index: [0], data: [['I feel small']]};
	expect(await ask({input_data: split, params: {return_full_text: true}})).toEqual([
		`I feel small${texts[1]}`,
	]);
});

test('/score never streams', async () => {
	const demo = await startTestDemo();
	const response = await post(demo, '/score', {input_data: ['hi'], params: {stream: true}, stream: true});
	expect(response.headers.get('content-type')).toBe('application/json');
	expect(await readJson(response)).toHaveLength(1);
});

test.each(['/v1/models', '/openai/v1/models', '/models'])('%s lists every model', async path => {
	const demo = await startTestDemo();
	const {object, data} = await readJson(await get(demo, path));
	expect(object).toBe('list');
	expect(data.map(({id}: {readonly id: string}) => id)).toEqual(demo.models.map(({name}) => name));
	expect(data[0]).toMatchObject({object: 'model', description: demo.models[0]?.description});
});

test('the remaining documents are there', async () => {
	const demo = await startTestDemo();
	expect(await (await get(demo, '/')).text()).toBe('healthy');
	expect(await readJson(await get(demo, '/info'))).toMatchObject({
		model_name: 'eliza',
		model_type: 'chat_completion',
	});
});

test('the example in swagger.json is a request that /score takes', async () => {
	const demo = await startTestDemo();
	const swagger = await readJson(await get(demo, '/swagger.json'));
	expect(swagger.openapi).toMatch(/^3\./);
	const {examples} = swagger.paths['/score'].post.requestBody.content['application/json'];
	const response = await post(demo, '/score', examples.example.value);
	expect(response.status).toBe(200);
	expect((await readJson(response)).output).not.toBe('');
});

test('every response names itself, the request and the deployment', async () => {
	const demo = await startTestDemo();
	const headersOf = async (deployment: string) => {
		const options = {headers: {'azureml-model-deployment': deployment}};
		const {headers} = await post(demo, '/v1/chat/completions', chat('hi'), options);
		return headers;
	};
	const [green, other] = [await headersOf('green'), await headersOf('echo')];
	expect(green.get('azureml-model-deployment')).toBe('green');
	expect(other.get('azureml-model-deployment')).toBe('blue');
	expect(green.get('server')).toBe('amlchat-demo');
	expect(green.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
	expect(green.get('x-ms-request-id')).toBe(green.get('x-request-id'));
	expect(other.get('x-request-id')).not.toBe(green.get('x-request-id'));
});

test.each(['/', '/score', '/v1/models', '/nothing-here'])('without the key, %s is refused', async path => {
	const demo = await startTestDemo();
	const response = await fetch(demo.url + path, {headers: {authorization: 'Bearer wrong'}});
	expect(response.status).toBe(401);
	expect(response.headers.get('content-type')).toBe('text/plain');
	expect(await response.text()).toBe('key_auth_access_denied');
});

test('an unknown route, a wrong method and a broken body get their status', async () => {
	const demo = await startTestDemo();
	const unknown = await get(demo, '/v2/chat');
	expect([unknown.status, await readJson(unknown)]).toEqual([404, {detail: 'Not Found'}]);
	const wrongMethod = await get(demo, '/score');
	expect([wrongMethod.status, wrongMethod.headers.get('allow')]).toEqual([405, 'POST']);
	const broken = await post(demo, '/score', '{"input_data": secret');
	expect(broken.status).toBe(400);
	expect(await broken.text()).not.toContain('secret');
	expect((await post(demo, '/score', '[]')).status).toBe(422);
	expect((await post(demo, '/v1/chat/completions', {messages: 1})).status).toBe(422);
});

test('a body beyond the limit is refused, with and without a length given in advance', async () => {
	const demo = await startTestDemo();
	const large = new Uint8Array(maxBodyBytes + 1);
	const send = async (body: RequestInit['body']) => {
		const response = await fetch(`${demo.url}/score`, {
			method: 'POST',
			headers: {'api-key': demo.key},
			body,
			duplex: 'half',
		} as RequestInit);
		return response.status;
	};
	expect(await send(large)).toBe(413);
	expect(await send(new Blob([large]).stream())).toBe(413);
	expect((await get(demo, '/')).status).toBe(200);
});
