import {existsSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {runProgram, startProgram, temporaryFolder} from '../helpers/run-program.ts';
import {startEndpoint, streamAnswer} from './helpers/endpoint.ts';
import {createHome, readConfig} from './helpers/home.ts';

const key = 'sk-typed-0987654321';

/** A folder of profiles and a way to run commands on it. */
function createSandbox(home = temporaryFolder()) {
	const written: string[] = [];
	return {
		home,
		async run(args: readonly string[], options: {input?: string; environment?: Record<string, string>} = {}) {
			const {stdout, stderr, code} = await runProgram(['profiles', ...args], {...options, home});
			written.push(stdout.toString(), stderr);
			return {stdout: stdout.toString(), stderr, code};
		},
		/** Everything that any command has printed. */
		everything: () => written.join(''),
	};
}

describe('a profile', () => {
	it('is added without a terminal, shown, used, and removed, and its key is seen nowhere', async () => {
		const endpoint = await startEndpoint(streamAnswer('ok'));
		const {home, run, everything} = createSandbox();
		expect(
			(
				await run(['add', 'prod', '--url', endpoint.url, '--token-stdin', '--model', 'm'], {
					input: `${key}\n`,
				})
			).code,
		).toBe(0);
		expect(
			(await run(['add', 'second', '--url', endpoint.url, '--token-env', 'LATER_KEY'])).stderr,
		).toContain('LATER_KEY');

		const list = await run(['list', '--json']);
		expect(
			JSON.parse(list.stdout).map((entry: {name: string; default: boolean}) => [entry.name, entry.default]),
		).toEqual([
			['prod', true],
			['second', false],
		]);
		expect(JSON.parse((await run(['show', 'prod', '--json'])).stdout)).toMatchObject({
			name: 'prod',
			url: endpoint.url,
			model: 'm',
			secret: {from: 'file'},
		});
		expect((await run(['show', 'prod'])).stdout).toContain(`${endpoint.url}/v1/chat/completions`);
		expect(await runProgram(['ask', 'x'], {home})).toMatchObject({
			stdout: Buffer.from('ok\n'),
			stderr: '',
			code: 0,
		});
		expect(endpoint.requests[0]?.headers.authorization).toBe(`Bearer ${key}`);

		expect((await run(['use', 'second'])).code).toBe(0);
		expect((await run(['rename', 'prod', 'production'])).code).toBe(0);
		expect(await runProgram(['ask', 'x', '-p', 'production'], {home})).toMatchObject({code: 0});
		expect((await run(['remove', 'production'])).code).toBe(2);
		expect((await run(['remove', 'production', '--yes'])).code).toBe(0);
		expect(everything()).not.toContain(key);
		const credentials = join(home, 'credentials.json');
		expect(existsSync(credentials) ? readFileSync(credentials, 'utf8') : '').not.toContain(key);
		expect(readConfig(home)).not.toContain(key);
	});

	it('is written for its owner alone', async () => {
		const {home, run} = createSandbox(join(temporaryFolder(), 'amlchat'));
		await run(['add', 'prod', '--url', 'https://192.0.2.1', '--token-stdin'], {input: key});
		const modes = ['', 'config.json', 'credentials.json'].map(
			file => statSync(join(home, file)).mode & 0o777,
		);
		expect(modes).toEqual([0o700, 0o600, 0o600]);
		expect(readdirSync(home).toSorted()).toEqual(['config.json', 'credentials.json']);
	});

	it('is exported without its key, and imported elsewhere', async () => {
		const {run} = createSandbox();
		await run(['add', 'prod', '--url', 'https://192.0.2.1', '--token-stdin'], {input: key});
		const exported = (await run(['export'])).stdout;
		expect(exported).not.toContain(key);
		const other = createSandbox();
		expect((await other.run(['import', '-'], {input: exported})).code).toBe(0);
		expect(JSON.parse((await other.run(['list', '--json'])).stdout)).toMatchObject([
			{name: 'prod', default: true},
		]);
		expect(await other.run(['import', '-'], {input: exported})).toMatchObject({code: 2});
		expect((await other.run(['import', '-', '--replace'], {input: exported})).code).toBe(0);
	});

	it.each(['__proto__', 'with.dots', 'constructor', 'été 日本', '1'])('may be called %s', async name => {
		const endpoint = await startEndpoint(streamAnswer('ok'));
		const {home, run} = createSandbox();
		expect((await run(['add', name, '--url', endpoint.url, '--auth', 'none'])).code).toBe(0);
		expect(JSON.parse((await run(['list', '--json'])).stdout)).toMatchObject([{name, default: true}]);
		expect(await runProgram(['ask', 'x', '-p', name], {home})).toMatchObject({code: 0, stderr: ''});
	});
});

describe('what cannot be a profile is refused, and nothing is written', () => {
	it.each([
		['a slash in the name', ['add', 'a/b', '--url', 'https://h']],
		['no URL', ['add', 'a', '--model', 'm']],
		['a password in the URL', ['add', 'a', '--url', 'https://me:pw@h']],
		['a key in the URL', ['add', 'a', '--url', 'https://h/score?code=1234']],
		['plain http to another machine', ['add', 'a', '--url', 'http://192.0.2.1']],
		['a sign-in header', ['add', 'a', '--url', 'https://h', '--header', 'authorization=Bearer x']],
		['the fields of a form without a terminal', ['add', 'a']],
		['a profile that does not exist', ['edit', 'nope', '--model', 'm']],
		['an import that is no JSON', ['import', '-']],
	])('%s', async (_title, args) => {
		const {home, run} = createSandbox();
		const {stdout, stderr, code} = await run(args, {input: 'sk-secret-input,'});
		expect({stdout, code}).toEqual({stdout: '', code: 2});
		expect(stderr).toMatch(/^Error: .+\n(?: {2}\w+: +.+\n)+$/);
		expect(stderr).not.toContain('sk-secret-input');
		expect(existsSync(join(home, 'config.json'))).toBe(false);
	});

	it('a config file that is broken stays as it is', async () => {
		const {home, run} = createSandbox();
		writeFileSync(join(home, 'config.json'), '{"profiles": [,]}');
		for (const args of [['list'], ['add', 'a', '--url', 'https://h', '--auth', 'none'], ['use', 'a']]) {
			expect((await run(args)).code).toBe(2);
		}

		expect(readConfig(home)).toBe('{"profiles": [,]}');
	});

	it('a config file of a newer version can be read, not written', async () => {
		const {home, run} = createSandbox();
		const text = JSON.stringify({version: 99, profiles: [{name: 'a', url: 'https://h'}], default: 'a'});
		writeFileSync(join(home, 'config.json'), text);
		expect((await run(['list'])).stdout).toContain('a');
		expect(await run(['use', 'a'])).toMatchObject({code: 2, stderr: expect.stringContaining('newer')});
		expect(readConfig(home)).toBe(text);
	});
});

it('eight changes at the same time all survive', async () => {
	const home = await createHome([{name: 'zero', url: 'https://h'}]);
	const names = Array.from({length: 8}, (_, index) => `profile-${index}`);
	const programs = names.map(name => startProgram(['profiles', 'copy', 'zero', name], {home}));
	const codes = await Promise.all(programs.map(async ({finished}) => (await finished).code));
	expect(codes).toEqual(names.map(() => 0));
	const saved: readonly {name: string}[] = JSON.parse(readConfig(home)).profiles;
	expect(saved.map(({name}) => name).toSorted()).toEqual([...names, 'zero'].toSorted());
});
