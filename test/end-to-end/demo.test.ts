import {expect, it} from 'vitest';
import {runProgram, startProgram} from '../helpers/run-program.ts';
import {demoServer} from './helpers/chat.ts';

it.each([
	['SIGINT', 130],
	['SIGTERM', 143],
] as const)('amlchat demo serves until %s', async (signal, code) => {
	const program = startProgram(['demo']);
	await program.waitForOutput('Ctrl+C ends it.');
	const text = program.output();
	const url = /URL +(http:\/\/127\.0\.0\.1:\d+)\n/.exec(text)?.[1] ?? '';
	const key = /Key +(\S+)\n/.exec(text)?.[1] ?? '';
	expect(text).toContain(`${url}/score`);

	const environment = {API_URL: url, ENDPOINT_TOKEN: key};
	const asked = await runProgram(['ask', 'hello', '--model', 'echo'], {environment});
	expect(asked).toMatchObject({code: 0, stderr: ''});
	expect(asked.stdout.toString()).toContain('hello');
	const scored = await runProgram(['ask', 'hello', '--url', `${url}/score`, '--json'], {environment});
	expect(JSON.parse(scored.stdout.toString())).toMatchObject({api: 'azureml-score', deployment: 'blue'});
	expect(
		await runProgram(['ask', 'x'], {environment: {API_URL: url, ENDPOINT_TOKEN: 'wrong'}}),
	).toMatchObject({code: 3});

	program.child.kill(signal);
	expect(await program.finished).toMatchObject({code, stderr: ''});
});

it('amlchat demo --port refuses a port that is taken', async () => {
	const program = startProgram(['demo']);
	await program.waitForOutput('Ctrl+C ends it.');
	const port = /127\.0\.0\.1:(\d+)/.exec(program.output())?.[1] ?? '';
	const {stderr, code} = await runProgram(['demo', '--port', port]);
	expect({code, stderr}).toEqual({
		code: 2,
		stderr: `Error: The demo endpoint cannot listen on 127.0.0.1:${port} (EADDRINUSE).\n  Try:  Choose another port, or none to get a free one.\n`,
	});
});

it('each fault of the demo ends with the exit code that scripts rely on', async () => {
	const {url, key} = await demoServer();
	const faults = {
		'fault-401': 3,
		'fault-404': 4,
		'fault-content-filter': 4,
		'fault-filtered-answer': 4,
		'fault-424': 5,
		'fault-429-long': 5,
		'fault-503': 5,
		'fault-reset': 5,
		'fault-error-event': 5,
		'fault-html': 6,
		'fault-empty': 6,
		'fault-no-end': 6,
		'fault-length': 0,
	};
	const codes = await Promise.all(
		Object.keys(faults).map(async model => {
			const {code} = await runProgram(['ask', 'x', '--model', model, '--retries', '0'], {
				environment: {API_URL: url, ENDPOINT_TOKEN: key},
			});
			return [model, code] as const;
		}),
	);
	expect(Object.fromEntries(codes)).toEqual(faults);
});
