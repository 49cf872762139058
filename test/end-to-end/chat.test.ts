import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {temporaryFolder} from '../helpers/run-program.ts';
import {openTerminal} from '../helpers/terminal.ts';
import {ask, demoServer, expectNoClearing, filesBelow, openChat, placeholder} from './helpers/chat.ts';
import {beginAnswer, startEndpoint, streamAnswer} from './helpers/endpoint.ts';
import {createHome} from './helpers/home.ts';

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
	it('edits, copies and removes profiles', async () => {
		const demo = await demoServer();
		const home = await createHome([
			{name: 'first', url: demo.url, model: 'eliza', secret: {from: 'env', name: 'KEY'}},
		]);
		const terminal = openTerminal([], {home, environment: {KEY: demo.key}});
		await terminal.waitFor(placeholder);
		terminal.press('ctrl+p');
		await terminal.waitFor('❯ first');
		terminal.press('ctrl+y');
		await terminal.waitFor('first copy');
		terminal.press('down');
		await terminal.waitFor('❯ first copy');
		terminal.press('ctrl+x');
		await terminal.waitFor('ctrl+x again removes “first copy”');
		expect(terminal.screen().join()).toContain('❯ first copy');
		terminal.press('ctrl+x');
		await terminal.waitFor('“first copy” is removed');
		terminal.press('up');
		await terminal.waitFor('❯ first');
		terminal.press('ctrl+e');
		await terminal.waitFor('Edit first');
		terminal.type('-renamed');
		await terminal.waitFor('first-renamed');
		terminal.press('ctrl+s');
		await terminal.waitFor('Now talking to first-renamed');
		expect(JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'))).toMatchObject({
			default: 'first-renamed',
			profiles: [{name: 'first-renamed', url: demo.url, model: 'eliza', secret: {from: 'env', name: 'KEY'}}],
		});
	});

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

it('what cannot be used is said before the screen is touched', async () => {
	const home = temporaryFolder();
	writeFileSync(join(home, 'config.json'), '{"profiles": [');
	for (const args of [[], ['-p', 'nope'], ['--url', 'ftp://192.0.2.1'], ['--nope']]) {
		const terminal = openTerminal(args, {home});
		expect(await terminal.exitCode()).toBe(2);
		expect(terminal.screen()[0]).toMatch(/^Error: /);
		expect(terminal.raw()).not.toContain('\u001B[?25l');
	}
});
