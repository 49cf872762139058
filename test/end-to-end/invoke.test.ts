import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {startDemo} from '../../source/demo/demo.ts';
import {runProgram, startProgram, temporaryFolder} from '../helpers/run-program.ts';
import {
	beginAnswer,
	chatStream,
	chunk,
	plainAnswer,
	type Script,
	startEndpoint,
	streamAnswer,
} from './helpers/endpoint.ts';
import {createHome, savedKey} from './helpers/home.ts';
import {parseLine, resultKeys} from './helpers/output.ts';

/** JSON that no encoder would write like this. */
const oddBody = '\r\n{ "input_data" :\t{"a" : 1.0e0, "b": "\\u00e9 é 🌊", "a": 2}, "nothing": [ ] }\r\n\n';

function bodyFile(content: string | Uint8Array): string {
	const file = join(temporaryFolder(), 'body.json');
	writeFileSync(file, content);
	return file;
}

describe('the request body', () => {
	it.each([
		['of a file', oddBody],
		['with a byte order mark', '\uFEFF{"a":1}'],
		['that is no object', ' "just a text" '],
	])('%s arrives byte for byte', async (_title, body) => {
		const {url, requests} = await startEndpoint(plainAnswer(200, '{}'));
		const args = ['invoke', '--input-json', bodyFile(body), '--url', `${url}/score`];
		expect(await runProgram(args)).toEqual({stdout: Buffer.from('{}'), stderr: '', code: 0});
		expect(requests[0]?.body).toEqual(Buffer.from(body));
		expect(requests[0]?.path).toBe('/score');
	});

	it('can come from standard input', async () => {
		const {url, requests} = await startEndpoint(plainAnswer(200, '{}'));
		await runProgram(['invoke', '--input-json', '-', '--url', `${url}/score`], {input: oddBody});
		expect(requests[0]?.body).toEqual(Buffer.from(oddBody));
	});

	it('goes out with the profile’s key', async () => {
		const {url, requests} = await startEndpoint(plainAnswer(200, '{}'));
		const home = await createHome([{name: 'one', url, deployment: 'green'}], ['one']);
		await runProgram(['invoke', '--input-json', bodyFile('{}'), '-p', 'one'], {home});
		expect(requests[0]?.headers).toMatchObject({
			authorization: `Bearer ${savedKey}`,
			'content-type': 'application/json',
			'azureml-model-deployment': 'green',
		});
	});
});

describe('the response body', () => {
	const oddBytes = Buffer.concat([
		Buffer.from(' {"a" :\r\n"é\u001B[31m"} '),
		Buffer.from([0xff, 0x00, 0x0d, 0x0a]),
	]);

	it('is printed byte for byte', async () => {
		const {url} = await startEndpoint(plainAnswer(200, oddBytes));
		for (const flags of [[], ['--stream']]) {
			const finished = await runProgram(['invoke', '--input-json', '-', '--url', url, ...flags], {
				input: '{}',
			});
			expect(finished).toEqual({stdout: oddBytes, stderr: '', code: 0});
		}
	});

	it.each([
		[401, 3],
		[404, 4],
		[422, 4],
		[429, 5],
		[500, 5],
	])(
		'of status %i too; the message is on stderr, the exit code is the status’s: %i',
		async (status, code) => {
			const {url} = await startEndpoint(plainAnswer(status, oddBytes));
			const finished = await runProgram(['invoke', '--input-json', '-', '--url', url, '--retries', '0'], {
				input: '{}',
			});
			expect(finished.stdout).toEqual(oddBytes);
			expect(finished.stderr).toMatch(/^Error: .+\n(?: {2}\w+: +.+\n)+$/);
			expect(finished.code).toBe(code);
		},
	);

	it('of the last try is the one that is printed', async () => {
		const busy = (number: number): Script => plainAnswer(503, `try ${number}`, {'retry-after-ms': '250'});
		const {url, requests} = await startEndpoint((response, request, number) =>
			(number < 3 ? busy(number) : plainAnswer(200, '"done"'))(response, request, number),
		);
		const {stdout, stderr, code} = await runProgram(['invoke', '--input-json', '-', '--url', url], {
			input: '{}',
		});
		expect({stdout: stdout.toString(), code, tries: requests.length}).toEqual({
			stdout: '"done"',
			code: 0,
			tries: 3,
		});
		expect(stderr.trimEnd().split('\n')).toHaveLength(2);
	});

	it('is printed while it arrives with --stream', async () => {
		const {url} = await startEndpoint(beginAnswer('first'));
		const program = startProgram(['invoke', '--input-json', '-', '--url', url, '--stream'], {
			input: '{"stream":true}',
		});
		await program.waitForOutput(chunk({content: 'first'}));
		program.child.kill('SIGINT');
		expect(await program.finished).toMatchObject({stdout: Buffer.from(chunk({content: 'first'})), code: 130});
	});

	it('of a redirect is printed, and the redirect is not followed', async () => {
		const other = await startEndpoint(plainAnswer(200, '{}'));
		const {url} = await startEndpoint(plainAnswer(307, 'moved', {location: other.url}));
		const {stdout, code} = await runProgram(['invoke', '--input-json', '-', '--url', url], {input: '{}'});
		expect({stdout: stdout.toString(), code}).toEqual({stdout: 'moved', code: 4});
		expect(other.requests).toEqual([]);
	});

	it('that breaks off is an error of the network', async () => {
		const {url} = await startEndpoint(response => {
			response.writeHead(200, {'content-length': '100'});
			response.write('{"half":', () => response.destroy());
		});
		for (const flags of [[], ['--stream']]) {
			const {stderr, code} = await runProgram(
				['invoke', '--input-json', '-', '--url', url, ...flags, '--retries', '0'],
				{
					input: '{}',
				},
			);
			expect(code).toBe(5);
			expect(stderr).toMatch(/^Error: /);
		}
	});
});

describe('--json', () => {
	it('tells the answer as ask does', async () => {
		const demo = await startDemo({speed: Number.POSITIVE_INFINITY, key: 'k'});
		const body = '{"input_data":{"input_string":[{"role":"user","content":"hello"}],"parameters":{}}}';
		const {stdout, stderr, code} = await runProgram(
			['invoke', '--input-json', '-', '--url', `${demo.url}/score`, '--json'],
			{input: body, environment: {ENDPOINT_TOKEN: 'k'}},
		);
		await demo.close();
		const result = parseLine(stdout);
		expect(Object.keys(result)).toEqual(resultKeys);
		expect(result).toMatchObject({api: 'azureml-score', text: expect.stringContaining('I am the demo')});
		expect({stderr, code}).toEqual({stderr: '', code: 0});
	});

	it('reads a stream where the body asks for one', async () => {
		const {url} = await startEndpoint(streamAnswer('a', 'b'));
		const {stdout} = await runProgram(['invoke', '--input-json', '-', '--url', url, '--json'], {
			input: '{"stream":true}',
		});
		expect(parseLine(stdout)).toMatchObject({text: 'ab', finishReason: 'stop', requestId: 'request-1'});
	});

	it('has the error of an answer that has no end', async () => {
		const {url} = await startEndpoint(
			plainAnswer(200, chatStream('a').split('data: [DONE]')[0]?.split(chunk({}, 'stop'))[0] ?? '', {
				'content-type': 'text/event-stream',
			}),
		);
		const {stdout, code} = await runProgram(['invoke', '--input-json', '-', '--url', url, '--json'], {
			input: '{"stream":true}',
		});
		expect(parseLine(stdout)).toMatchObject({text: 'a', error: {kind: 'protocol'}});
		expect(code).toBe(6);
	});
});

describe('a body that is not sent', () => {
	it.each([
		['no file', [], '--input-json FILE'],
		['a file that does not exist', ['--input-json', '/nonexistent/body.json'], 'There is no file'],
		['a folder', ['--input-json', '/'], 'not a regular file'],
		['words', ['--input-json', '-', 'words'], 'invoke takes no words'],
	])('because of %s', async (_title, flags, message) => {
		const {url, requests} = await startEndpoint(plainAnswer(200, '{}'));
		const {stdout, stderr, code} = await runProgram(['invoke', ...flags, '--url', url]);
		expect(stderr).toContain(message);
		expect({stdout: stdout.toString(), code, sent: requests.length}).toEqual({stdout: '', code: 2, sent: 0});
	});

	it.each(['', '{"a":', "{'a':1}", '{"key":"sk-secret-in-file",}'])(
		'because it is not JSON: %j',
		async text => {
			const {url, requests} = await startEndpoint(plainAnswer(200, '{}'));
			const {stderr, code} = await runProgram(['invoke', '--input-json', bodyFile(text), '--url', url]);
			expect(stderr).toContain('is not valid JSON; nothing was sent.');
			expect(stderr).not.toContain('sk-secret');
			expect({code, sent: requests.length}).toEqual({code: 2, sent: 0});
		},
	);
});
