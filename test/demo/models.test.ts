import {expect, test} from 'vitest';
import {markdownText} from '../../source/demo/models/markdown-text.ts';
import {demoModels} from '../../source/demo/models.ts';
import {chat, post, readJson, readStream, startTestDemo} from './demo-client.ts';

test('every model has its own name and one line of description', () => {
	const names = demoModels.map(({name}) => name);
	expect(new Set(names).size).toBe(names.length);
	expect(names).toEqual([
		'eliza',
		'markdown',
		'echo',
		'slow',
		'reasoning',
		'fault-401',
		'fault-404',
		'fault-424',
		'fault-429',
		'fault-429-long',
		'fault-503',
		'fault-content-filter',
		'fault-html',
		'fault-empty',
		'fault-filtered-answer',
		'fault-length',
		'fault-reset',
		'fault-stall',
		'fault-error-event',
		'fault-no-end',
	]);
	for (const {description} of demoModels) {
		expect(description).toMatch(/^[^\n]{10,80}$/);
	}
});

test.each(['eliza', 'markdown', 'slow', 'reasoning'])(
	'%s says the same streamed, whole and scored',
	async model => {
		const demo = await startTestDemo();
		const stream = await readStream(
			await post(demo, '/v1/chat/completions', chat('I feel tired', {model, stream: true})),
		);
		const whole = await readJson(await post(demo, '/v1/chat/completions', chat('I feel tired', {model})));
		const input = [{role: 'user', content: 'I feel tired'}];
		const score = await readJson(await post(demo, '/score', {model, input_data: {input_string: input}}));
		const {content, reasoning_content: reasoning} = whole.choices[0].message;
		expect(stream.text).toBe(content);
		expect(stream.reasoning).toBe(reasoning ?? '');
		expect(score.output).toBe(content);
		expect(score.reasoning_content).toBe(reasoning);
		expect([stream.finishReason, score.finish_reason]).toEqual(['stop', 'stop']);
	},
);

test('reasoning comes before the answer, in a field of its own', async () => {
	const demo = await startTestDemo();
	const body = chat('hi', {model: 'reasoning', stream: true});
	const {chunks, text, reasoning} = await readStream(await post(demo, '/v1/chat/completions', body));
	const kinds = chunks.flatMap(({choices}) => Object.keys(choices?.[0]?.delta ?? {}));
	expect(reasoning).toContain('35');
	expect(text).toContain('12 rabbits');
	expect(kinds.lastIndexOf('reasoning_content')).toBeLessThan(kinds.indexOf('content', 2));
});

test('reasoning stands between think marks where there is no field for it', async () => {
	const demo = await startTestDemo();
	const completion = await post(demo, '/v1/completions', {prompt: 'hi', model: 'reasoning', stream: true});
	expect((await readStream(completion)).text).toMatch(/^<think>\n[\s\S]*\n<\/think>\n\nThere are/);
	const score = await post(demo, '/score', {input_data: ['hi'], model: 'reasoning'});
	expect((await readJson(score))[0]).toMatch(/^<think>\n[\s\S]*\n<\/think>\n\nThere are/);
});

test('slow waits three seconds, then writes three tokens a second', () => {
	const answer = demoModels
		.find(({name}) => name === 'slow')
		?.answer({
			method: 'POST',
			target: '/',
			headers: {},
			messages: [],
			parameters: {},
			attempt: 1,
		});
	expect(answer).toMatchObject({type: 'generated', pace: {firstTokenMs: 3000, tokensPerSecond: 3}});
});

test('echo shows the request as it arrived, without its secrets', async () => {
	const demo = await startTestDemo({key: 'top-secret'});
	const messages = [
		{role: 'system', content: 'Be brief.'},
		{role: 'user', content: 'a fence:\n```\nlike this'},
	];
	const options = {headers: {'x-team': 'nlp', 'x-other-token': 'hush'}};
	const body = {model: 'echo', messages, temperature: 0.3};
	const response = await post(demo, '/chat/completions?api-version=1', body, options);
	const text: string = (await readJson(response)).choices[0].message.content;
	expect(text).toContain('POST /chat/completions?api-version=1\n');
	expect(text).toContain('authorization: Bearer [hidden]');
	expect(text).toContain('x-team: nlp');
	expect(text).toContain('"temperature": 0.3');
	expect(text).toContain('1. **system**, 9 characters');
	expect(text).toContain('````text\na fence:\n```\nlike this\n````');
	expect(text).not.toContain('top-secret');
	expect(text).not.toContain('hush');
});

test('echo shows the exact prompt of a completion', async () => {
	const demo = await startTestDemo();
	const prompt = '<|user|>\nHi 👋<|end|>\n<|assistant|>\n';
	const response = await post(demo, '/v1/completions', {prompt, model: 'echo'});
	const {text} = (await readJson(response)).choices[0];
	expect(text).toContain(`\`\`\`text\n${prompt}\n\`\`\``);
	expect(text).toContain(`${[...prompt].length} characters`);
	expect(text).not.toContain('## Messages');
});

test('echo counts the images of a message', async () => {
	const demo = await startTestDemo();
	const content = [
		{type: 'text', text: 'look'},
		{type: 'image_url', image_url: {url: 'data:image/png;base64,AAAA'}},
	];
	const body = {model: 'echo', messages: [{role: 'user', content}]};
	const answer = await readJson(await post(demo, '/v1/chat/completions', body));
	expect(answer.choices[0].message.content).toContain('1. **user**, 4 characters, 1 image');
});

test.each([
	['a table with alignment', /^\|:-+\|:-+\|:-+:\|-+:\|$/m],
	['wide characters in a table', /^\| key \| 鍵 \|/m],
	['an ordered list in a list', /^ {3}1\. a \*\*key\*\*/m],
	['task lists, nested', /^ {2}- \[ \] or/m],
	['nested quotes', /^> > And/m],
	['TypeScript', /^```ts$/m],
	['Python', /^```python$/m],
	['a shell command inside a list', /^ {5}```bash$/m],
	['JSON', /^```json$/m],
	['a diff', /^```diff$/m],
	['a link with a title', /\]\(https:\/\/\S+ "with a title"\)/],
	['an image', /!\[a diagram/],
	['emphasis of every kind', /\*\*markdown\*\*.*\*looked at\*.*\*\*\*about something\*\*\*.*~~/],
	['a rule', /^---$/m],
	['inline HTML', /<kbd>Esc<\/kbd>/],
	['a footnote', /^\[\^1\]: /m],
	['mathematics', /^\$\$\nT = t_1 \+ \\frac\{n - 1\}\{r\}\n\$\$$/m],
	['both hard breaks', /4 s\. {2}\n.*,\\\n/],
	['a URL without a blank', /https:\/\/example\.com\/\S{100,}/],
	['Chinese', /[\p{Script=Han}，。：]{40}/u],
	['Arabic', /\p{Script=Arabic}/u],
	['Hebrew', /\p{Script=Hebrew}/u],
	['emoji with joiners', /👨‍👩‍👧‍👦/u],
	// biome-ignore lint/suspicious/noControlCharactersInRegex: the hostile part is made of them.
	['a colour sequence', /\u001b\[31m/],
	// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
	['a link sequence', /\u001b\]8;;https:\/\/example\.com\/evil\u0007/],
	// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
	['a clipboard sequence', /\u001b\]52;c;/],
	['a bidi override', /\u202e/],
	['a lone carriage return', /\r(?!\n)/],
])('the markdown model has %s', (_, pattern) => {
	expect(markdownText).toMatch(pattern);
});

test('the markdown model writes 8 to 10 kB, with a code block of more than 120 lines', () => {
	const bytes = Buffer.byteLength(markdownText);
	expect(bytes).toBeGreaterThan(8000);
	expect(bytes).toBeLessThan(10_000);
	const python = /```python\n([\s\S]*?)```/.exec(markdownText)?.[1] ?? '';
	expect(python.trimEnd().split('\n').length).toBeGreaterThanOrEqual(120);
});
