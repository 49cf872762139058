import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it, onTestFinished} from 'vitest';
import {type Demo, startDemo} from '../../source/demo/demo.ts';
import {temporaryFolder} from '../helpers/run-program.ts';
import {openTerminal, type TerminalOptions, type TestTerminal} from '../helpers/terminal.ts';
import {
	beginAnswer,
	chatStream,
	chunk,
	plainAnswer,
	startEndpoint,
	streamAnswer,
} from './helpers/endpoint.ts';
import {createHome} from './helpers/home.ts';

const placeholder = 'Type a message, / for commands';

async function demoServer(speed = Number.POSITIVE_INFINITY): Promise<Demo> {
	const demo = await startDemo({speed});
	onTestFinished(() => demo.close());
	return demo;
}

/** A chat with an endpoint, ready for the first prompt. */
async function openChat(
	endpoint: {readonly url: string; readonly key?: string},
	args: readonly string[] = [],
	options: TerminalOptions = {},
): Promise<TestTerminal> {
	const terminal = openTerminal(args, {
		...options,
		environment: {
			API_URL: endpoint.url,
			...(endpoint.key === undefined ? {} : {ENDPOINT_TOKEN: endpoint.key}),
			...options.environment,
		},
	});
	await terminal.waitFor(placeholder);
	return terminal;
}

/** Sends a prompt; resolves when the answer is complete and another prompt can be typed. */
async function ask(terminal: TestTerminal, prompt: string, end: RegExp | string): Promise<void> {
	terminal.type(prompt);
	await terminal.waitFor(`❯ ${prompt}`);
	terminal.press('enter');
	await terminal.waitFor(end);
	await terminal.waitFor(placeholder);
}

function filesBelow(folder: string): readonly string[] {
	return readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => join(entry.parentPath, entry.name));
}

/** What would wipe out what the user can scroll back to. */
function expectNoClearing(terminal: TestTerminal): void {
	for (const bytes of ['\u001B[2J', '\u001B[3J', '\u001B[?1049h', '\u001Bc']) {
		expect(terminal.raw()).not.toContain(bytes);
	}
}

/** No operating system command, no C1 control, no bidi override: none of ours needs one. */
function expectNothingHostile(raw: string): void {
	expect(raw).not.toContain('\u001B]');
	expect([...raw].filter(character => /[\u0080-\u009F\u202A-\u202E\u2066-\u2069]/.test(character))).toEqual(
		[],
	);
}

describe('the first run', () => {
	it('welcomes, and Enter starts the demo, which answers', async () => {
		const terminal = openTerminal([]);
		await terminal.waitFor('❯ Try the demo');
		terminal.press('enter');
		await terminal.waitFor('no language model is behind it');
		await terminal.waitFor(placeholder);
		await ask(terminal, 'hello', /I am the demo[\s\S]*· stop/);
		expect(terminal.everything().filter(line => line.includes('❯ hello'))).toHaveLength(1);
		terminal.press('ctrl+d');
		expect(await terminal.exitCode()).toBe(0);
	});

	it('leaves with Esc', async () => {
		const terminal = openTerminal([]);
		await terminal.waitFor('❯ Try the demo');
		terminal.press('escape');
		expect(await terminal.exitCode()).toBe(0);
	});

	it('explains the Azure sign-in', async () => {
		const terminal = openTerminal([]);
		await terminal.waitFor('❯ Try the demo');
		terminal.press('down', 'down');
		await terminal.waitFor('❯ Sign in to Azure');
		terminal.press('enter');
		await terminal.waitFor('az login');
	});

	it.each([
		[40, 10],
		[200, 50],
	])('fits into a window of %i by %i', async (columns, rows) => {
		const terminal = openTerminal([], {columns, rows});
		await terminal.waitFor('❯ Try the demo');
		terminal.press('enter');
		await terminal.waitFor('❯ Type a message');
		terminal.type('hello');
		await terminal.waitFor('❯ hello');
		terminal.press('enter');
		await terminal.waitFor('eliza · blue');
		expectNoClearing(terminal);
		terminal.press('ctrl+d');
		expect(await terminal.exitCode()).toBe(0);
	});
});

describe('a profile added by the form', () => {
	it('is saved and works, and its key is nowhere but in credentials.json', async () => {
		const demo = await demoServer();
		const home = temporaryFolder();
		const terminal = openTerminal([], {home});
		await terminal.waitFor('❯ Try the demo');
		terminal.press('down', 'enter');
		await terminal.waitFor('❯ Name');
		terminal.type('mine');
		await terminal.waitFor('mine');
		terminal.press('enter');
		await terminal.waitFor('❯ URL');
		terminal.type(demo.url);
		await terminal.waitFor(`POST ${demo.url}/v1/chat/completions`);
		terminal.press('enter');
		await terminal.waitFor('❯ Key');
		terminal.type(demo.key);
		await terminal.waitFor('•'.repeat(demo.key.length));
		terminal.press('ctrl+s');
		await terminal.waitFor(placeholder);
		await ask(terminal, 'hello', /· stop/);
		terminal.press('ctrl+d');
		expect(await terminal.exitCode()).toBe(0);

		expect(terminal.raw()).not.toContain(demo.key);
		const holders = filesBelow(home).filter(file => readFileSync(file, 'utf8').includes(demo.key));
		expect(holders).toEqual([join(home, 'credentials.json')]);
	});

	it('says what is wrong where it is typed, and goes back with Esc', async () => {
		const terminal = openTerminal([]);
		await terminal.waitFor('❯ Try the demo');
		terminal.press('down', 'enter');
		await terminal.waitFor('❯ Name');
		terminal.type('a/b');
		await terminal.waitFor('A name holds no / and no \\.');
		terminal.press('tab');
		await terminal.waitFor('❯ URL');
		terminal.type('http://192.0.2.1');
		await terminal.waitFor('Plain http shows the key to others');
		terminal.press('escape');
		await terminal.waitFor('❯ Try the demo');
	});
});

describe('the profile picker', () => {
	it('filters, switches in mid-conversation, and the next request carries the history', async () => {
		const demo = await demoServer();
		const home = await createHome([
			{name: 'first', url: demo.url, model: 'eliza', secret: {from: 'env', name: 'KEY'}},
			{name: 'second', url: demo.url, model: 'echo', secret: {from: 'env', name: 'KEY'}},
		]);
		const terminal = openTerminal([], {home, rows: 60, environment: {KEY: demo.key}});
		await terminal.waitFor(placeholder);
		await ask(terminal, 'hello', /· stop/);
		terminal.press('ctrl+p');
		await terminal.waitFor('❯ first');
		terminal.type('secon');
		await terminal.waitFor('❯ second');
		terminal.press('enter');
		await terminal.waitFor('Now talking to second');
		await ask(terminal, 'what did I say?', '3. user');
		const text = terminal.everything().join('\n');
		expect(text).toMatch(
			/1\. user, 5 characters[\s\S]*hello[\s\S]*2\. assistant[\s\S]*3\. user, 15 characters[\s\S]*what did I say\?/,
		);
	});

	it('leaves with Esc and changes nothing', async () => {
		const demo = await demoServer();
		const terminal = await openChat(demo);
		terminal.press('ctrl+p');
		await terminal.waitFor('Talk to');
		terminal.press('escape');
		await terminal.waitFor(placeholder);
		expect(terminal.everything().join('\n')).not.toContain('Now talking to');
	});
});

describe('keys', () => {
	it('Esc stops an answer and keeps what came; the endpoint sees the connection close', async () => {
		const {url, requests} = await startEndpoint(beginAnswer('The first part'));
		const terminal = await openChat({url});
		terminal.type('x\r');
		await terminal.waitFor('The first part');
		terminal.press('escape');
		await terminal.waitFor('[stopped by you]');
		await terminal.waitFor(placeholder);
		expect(terminal.screen().join('\n')).toContain('The first part');
		await requests[0]?.closed;
	});

	it('Ctrl+C stops the answer, then clears the prompt, then quits when pressed twice', async () => {
		const {url} = await startEndpoint(beginAnswer('The first part'));
		const terminal = await openChat({url});
		terminal.type('x\r');
		await terminal.waitFor('The first part');
		terminal.press('ctrl+c');
		await terminal.waitFor('[stopped by you]');
		terminal.type('a draft');
		await terminal.waitFor('❯ a draft');
		terminal.press('ctrl+c');
		await terminal.waitFor(placeholder);
		terminal.press('ctrl+c');
		await terminal.waitFor('Press Ctrl+C again to leave.');
		terminal.press('ctrl+c');
		expect(await terminal.exitCode()).toBe(0);
	});

	it('a paste of several lines stays in the prompt until Enter sends it', async () => {
		const {url, requests} = await startEndpoint(streamAnswer('ok'));
		const terminal = await openChat({url});
		await terminal.paste('one\ntwo\nthree');
		await terminal.waitFor(/❯ one\n {2}two\n {2}three/);
		expect(requests).toEqual([]);
		terminal.press('enter');
		await terminal.waitFor('· stop');
		expect(JSON.parse(requests[0]?.body.toString() ?? '').messages).toEqual([
			{role: 'user', content: 'one\ntwo\nthree'},
		]);
	});
});

describe('a prompt that failed', () => {
	it('goes back to where it was typed, under the error', async () => {
		const demo = await demoServer();
		const terminal = await openChat(demo, ['--model', 'fault-401']);
		terminal.type('a long thought\r');
		await terminal.waitFor('Error: ');
		await terminal.waitFor(rows => rows.filter(row => row === '❯ a long thought').length === 2);
		expect(terminal.raw()).not.toContain(demo.key);
	});

	it('is tried again by itself where waiting helps', async () => {
		const demo = await demoServer();
		const terminal = await openChat(demo, ['--model', 'fault-429']);
		terminal.type('hello\r');
		await terminal.waitFor('Trying again in');
		await terminal.waitFor('The third try went through');
	});
});

describe('slash commands', () => {
	it('set parameters and the system message for what follows, and retry replaces the last answer', async () => {
		const {url, requests} = await startEndpoint(streamAnswer('ok'));
		const terminal = await openChat({url});
		const run = async (line: string, shown: string) => {
			terminal.type(`${line}\r`);
			await terminal.waitFor(shown);
			await terminal.waitFor(placeholder);
		};
		await run('/set temperature=0.3', 'temperature = 0.3, for this chat.');
		await run('/system Be brief.', 'The system message is set');
		await run('hello', '· stop');
		terminal.type('/retry\r');
		await terminal.waitFor(rows => rows.filter(row => row.includes('· stop')).length === 2);
		await terminal.waitFor(placeholder);
		await run('/new', 'New conversation.');
		terminal.type('again\r');
		await terminal.waitFor(rows => rows.filter(row => row.includes('· stop')).length === 3);
		const system = {role: 'system', content: 'Be brief.'};
		const bodies = requests.map(({body}) => JSON.parse(body.toString()));
		expect(bodies.map(({messages, temperature}) => ({messages, temperature}))).toEqual([
			{messages: [system, {role: 'user', content: 'hello'}], temperature: 0.3},
			{messages: [system, {role: 'user', content: 'hello'}], temperature: 0.3},
			{messages: [system, {role: 'user', content: 'again'}], temperature: 0.3},
		]);
	});

	it('are listed by /help, and one that does not exist names the nearest and stays in the prompt', async () => {
		const demo = await demoServer();
		const terminal = await openChat(demo, [], {rows: 100});
		terminal.type('/hlep\r');
		await terminal.waitFor('There is no command /hlep. Did you mean /help?');
		await terminal.waitFor('❯ /hlep');
		terminal.press('ctrl+c');
		await terminal.waitFor(placeholder);
		terminal.type('/help\r');
		await terminal.waitFor('/retry');
		await terminal.waitFor('Ctrl+D');
	});

	it('/quit leaves', async () => {
		const terminal = await openChat(await demoServer());
		terminal.type('/quit\r');
		expect(await terminal.exitCode()).toBe(0);
	});
});

it('amlchat PROMPT sends the prompt at once', async () => {
	const {url, requests} = await startEndpoint(streamAnswer('the answer'));
	const terminal = openTerminal(['hello', 'there'], {environment: {API_URL: url}});
	await terminal.waitFor('the answer');
	await terminal.waitFor('· stop');
	expect(JSON.parse(requests[0]?.body.toString() ?? '').messages).toEqual([
		{role: 'user', content: 'hello there'},
	]);
	expect(requests).toHaveLength(1);
});

it('what is said is in the history, unless --no-save is given', async () => {
	const {url} = await startEndpoint(streamAnswer('the answer'));
	for (const flags of [[], ['--no-save']]) {
		const home = temporaryFolder();
		const terminal = await openChat({url}, flags, {home});
		await ask(terminal, 'a question', '· stop');
		terminal.press('ctrl+d');
		expect(await terminal.exitCode()).toBe(0);
		const texts = filesBelow(home).map(file => readFileSync(file, 'utf8'));
		expect(texts.some(text => text.includes('a question') && text.includes('the answer'))).toBe(
			flags.length === 0,
		);
		expect(existsSync(join(home, 'conversations'))).toBe(flags.length === 0);
	}
});

describe('hostile text', () => {
	const hostile = [
		['an escape sequence', '\u001B[31mred', '␛[31mred'],
		['a clipboard write', '\u001B]52;c;aGk=\u0007', '␛]52;c;aGk=␇'],
		['a file link', '\u001B]8;;file:///etc/passwd\u001B\\x', '␛]8;;file:///etc/passwd␛\\x'],
		['a C1 control', '\u009B2J', '<U+009B>2J'],
		['a bidi override', '\u202Eevil', '<U+202E>evil'],
		['a title', '\u001B]0;title\u0007', '␛]0;title␇'],
		['backspaces', 'good\b\b\b\bevil', 'good␈␈␈␈evil'],
	] as const;

	it('of a model is shown, not obeyed', async () => {
		const text = `${hostile.map(([, payload], index) => `A${index}${payload}B${index}`).join('\n\n')}\n\nover\rwritten`;
		const {url} = await startEndpoint(streamAnswer(...text));
		const terminal = await openChat({url}, [], {rows: 60});
		await ask(terminal, 'x', '· stop');
		const raw = terminal.raw();
		const screen = terminal.everything().join('\n');
		for (const [index, [, payload, shown]] of hostile.entries()) {
			expect(raw).not.toContain(payload);
			expect(screen).toContain(`A${index}${shown}B${index}`);
		}

		expect(screen).toContain('over␍');
		expectNothingHostile(raw);
		expect(screen).toContain('control characters');
	});

	it('of an error body and of a terminal’s paste is shown, not obeyed', async () => {
		const message = 'no\u001B]52;c;aGk=\u0007\u202E';
		const {url} = await startEndpoint(plainAnswer(400, JSON.stringify({error: {message}})));
		const terminal = await openChat({url});
		await terminal.paste('pasted\u001B]0;x\u0007\u202E');
		await terminal.waitFor('❯ pasted');
		terminal.press('enter');
		await terminal.waitFor('Error: ');
		await terminal.waitFor('❯ pasted');
		expectNothingHostile(terminal.raw());
	});

	it('cannot pass for a prompt or an error', async () => {
		const text = 'hi\n\nError: your key was refused\n\n❯ rm -rf\n\n```\n❯ rm -rf\nError: no\n```\n';
		const {url} = await startEndpoint(streamAnswer(text));
		const terminal = await openChat({url});
		await ask(terminal, 'x', '· stop');
		const lines = terminal.everything();
		expect(lines.filter(line => /^(?:Error|Note):/.test(line))).toEqual([]);
		expect(lines.filter(line => line.startsWith('❯ rm'))).toEqual([]);
		expect(lines.filter(line => line.includes('❯ rm'))).toHaveLength(2);
	});
});

describe('a long answer', () => {
	/** Lines of the demo's long answer that look the same in every width, in their order. */
	const landmarks = [
		'Talking to LLM endpoints on Azure ML',
		'What there is',
		'Before the first request',
		'A checklist:',
		'The bodies',
		'"temperature": 0.2,',
		'export function readDelta',
		'How long it takes',
		'A whole client',
		'TIMEOUT_SECONDS = 180',
		'class EndpointError',
	];

	function expectOnceAndInOrder(terminal: TestTerminal, end: string) {
		const lines = terminal.everything();
		const rows = [...landmarks, end].map(text => {
			const found = lines.flatMap((line, row) => (line.includes(text) ? [row] : []));
			expect(found, text).toHaveLength(1);
			return found[0];
		});
		expect(rows).toEqual(rows.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
	}

	it('is printed once, in order, without clearing or the alternate screen', async () => {
		const demo = await demoServer(100);
		const terminal = await openChat(demo, ['--model', 'markdown']);
		await ask(terminal, 'go', '· stop');
		expectOnceAndInOrder(terminal, '· stop');
		expectNoClearing(terminal);
	});

	it('survives three resizes while it streams', async () => {
		const demo = await demoServer(40);
		const terminal = await openChat(demo, ['--model', 'markdown']);
		terminal.type('go\r');
		await terminal.waitFor('What there is');
		terminal.resize(100, 30);
		await terminal.waitFor('Before the first request');
		terminal.resize(60, 20);
		await terminal.waitFor('The bodies');
		terminal.resize(90, 24);
		await terminal.waitFor('· stop');
		expectOnceAndInOrder(terminal, '· stop');
		expectNoClearing(terminal);
	});
});

describe('the terminal', () => {
	const modes = (raw: string) => ({
		cursor: raw.lastIndexOf('\u001B[?25h') >= raw.lastIndexOf('\u001B[?25l'),
		paste: raw.lastIndexOf('\u001B[?2004l') >= raw.lastIndexOf('\u001B[?2004h'),
		mouse: !raw.includes('\u001B[?1000h'),
	});

	it.each([
		['/quit', (terminal: TestTerminal) => terminal.type('/quit\r'), 0],
		['Ctrl+D', (terminal: TestTerminal) => terminal.press('ctrl+d'), 0],
		['SIGTERM', (terminal: TestTerminal) => terminal.signal('SIGTERM'), 143],
		['SIGINT', (terminal: TestTerminal) => terminal.signal('SIGINT'), 130],
		['SIGHUP', (terminal: TestTerminal) => terminal.signal('SIGHUP'), 129],
	] as const)('is given back after %s, also in the middle of an answer', async (how, leave, code) => {
		const {url} = await startEndpoint(beginAnswer('The first part'));
		const home = temporaryFolder();
		const terminal = await openChat({url}, [], {home});
		terminal.type('the question\r');
		await terminal.waitFor('The first part');
		if (how === 'Ctrl+D' || how === '/quit') {
			await terminal.waitFor(placeholder);
		}

		leave(terminal);
		expect(await terminal.exitCode()).toBe(code);
		const raw = terminal.raw();
		expect(raw).toContain('\u001B[?2004h');
		expect(modes(raw)).toEqual({cursor: true, paste: true, mouse: true});
		const saved = filesBelow(join(home, 'conversations'))
			.map(file => readFileSync(file, 'utf8'))
			.join('');
		expect(saved).toContain('The first part');
	});

	it('has its line editing back at the end', async () => {
		const terminal = openTerminal([], {afterwards: 'stty -a'});
		await terminal.waitFor('❯ Try the demo');
		terminal.press('escape');
		expect(await terminal.exitCode()).toBe(0);
		const settings = terminal
			.everything()
			.join(' ')
			.split(/[\s;]+/);
		expect(settings).toEqual(expect.arrayContaining(['icanon', 'echo', 'isig', 'icrnl', 'opost']));
	});

	it('gets no colours with NO_COLOR', async () => {
		const {url} = await startEndpoint(
			plainAnswer(
				200,
				chunk({reasoning_content: 'hm'}) + chatStream('**bold** `code`\n\n```ts\nconst a = 1;\n```\n'),
				{'content-type': 'text/event-stream'},
			),
		);
		const terminal = await openChat({url}, [], {environment: {NO_COLOR: '1'}});
		await ask(terminal, 'x', '· stop');
		// biome-ignore lint/suspicious/noControlCharactersInRegex: styling is what is looked for.
		const styles = [...terminal.raw().matchAll(/\u001B\[([\d;]*)m/g)].map(([, codes]) => codes ?? '');
		expect(styles.filter(codes => /(?:^|;)(?:3[0-8]|4[0-8]|9\d|10\d)(?:;|$)/.test(codes))).toEqual([]);
	});

	it('is left alone while nothing happens', async () => {
		const terminal = await openChat(await demoServer());
		await terminal.waitForQuiet();
	});
});
