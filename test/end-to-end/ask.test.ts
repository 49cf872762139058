import {closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {runProgram, startProgram, temporaryFolder} from '../helpers/run-program.ts';
import {
	chatStream,
	chunk,
	plainAnswer,
	type Script,
	startEndpoint,
	streamAnswer,
} from './helpers/endpoint.ts';
import {parseLine, promptOf, resultKeys} from './helpers/output.ts';

describe('the answer on stdout', () => {
	it.each([
		['gets one newline where it ends without', 'two\nlines', 'two\nlines\n'],
		['gets none where it ends with one', 'a line\n', 'a line\n'],
		['keeps the newlines it ends with', 'a line\n\n', 'a line\n\n'],
		[
			'is the exact text, control characters included',
			'a\u001B[31m\r\b\u0000 é 🌊\u202E',
			'a\u001B[31m\r\b\u0000 é 🌊\u202E\n',
		],
	])('%s', async (_title, text, stdout) => {
		const {url} = await startEndpoint(streamAnswer(...text));
		const finished = await runProgram(['ask', 'x', '--url', url]);
		expect(finished).toEqual({stdout: Buffer.from(stdout), stderr: '', code: 0});
	});

	it('says so when it waits for a standard input that nobody closes, and adds what comes', async () => {
		const {url, requests} = await startEndpoint(streamAnswer('yes'));
		const program = startProgram(['ask', 'first', '--url', url], {input: 'open'});
		await new Promise<void>(resolve => {
			program.child.stderr?.on('data', (said: Buffer) => {
				if (said.toString().includes('waiting for standard input')) {
					resolve();
				}
			});
		});
		program.child.stdin?.end('second');
		const {code} = await program.finished;
		expect([code, promptOf(requests[0]?.body)]).toEqual([0, 'first\n\nsecond']);
	});

	it('leaves reasoning out', async () => {
		const {url} = await startEndpoint(
			plainAnswer(200, chunk({reasoning_content: 'hm'}) + chatStream('yes'), {
				'content-type': 'text/event-stream',
			}),
		);
		const {stdout} = await runProgram(['ask', 'x', '--url', url]);
		expect(stdout.toString()).toBe('yes\n');
	});

	it('is the same without a stream', async () => {
		const body = {
			choices: [{index: 0, message: {role: 'assistant', content: 'whole'}, finish_reason: 'stop'}],
		};
		const {url, requests} = await startEndpoint(
			plainAnswer(200, JSON.stringify(body), {'content-type': 'application/json'}),
		);
		const finished = await runProgram(['ask', 'x', '--url', url, '--no-stream']);
		expect(finished).toEqual({stdout: Buffer.from('whole\n'), stderr: '', code: 0});
		expect(JSON.parse(requests[0]?.body.toString() ?? '').stream ?? false).toBe(false);
	});

	it('survives a reader that leaves: exit code 0, and the request is cancelled', async () => {
		const endless: Script = response => {
			response.writeHead(200, {'content-type': 'text/event-stream'});
			const timer = setInterval(() => response.write(chunk({content: 'line\n'})), 5);
			response.on('close', () => clearInterval(timer));
		};
		const {url, requests} = await startEndpoint(endless);
		const program = startProgram(['ask', 'x', '--url', url]);
		await program.waitForOutput('line\n');
		program.child.stdout?.destroy();
		const {code, stderr} = await program.finished;
		expect({code, stderr}).toEqual({code: 0, stderr: ''});
		await requests[0]?.closed;
	});

	it.skipIf(!existsSync('/dev/full'))('ends with exit code 7 where it cannot be written', async () => {
		const {url} = await startEndpoint(streamAnswer('hello'));
		for (const flags of [[], ['--json'], ['--jsonl']]) {
			const full = openSync('/dev/full', 'w');
			const {code, stderr} = await runProgram(['ask', 'x', '--url', url, ...flags], {stdout: full});
			closeSync(full);
			expect(code).toBe(7);
			expect(stderr).toMatch(/^Error: The output cannot be written \(ENOSPC\)\.\n {2}Try: {2}.+\n$/);
		}
	});

	it('arrives whole through a slow reader', async () => {
		const text = `${'0123456789'.repeat(200_000)}\n`;
		const {url} = await startEndpoint(streamAnswer(text));
		const program = startProgram(['ask', 'x', '--url', url]);
		program.child.stdout?.pause();
		program.child.stdout?.on('data', () => {
			program.child.stdout?.pause();
			setImmediate(() => program.child.stdout?.resume());
		});
		program.child.stdout?.resume();
		expect((await program.finished).stdout.toString() === text).toBe(true);
	});
});

describe('--json', () => {
	it('is one object with the keys of the contract', async () => {
		const usage = {prompt_tokens: 12, completion_tokens: 30, total_tokens: 42};
		const {url} = await startEndpoint(
			plainAnswer(
				200,
				`${chunk({content: 'a'})}${chunk({content: 'b'}, 'stop')}data: ${JSON.stringify({choices: [], usage})}\n\ndata: [DONE]\n\n`,
				{
					'content-type': 'text/event-stream',
					'x-ms-request-id': 'second',
					'apim-request-id': 'third',
					'azureml-model-deployment': 'blue',
				},
			),
		);
		const {stdout, stderr, code} = await runProgram(['ask', 'x', '--url', url, '--json']);
		const result = parseLine(stdout);
		expect(Object.keys(result)).toEqual(resultKeys);
		expect(result).toEqual({
			profile: null,
			api: 'chat-completions',
			model: 'm1',
			text: 'ab',
			reasoning: null,
			finishReason: 'stop',
			usage: {promptTokens: 12, completionTokens: 30, totalTokens: 42},
			timing: {
				firstTokenMs: expect.any(Number),
				totalMs: expect.any(Number),
				// Whether two packets count as a burst, which has no rate, is the clock's to say.
				tokensPerSecond: expect.toSatisfy(
					(rate: unknown) => rate === null || (typeof rate === 'number' && rate > 0),
				),
			},
			requestId: 'second',
			deployment: 'blue',
		});
		expect(Object.keys(result.timing)).toEqual(['firstTokenMs', 'totalMs', 'tokensPerSecond']);
		expect({stderr, code}).toEqual({stderr: '', code: 0});
	});

	it('says null where the endpoint said nothing', async () => {
		const {url} = await startEndpoint(
			plainAnswer(200, chatStream('a'), {'content-type': 'text/event-stream'}),
		);
		const result = parseLine((await runProgram(['ask', 'x', '--url', url, '--json'])).stdout);
		expect(result).toMatchObject({
			usage: null,
			requestId: null,
			deployment: null,
			timing: {tokensPerSecond: null},
		});
	});

	it('has the error, and the text that had arrived before it', async () => {
		const {url} = await startEndpoint(
			plainAnswer(200, chunk({content: 'half'}), {'content-type': 'text/event-stream', 'x-request-id': 'r1'}),
		);
		const {stdout, stderr, code} = await runProgram(['ask', 'x', '--url', url, '--json']);
		const result = parseLine(stdout);
		expect(Object.keys(result).toSorted()).toEqual([...resultKeys, 'error'].toSorted());
		expect(result).toMatchObject({text: 'half', finishReason: null, requestId: 'r1'});
		expect(result.error).toEqual({
			kind: 'protocol',
			status: null,
			message: expect.stringContaining('after 1 word'),
			hint: expect.any(String),
			retryable: false,
			requestId: 'r1',
		});
		expect(stderr).toContain(`Error: ${result.error.message.slice(0, -1)}`);
		expect(code).toBe(6);
	});

	it.each([
		['a flag that does not exist', ['ask', 'x', '--json', '--nope'], 'usage'],
		['no prompt', ['ask', '--json'], 'usage'],
		['a profile that does not exist', ['ask', 'x', '--json', '-p', 'nope'], 'config'],
		['no prompt for the chat', ['--json'], 'usage'],
		['a body that does not exist', ['invoke', '--input-json', 'nope.json', '--json'], 'usage'],
	])('is printed for %s, too', async (_title, args, kind) => {
		const {stdout, code} = await runProgram(args);
		const result = parseLine(stdout);
		expect(Object.keys(result).toSorted()).toEqual([...resultKeys, 'error'].toSorted());
		expect(result).toMatchObject({text: '', error: {kind, status: null, retryable: false, requestId: null}});
		expect(code).toBe(2);
	});
});

describe('--jsonl', () => {
	it('prints each event as it arrives, and the whole result last', async () => {
		const {url} = await startEndpoint(
			plainAnswer(200, chunk({reasoning_content: 'hm'}) + chatStream('a', 'b'), {
				'content-type': 'text/event-stream',
			}),
		);
		const {stdout, stderr} = await runProgram(['ask', 'x', '--url', url, '--jsonl']);
		const events = stdout
			.toString()
			.trimEnd()
			.split('\n')
			.map(line => JSON.parse(line));
		expect(events.map(({type, text}) => [type, text])).toEqual([
			['start', undefined],
			['reasoning', 'hm'],
			['text', 'a'],
			['text', 'b'],
			['finish', 'ab'],
		]);
		expect(Object.keys(events.at(-1))).toEqual(['type', ...resultKeys]);
		expect(stderr).toBe('');
	});

	it('ends with an error event where it failed', async () => {
		const {url} = await startEndpoint(plainAnswer(401, 'key_auth_access_denied'));
		const {stdout, code} = await runProgram(['ask', 'x', '--url', url, '--jsonl']);
		expect(parseLine(stdout)).toMatchObject({type: 'error', text: '', error: {kind: 'auth', status: 401}});
		expect(code).toBe(3);
	});
});

describe('the prompt', () => {
	const sent = async (args: readonly string[], input?: string) => {
		const {url, requests} = await startEndpoint(streamAnswer('ok'));
		const finished = await runProgram(args, {
			environment: {API_URL: url},
			...(input === undefined ? {} : {input}),
		});
		expect(finished).toMatchObject({stdout: Buffer.from('ok\n'), stderr: '', code: 0});
		return promptOf(requests[0]?.body);
	};

	it('is the words of the command line', async () => {
		expect(await sent(['ask', 'two', 'words'])).toBe('two words');
	});

	it('may begin with dashes after --', async () => {
		expect(await sent(['ask', '--', '--help', '-p'])).toBe('--help -p');
	});

	it('is standard input where there are no words', async () => {
		expect(await sent(['ask'], 'from a pipe: é\n')).toBe('from a pipe: é\n');
	});

	it('has standard input behind the words', async () => {
		expect(await sent(['ask', 'Summarise:'], 'a text')).toBe('Summarise:\n\na text');
	});

	it('can be given without a command where there is no terminal', async () => {
		expect(await sent(['hello there'])).toBe('hello there');
		expect(await sent([], 'hello from a pipe')).toBe('hello from a pipe');
	});

	it('is wanted: without one nothing is sent', async () => {
		const {url, requests} = await startEndpoint(streamAnswer('ok'));
		const environment = {API_URL: url};
		expect(await runProgram([], {environment})).toEqual({
			stdout: Buffer.from(''),
			stderr: 'Error: The chat needs a terminal.\n  Try:  Use: amlchat ask "Hello"\n',
			code: 2,
		});
		expect(await runProgram(['ask', ' '], {environment, input: '\n'})).toMatchObject({code: 2});
		expect(requests).toEqual([]);
	});

	it('is refused when it is larger than 10 MB', async () => {
		const {url, requests} = await startEndpoint(streamAnswer('ok'));
		const {code, stderr} = await runProgram(['ask'], {
			environment: {API_URL: url},
			input: Buffer.alloc(10 * 1024 * 1024 + 1, 'x'),
		});
		expect({code, stderr}).toEqual({
			code: 2,
			stderr: 'Error: Standard input is larger than 10 MB.\n  Try:  Send less.\n',
		});
		expect(requests).toEqual([]);
	});
});

describe('the history', () => {
	const conversations = (home: string) =>
		existsSync(join(home, 'conversations')) ? readdirSync(join(home, 'conversations')) : [];

	it('has the exchange with --save', async () => {
		const {url} = await startEndpoint(streamAnswer('the answer'));
		const home = temporaryFolder();
		expect(await runProgram(['ask', 'the question', '--url', url, '--save'], {home})).toMatchObject({
			code: 0,
			stderr: '',
		});
		const [file = '', ...others] = conversations(home);
		expect(others).toEqual([]);
		expect(file).toMatch(/\.jsonl$/);
		const lines = readFileSync(join(home, 'conversations', file), 'utf8')
			.trimEnd()
			.split('\n');
		expect(lines.map(line => JSON.parse(line)).length).toBeGreaterThan(2);
		expect(lines.join('\n')).toContain('the question');
		expect(lines.join('\n')).toContain('the answer');
	});

	it('has nothing without it, and nothing else is written either', async () => {
		const {url} = await startEndpoint(streamAnswer('the answer'));
		const home = temporaryFolder();
		for (const flags of [[], ['--no-save'], ['--save', '--no-save']]) {
			await runProgram(['ask', 'x', '--url', url, ...flags], {home});
		}

		expect(readdirSync(home)).toEqual([]);
	});

	it('that cannot be written is exit code 7, after the answer', async () => {
		const {url} = await startEndpoint(streamAnswer('the answer'));
		const home = temporaryFolder();
		writeFileSync(join(home, 'conversations'), 'a file in the folder’s place');
		const {stdout, stderr, code} = await runProgram(['ask', 'x', '--url', url, '--save'], {home});
		expect({stdout: stdout.toString(), code}).toEqual({stdout: 'the answer\n', code: 7});
		expect(stderr).toMatch(/^Error: .+\n/);
	});
});

describe('-v', () => {
	it('outlines the exchange on stderr and shows no key', async () => {
		const {url} = await startEndpoint(streamAnswer('ok'));
		const {stdout, stderr} = await runProgram(['ask', 'x', '--url', `${url}/v1?secret=1`, '-v'], {
			environment: {ENDPOINT_TOKEN: 'token-to-hide'},
		});
		expect(stdout.toString()).toBe('ok\n');
		expect(stderr).toMatch(
			/^> POST http:\/\/127\.0\.0\.1:\d+\/\S+ \(\d+ bytes\)\n< 200 after \d+ ms, request request-1\n= /,
		);
		expect(stderr).not.toContain('token-to-hide');
	});
});

describe('the version check', () => {
	it('refuses a Node that is too old, in words', async () => {
		const old = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.19.1'})`;
		expect(await runProgram(['ask', 'x'], {nodeFlags: ['--import', old]})).toEqual({
			stdout: Buffer.from(''),
			stderr:
				'amlchat needs Node 22.19 or newer (this is 18.19.1).\n  Try:  install a current Node from https://nodejs.org, then run amlchat again.\n',
			code: 2,
		});
	});

	it('accepts the oldest one it supports', async () => {
		const oldest = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'22.19.0'})`;
		expect(await runProgram(['--version'], {nodeFlags: ['--import', oldest]})).toMatchObject({
			code: 0,
			stderr: '',
		});
	});
});

it('--version prints the version alone, --help the help', async () => {
	const {version} = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
	expect(await runProgram(['--version'])).toEqual({stdout: Buffer.from(`${version}\n`), stderr: '', code: 0});
	const {stdout, stderr, code} = await runProgram(['--help']);
	expect(stdout.toString()).toContain('Usage: amlchat');
	expect({stderr, code}).toEqual({stderr: '', code: 0});
});
