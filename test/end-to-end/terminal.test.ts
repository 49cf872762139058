import {readFileSync} from 'node:fs';
import type {ServerResponse} from 'node:http';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {temporaryFolder} from '../helpers/run-program.ts';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';
import {
	ask,
	demoServer,
	expectNoClearing,
	expectNothingHostile,
	filesBelow,
	openChat,
	placeholder,
} from './helpers/chat.ts';
import {
	beginAnswer,
	chatStream,
	chunk,
	plainAnswer,
	startEndpoint,
	streamAnswer,
} from './helpers/endpoint.ts';

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
		const lines = Array.from({length: 4}, (_, part) =>
			Array.from({length: 15}, (_, line) => `Part ${part + 1}, line ${line + 1}.`),
		);
		let answer: ServerResponse | undefined;
		const send = (part: number) =>
			answer?.write(chunk({content: `\n\n${lines[part]?.join('\n\n')}\n\nopen `}));
		const {url} = await startEndpoint(response => {
			answer = response;
			response.writeHead(200, {'content-type': 'text/event-stream'});
			send(0);
		});
		const terminal = await openChat({url});
		terminal.type('go\r');
		for (const [part, [columns, rows]] of (
			[
				[100, 30],
				[70, 30],
				[90, 30],
			] as const
		).entries()) {
			await terminal.waitFor(`Part ${part + 1}, line 15.`);
			terminal.resize(columns, rows);
			await terminal.waitFor(screen => screen.includes('─'.repeat(columns)));
			send(part + 1);
		}

		await terminal.waitFor('Part 4, line 15.');
		answer?.end(chatStream('end'));
		await terminal.waitFor('· stop');
		expect(terminal.everything().filter(line => /Part \d/.test(line))).toEqual(
			lines.flat().map(line => `  ${line}`),
		);
		expectNoClearing(terminal);
	});
});

describe('the terminal', () => {
	const modes = (raw: string) => ({
		cursor: raw.lastIndexOf('\u001B[?25h') >= raw.lastIndexOf('\u001B[?25l'),
		paste: raw.lastIndexOf('\u001B[?2004l') >= raw.lastIndexOf('\u001B[?2004h'),
		mouse: !raw.includes('\u001B[?1000h'),
	});

	it('is the shell’s while Ctrl+Z stops the chat, and fg brings the prompt back', async () => {
		const {url} = await startEndpoint(beginAnswer(''));
		const terminal = await openChat({url}, [], {
			isJob: true,
			afterwards: 'echo STOPPED; stty -a; read go; fg',
		});
		terminal.type('half a pro');
		await terminal.waitFor('❯ half a pro');
		terminal.press('ctrl+z');
		await terminal.waitFor('STOPPED');
		await terminal.waitFor(/ icanon[\s\S]* echo /);
		expect(modes(terminal.raw())).toEqual({cursor: true, paste: true, mouse: true});
		terminal.press('enter');
		await terminal.waitFor(rows => rows.some(row => row === '❯ half a pro'));
		terminal.type('mpt');
		await terminal.waitFor('❯ half a prompt');
		terminal.press('ctrl+c');
		await terminal.waitFor(rows => !rows.includes('❯ half a prompt'));
		terminal.press('ctrl+d');
		await terminal.exitCode();
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
