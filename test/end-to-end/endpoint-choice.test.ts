import {mkdirSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {runProgram, temporaryFolder} from '../helpers/run-program.ts';
import {plainAnswer, startEndpoint, streamAnswer} from './helpers/endpoint.ts';
import {createHome, readConfig, savedKey} from './helpers/home.ts';
import {parseLine} from './helpers/output.ts';

describe('the endpoint', () => {
	/** Asks; returns who answered. Each endpoint answers with its own name. */
	async function ask(
		args: readonly string[],
		options: {home?: string; environment?: Record<string, string>} = {},
	) {
		const {stdout, stderr, code} = await runProgram(['ask', 'x', '--json', ...args], options);
		const {profile, text, error} = parseLine(stdout);
		return {profile, text, kind: error?.kind, hint: error?.hint, stderr, code};
	}

	it('is the flag’s profile, else --url, else AMLCHAT_PROFILE, else API_URL, else the default', async () => {
		const names = ['first', 'second', 'variable', 'flag'] as const;
		const [first, second, variable, flag] = await Promise.all(
			names.map(name => startEndpoint(streamAnswer(name))),
		);
		const home = await createHome([
			{name: 'one', url: first?.url ?? ''},
			{name: 'two', url: second?.url ?? ''},
		]);
		const environment = {AMLCHAT_PROFILE: 'one', API_URL: variable?.url ?? ''};
		const {API_URL} = environment;
		expect(await ask(['-p', 'two', '--set', 'a=1'], {home, environment})).toMatchObject({
			profile: 'two',
			text: 'second',
		});
		expect(await ask(['--url', flag?.url ?? ''], {home, environment})).toMatchObject({
			profile: null,
			text: 'flag',
		});
		expect(await ask([], {home, environment})).toMatchObject({profile: 'one', text: 'first'});
		expect(await ask([], {home, environment: {API_URL}})).toMatchObject({profile: null, text: 'variable'});
		expect(await ask([], {home})).toMatchObject({profile: 'one', text: 'first', stderr: ''});
	});

	it('is the demo where there is nothing else, with a note on stderr', async () => {
		const {profile, stderr, code} = await ask([]);
		expect({profile, code}).toEqual({profile: 'demo', code: 0});
		expect(stderr).toMatch(/^Note: .+\n$/);
		expect(await ask(['-p', 'demo', '--model', 'echo'])).toMatchObject({
			profile: 'demo',
			stderr: '',
			text: expect.stringContaining('# What arrived'),
		});
	});

	it('gets the key of ENDPOINT_TOKEN, unless it is another origin than API_URL’s', async () => {
		const [mine, other] = [
			await startEndpoint(streamAnswer('mine')),
			await startEndpoint(streamAnswer('other')),
		];
		const environment = {API_URL: mine.url, ENDPOINT_TOKEN: 'token-1'};
		await ask([], {environment});
		expect(mine.requests[0]?.headers.authorization).toBe('Bearer token-1');
		await ask(['--url', `${mine.url}/v1`], {environment});
		expect(mine.requests[1]?.headers.authorization).toBe('Bearer token-1');
		expect(await ask(['--url', other.url], {environment})).toMatchObject({text: 'other'});
		expect(JSON.stringify(other.requests[0]?.headers)).not.toContain('token-1');
		await ask(['--url', other.url], {environment: {ENDPOINT_TOKEN: 'token-2'}});
		expect(other.requests[1]?.headers.authorization).toBe('Bearer token-2');
	});

	it('gets its key from the variable of --token-env, in the header of --auth', async () => {
		const {url, requests} = await startEndpoint(streamAnswer('ok'));
		await ask(['--url', url, '--token-env', 'MINE', '--auth', 'api-key'], {environment: {MINE: 'k-1'}});
		expect(requests[0]?.headers['api-key']).toBe('k-1');
		expect(requests[0]?.headers.authorization).toBeUndefined();
	});

	it('is not asked where the variable of --token-env is unset', async () => {
		const {url, requests} = await startEndpoint(streamAnswer('ok'));
		const home = await createHome([{name: 'one', url}], ['one']);
		for (const args of [
			['--url', url],
			['-p', 'one'],
		]) {
			const outcome = await ask([...args, '--token-env', 'UNSET_KEY'], {home});
			expect(outcome).toMatchObject({code: 2, kind: 'config', stderr: expect.stringContaining('UNSET_KEY')});
		}

		expect(requests).toEqual([]);
	});

	it('is the profile with the changes of the flags, for this run only', async () => {
		const {url, requests} = await startEndpoint(streamAnswer('ok'));
		const home = await createHome(
			[{name: 'one', url, model: 'm-saved', system: 'saved', parameters: {temperature: 0.7, seed: 1}}],
			['one'],
		);
		const before = readConfig(home);
		const outcome = await ask(
			[
				'-p',
				'one',
				'--url',
				`${url}/v2/chat/completions`,
				'--model',
				'm-now',
				'-s',
				'now',
				'--temperature',
				'0',
				'--deployment',
				'green',
			],
			{home},
		);
		expect(outcome).toMatchObject({profile: 'one', code: 0});
		const [request] = requests;
		expect(request?.path).toBe('/v2/chat/completions');
		expect(request?.headers).toMatchObject({
			authorization: `Bearer ${savedKey}`,
			'azureml-model-deployment': 'green',
		});
		expect(JSON.parse(request?.body.toString() ?? '')).toMatchObject({
			model: 'm-now',
			temperature: 0,
			seed: 1,
			messages: [
				{role: 'system', content: 'now'},
				{role: 'user', content: 'x'},
			],
		});
		expect(readConfig(home)).toBe(before);
	});

	it('of another origin never gets the saved key', async () => {
		const [mine, other] = [
			await startEndpoint(streamAnswer('mine')),
			await startEndpoint(streamAnswer('other')),
		];
		const home = await createHome(
			[
				{name: 'one', url: mine.url},
				{name: 'headers', url: mine.url, headers: {'x-team-token': savedKey}, auth: {type: 'none'}},
			],
			['one'],
		);
		expect(await ask(['-p', 'one', '--url', other.url], {home})).toMatchObject({
			code: 3,
			kind: 'auth',
			hint: expect.stringContaining('--token-env'),
		});
		expect(other.requests).toEqual([]);
		await ask(['-p', 'one', '--url', other.url, '--token-env', 'MINE'], {home, environment: {MINE: 'k-2'}});
		expect(other.requests[0]?.headers.authorization).toBe('Bearer k-2');
		await ask(['-p', 'headers', '--url', other.url], {home});
		expect(JSON.stringify(other.requests.map(({headers}) => headers))).not.toContain(savedKey);
	});

	it('is the variable’s with no home folder and no place to write', async () => {
		const {url} = await startEndpoint(streamAnswer('ok'));
		const environment = {
			API_URL: url,
			ENDPOINT_TOKEN: 'k',
			HOME: '/dev/null/nothing',
			TMPDIR: '/dev/null/nothing',
		};
		const finished = await runProgram(['ask', 'x'], {environment, home: null, workingDirectory: '/'});
		expect(finished).toEqual({stdout: Buffer.from('ok\n'), stderr: '', code: 0});
	});

	it('never follows a redirect', async () => {
		const other = await startEndpoint(streamAnswer('other'));
		const mine = await startEndpoint(plainAnswer(307, '', {location: `${other.url}/v1/chat/completions`}));
		const outcome = await ask(['--url', mine.url], {environment: {ENDPOINT_TOKEN: 'k'}});
		expect(outcome).toMatchObject({code: 4, kind: 'request'});
		expect(other.requests).toEqual([]);
	});
});

describe('wrong input is refused with one message and exit code 2, and nothing is sent', () => {
	it.each([
		['an unknown flag', ['--temprature', '1'], 'Did you mean --temperature?'],
		['a flag without its value', ['--model'], 'The flag --model needs a value'],
		['a profile that does not exist', ['-p', 'onee'], 'Did you mean “one”?'],
		['an unknown API', ['--api', 'chat'], 'It takes chat-completions, completions, azureml-score.'],
		['an unknown kind of sign-in', ['--auth', 'password'], 'It takes key, api-key, entra, none.'],
		['an unknown template', ['--template', 'llama9'], 'llama2, llama3'],
		['a template that does not exist', ['--template', '@nope.json'], 'There is no file nope.json.'],
		['a system message that does not exist', ['-s', '@nope.txt'], 'There is no file nope.txt.'],
		['a folder as a file', ['-s', '@/'], '/ is not a regular file.'],
		['a bad number', ['--temperature', 'warm'], '--temperature wants a number, not “warm”.'],
		['a bad parameter', ['--set', 'temperature'], '--set wants KEY=VALUE'],
		['no URL', ['--url', ':::'], 'valid URL'],
		[
			'plain http to another machine with a key',
			['--url', 'http://192.0.2.1', '--token-env', 'MY_KEY'],
			'unencrypted',
		],
		['a password in the URL', ['--url', 'https://me:pw@192.0.2.1'], 'user name or password'],
		['another protocol', ['--url', 'ftp://192.0.2.1'], 'amlchat speaks https, not ftp:'],
		['a flag of a later version', ['--record', 'x'], 'has no --record yet'],
	])('%s', async (_title, flags, message) => {
		const {url, requests} = await startEndpoint(streamAnswer('ok'));
		const home = await createHome([{name: 'one', url}]);
		const {stdout, stderr, code} = await runProgram(['ask', 'x', ...flags], {
			home,
			environment: {MY_KEY: 'secret-key-1'},
		});
		expect(stderr).toContain(message);
		expect(stderr).toMatch(/^Error: .+\n(?: {2}\w+: .+\n)+$/);
		expect(stderr).not.toMatch(/secret-key-1|\n\s+at /);
		expect({code, stdout: stdout.toString()}).toEqual({code: 2, stdout: ''});
		expect(requests).toEqual([]);
	});

	it.each(['{"profiles": [', '[]', 'null', '{"version": 1, "profiles": [{"name": "x"}]}', '\uFEFF{', ''])(
		'a broken config file, which stays untouched: %j',
		async text => {
			const home = temporaryFolder();
			writeFileSync(join(home, 'config.json'), text);
			const {stdout, stderr, code} = await runProgram(['ask', 'x'], {home});
			expect({code, stdout: stdout.toString()}).toEqual({code: 2, stdout: ''});
			expect(stderr).toMatch(/^Error: The config file .+\n/);
			expect(readConfig(home)).toBe(text);
			expect(readdirSync(home)).toEqual(['config.json']);
		},
	);

	it('a config that cannot be read does not matter where none is needed', async () => {
		const {url} = await startEndpoint(streamAnswer('ok'));
		const home = temporaryFolder();
		mkdirSync(join(home, 'config.json'));
		expect(await runProgram(['ask', 'x', '--url', url], {home})).toMatchObject({code: 0, stderr: ''});
		expect(await runProgram(['ask', 'x'], {home})).toMatchObject({code: 2});
	});
});
