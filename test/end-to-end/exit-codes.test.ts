import {closeSync, existsSync, openSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {type RunningProgram, runProgram, startProgram} from '../helpers/run-program.ts';
import {
	beginAnswer,
	chunk,
	plainAnswer,
	type Script,
	startEndpoint,
	streamAnswer,
} from './helpers/endpoint.ts';
import {parseLine, promptOf} from './helpers/output.ts';

describe('exit codes', () => {
	const sse = {'content-type': 'text/event-stream'};
	it.each<[title: string, script: Script, code: number, kind: string]>([
		['401', plainAnswer(401, 'key_auth_access_denied'), 3, 'auth'],
		['400', plainAnswer(400, '{"error":{"message":"bad"}}'), 4, 'request'],
		['404', plainAnswer(404, ''), 4, 'request'],
		['422', plainAnswer(422, '{}'), 4, 'request'],
		['a filtered prompt', plainAnswer(400, '{"error":{"code":"content_filter"}}'), 4, 'content-filter'],
		[
			'a filtered answer',
			plainAnswer(200, chunk({content: 'a'}) + chunk({}, 'content_filter'), sse),
			4,
			'content-filter',
		],
		['408', plainAnswer(408, ''), 5, 'timeout'],
		['429', plainAnswer(429, ''), 5, 'rate-limit'],
		['500', plainAnswer(500, ''), 5, 'unavailable'],
		[
			'a container that answered 422',
			plainAnswer(424, '{}', {'ms-azureml-model-error-statuscode': '422'}),
			4,
			'request',
		],
		[
			'a container that answered 500',
			plainAnswer(424, '{}', {'ms-azureml-model-error-statuscode': '500'}),
			5,
			'unavailable',
		],
		[
			'an error in the stream',
			plainAnswer(200, 'data: {"error":{"message":"x","code":429}}\n\n', sse),
			5,
			'rate-limit',
		],
		['a connection that breaks', response => response.destroy(), 5, 'network'],
		[
			'a web page',
			plainAnswer(200, '<!DOCTYPE html><title>Hi</title>', {'content-type': 'text/html'}),
			6,
			'protocol',
		],
		['an empty answer', plainAnswer(200, '', sse), 6, 'protocol'],
		['an answer without an end', plainAnswer(200, chunk({content: 'half'}), sse), 6, 'protocol'],
	])('%s', async (_title, script, code, kind) => {
		const {url, requests} = await startEndpoint(script);
		const finished = await runProgram(['ask', 'x', '--url', url, '--retries', '0', '--json']);
		expect(parseLine(finished.stdout).error.kind).toBe(kind);
		expect(finished.code).toBe(code);
		expect(finished.stderr).toMatch(/^Error: .+\n(?: {2}\w+: .+\n)+$/);
		expect(requests).toHaveLength(1);
	});

	it('5 where nobody listens', async () => {
		const {stdout, code} = await runProgram([
			'ask',
			'x',
			'--url',
			'http://127.0.0.1:9',
			'--retries',
			'0',
			'--json',
		]);
		expect(parseLine(stdout).error.kind).toBe('network');
		expect(code).toBe(5);
	});

	it.each([
		['--idle-timeout', beginAnswer('part')],
		['--timeout', beginAnswer('part')],
		['--first-byte-timeout', () => {}],
	] as const)('5 after %s', async (flag, script) => {
		const {url} = await startEndpoint(script);
		const {stdout, code} = await runProgram([
			'ask',
			'x',
			'--url',
			url,
			flag,
			'0.3',
			'--retries',
			'0',
			'--json',
		]);
		const {error, text} = parseLine(stdout);
		expect({kind: error.kind, code}).toEqual({kind: 'timeout', code: 5});
		expect(text).toBe(flag === '--first-byte-timeout' ? '' : 'part');
	});

	it('0 for an answer at its token limit, with a note', async () => {
		const {url} = await startEndpoint(
			plainAnswer(200, `${chunk({content: 'cut'})}${chunk({}, 'length')}data: [DONE]\n\n`, sse),
		);
		const {stdout, stderr, code} = await runProgram(['ask', 'x', '--url', url]);
		expect({stdout: stdout.toString(), code}).toEqual({stdout: 'cut\n', code: 0});
		expect(stderr).toMatch(/^Note: .+\n$/);
	});

	it('of a part: the text stays on stdout, the mark is on stderr', async () => {
		const {url} = await startEndpoint(plainAnswer(200, chunk({content: 'half an answer'}), sse));
		const {stdout, stderr, code} = await runProgram(['ask', 'x', '--url', url]);
		expect({stdout: stdout.toString(), code}).toEqual({stdout: 'half an answer\n', code: 6});
		expect(stderr).toMatch(/^\[incomplete: .+\]\nError: /);
	});
});

describe('retries', () => {
	it('are one line each on stderr, and the answer is as ever', async () => {
		const {url, requests} = await startEndpoint((response, request, number) =>
			(number <= 2 ? plainAnswer(503, '', {'retry-after-ms': '250'}) : streamAnswer('third'))(
				response,
				request,
				number,
			),
		);
		const {stdout, stderr, code} = await runProgram(['ask', 'x', '--url', url]);
		expect({stdout: stdout.toString(), code}).toEqual({stdout: 'third\n', code: 0});
		expect(stderr).toBe(
			'Busy (503). Trying again in 1 s (1 of 3).\nBusy (503). Trying again in 1 s (2 of 3).\n',
		);
		expect(requests.map(({body}) => promptOf(body))).toEqual(['x', 'x', 'x']);
	});

	it('do not wait for tomorrow', async () => {
		const {url, requests} = await startEndpoint(plainAnswer(429, '', {'retry-after': '86400'}));
		const {code} = await runProgram(['ask', 'x', '--url', url]);
		expect({code, tries: requests.length}).toEqual({code: 5, tries: 1});
	});
});

describe('a signal', () => {
	const signals = [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const;

	it.each(signals)(
		'%s ends the request, and --json still tells what had arrived',
		async (signal, exitCode) => {
			const {url, requests} = await startEndpoint(beginAnswer('the first part'));
			// --jsonl shows when the text is there; both print the same object at the end.
			const program = startProgram(['ask', 'x', '--url', url, '--jsonl']);
			await program.waitForOutput('the first part');
			program.child.kill(signal);
			const {stdout, code} = await program.finished;
			const last = JSON.parse(stdout.toString().trimEnd().split('\n').at(-1) ?? '');
			expect(last).toMatchObject({type: 'error', text: 'the first part', error: {kind: 'interrupted'}});
			expect(code).toBe(exitCode);
			await requests[0]?.closed;
		},
	);

	it.each(signals)(
		'%s while waiting for the answer prints the object of --json',
		async (signal, exitCode) => {
			let program: RunningProgram | undefined;
			const {url} = await startEndpoint(() => program?.child.kill(signal));
			program = startProgram(['ask', 'x', '--url', url, '--json']);
			const {stdout, code} = await program.finished;
			expect(parseLine(stdout)).toMatchObject({text: '', error: {kind: 'interrupted'}});
			expect(code).toBe(exitCode);
		},
	);

	it('keeps what was printed as text, and ends the line', async () => {
		const {url} = await startEndpoint(beginAnswer('the first part'));
		const program = startProgram(['ask', 'x', '--url', url]);
		await program.waitForOutput('the first part');
		program.child.kill('SIGINT');
		const {stdout, stderr, code} = await program.finished;
		expect({stdout: stdout.toString(), code}).toEqual({stdout: 'the first part\n', code: 130});
		expect(stderr).toContain('[incomplete: stopped by you]');
	});

	it('while standard input is read ends the program', async () => {
		const {url, requests} = await startEndpoint(streamAnswer('ok'));
		// More than a pipe holds: when it is written, the program is reading.
		const program = startProgram(['ask', '--json', '--url', url], {input: 'open'});
		program.child.stdin?.write('x'.repeat(1024 * 1024), () => program.child.kill('SIGINT'));
		const {stdout, code} = await program.finished;
		expect(parseLine(stdout)).toMatchObject({error: {kind: 'interrupted'}});
		expect(code).toBe(130);
		expect(requests).toEqual([]);
	});
});

describe('notices', () => {
	const cut: Script = plainAnswer(200, `${chunk({content: 'cut'})}${chunk({}, 'length')}`, {
		'content-type': 'text/event-stream',
	});

	it('that nobody reads do not stop the answer', async () => {
		const {url} = await startEndpoint(cut);
		const program = startProgram(['ask', 'x', '--url', url]);
		program.child.stderr?.destroy();
		expect(await program.finished).toMatchObject({stdout: Buffer.from('cut\n'), code: 0});
	});

	it.skipIf(!existsSync('/dev/full'))('that cannot be written do not stop it either', async () => {
		const {url} = await startEndpoint(cut);
		const full = openSync('/dev/full', 'w');
		const finished = await runProgram(['ask', 'x', '--url', url, '-v'], {stderr: full});
		closeSync(full);
		expect(finished).toMatchObject({stdout: Buffer.from('cut\n'), code: 0});
	});
});
