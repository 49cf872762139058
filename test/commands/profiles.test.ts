import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {Readable} from 'node:stream';
import {describe, expect, it, onTestFinished} from 'vitest';
import type {Io} from '../../source/commands/io.ts';
import {runProfiles} from '../../source/commands/profiles.ts';
import type {ProfileFlags, ProfilesCommand} from '../../source/commands/profiles-command.ts';
import {ChatError, exitCodeFor} from '../../source/core/errors.ts';
import type {Profile} from '../../source/profiles/profile.ts';
import {createProfileStore} from '../../source/profiles/profile-store.ts';
import {createSecretStore} from '../../source/profiles/secrets.ts';

const secret = 'sk-SECRET-1234567890';
const savedNote =
	'Note: the key is saved in credentials.json, readable only by you: no system keyring here.\n';

type Setup = {
	readonly environment?: Readonly<Record<string, string>>;
	readonly isTerminal?: boolean;
	/** What the user answers; without it there is nobody to ask. */
	readonly answer?: boolean;
};

/** A config folder of its own, and a way to run commands in it as a shell would. */
function createSandbox({environment = {}, isTerminal = false, answer}: Setup = {}) {
	const folder = mkdtempSync(join(tmpdir(), 'amlchat-commands-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	const store = createProfileStore({folder});
	const outputs: string[] = [];

	async function run(command: ProfilesCommand, input = '') {
		const written = {stdout: '', stderr: ''};
		const output = (name: 'stdout' | 'stderr') => ({
			isTTY: isTerminal,
			columns: 80,
			hasColors: false,
			async write(data: string | Uint8Array) {
				written[name] += typeof data === 'string' ? data : Buffer.from(data).toString();
			},
		});
		const io: Io = {
			environment,
			stdin: Readable.from([Buffer.from(input)]),
			stdout: output('stdout'),
			stderr: output('stderr'),
			signal: new AbortController().signal,
		};
		const notice = (text: string) => {
			written.stderr += `${text}\n`;
		};
		const confirm = async (question: string) => {
			written.stderr += `${question} `;
			return answer ?? false;
		};
		const code = await runProfiles(command, io, {
			store,
			secrets: createSecretStore({folder, environment, notice}),
			understand: profile => ({
				finalUrl: `${profile.url}/final`,
				api: profile.api ?? 'chat-completions',
				auth: profile.auth?.type ?? 'key',
			}),
			confirm: answer === undefined ? undefined : confirm,
		}).catch((error: unknown) => {
			expect(error).toBeInstanceOf(ChatError);
			const {message, hint, why} = error as ChatError;
			written.stderr += `Error: ${message}\n${why === undefined ? '' : `Why: ${why}\n`}Try: ${hint}\n`;
			return exitCodeFor(error as ChatError);
		});
		outputs.push(written.stdout, written.stderr);
		return {code, ...written};
	}

	return {
		folder,
		store,
		run,
		/** Everything that any command has written. */
		everything: () => outputs.join(''),
		credentials: () =>
			existsSync(join(folder, 'credentials.json'))
				? readFileSync(join(folder, 'credentials.json'), 'utf8')
				: '',
		add: (name: string, flags: ProfileFlags = {}, input = '') =>
			run({action: 'add', name, flags: {url: 'https://host/v1', ...flags}, json: false}, input),
		edit: (name: string, flags: ProfileFlags, unset: readonly string[] = [], input = '') =>
			run({action: 'edit', name, flags, unset, json: false}, input),
	};
}

const list = {action: 'list', json: false} as const;
const listJson = {action: 'list', json: true} as const;

describe('profiles list', () => {
	it('says how to begin when there are none', async () => {
		const {run, folder} = createSandbox();
		expect(await run(list)).toEqual({
			code: 0,
			stdout: '',
			stderr: 'No profiles yet. Add one: amlchat profiles add NAME --url URL\n',
		});
		expect(await run(listJson)).toEqual({code: 0, stdout: '[]\n', stderr: ''});
		expect(readdirSync(folder)).toEqual([]);
	});

	it('aligns the columns, wide characters too, and marks the default', async () => {
		const {store, run} = createSandbox();
		await store.addAll([
			{name: '日本', url: 'https://host:8443/v1', api: 'completions', auth: {type: 'api-key'}},
			{name: 'b', url: 'http://localhost:1'},
		]);
		expect((await run(list)).stdout).toBe(
			'   NAME  API               HOST         AUTH\n' +
				'*  日本  completions       host:8443    api-key\n' +
				'   b     chat-completions  localhost:1  key\n',
		);
	});

	it('prints an array with the default marked as JSON', async () => {
		const {store, run} = createSandbox();
		await store.addAll([
			{name: 'a', url: 'https://a', headers: {'x-team': 'nlp', 'Ocp-Apim-Subscription-Key': secret}},
			{name: 'b', url: 'https://b', model: 'm'},
		]);
		const {stdout} = await run(listJson);
		expect(JSON.parse(stdout)).toEqual([
			{
				name: 'a',
				url: 'https://a',
				headers: {'x-team': 'nlp', 'Ocp-Apim-Subscription-Key': '[secret]'},
				default: true,
			},
			{name: 'b', url: 'https://b', model: 'm', default: false},
		]);
	});

	it('shows a broken config as an error and leaves it alone', async () => {
		const {folder, run} = createSandbox();
		writeFileSync(join(folder, 'config.json'), '{"profiles": nonsense}');
		const {code, stderr} = await run(list);
		expect(code).toBe(2);
		expect(stderr).toBe(
			'Error: The config file is not valid JSON (line 1, column 15).\n' +
				`Try: Correct ${join(folder, 'config.json')}, or move it away to start afresh.\n`,
		);
		expect(readFileSync(join(folder, 'config.json'), 'utf8')).toBe('{"profiles": nonsense}');
	});
});

describe('profiles add', () => {
	it('saves what the flags say', async () => {
		const {add, store, folder} = createSandbox();
		writeFileSync(join(folder, 'system.txt'), 'Be brief.');
		writeFileSync(join(folder, 'template.json'), '{"user":"<{content}>","assistant":"{content}"}');
		const result = await add('llama 2', {
			url: 'my-endpoint.eastus2.inference.ml.azure.com/score',
			api: 'azureml-score',
			auth: 'key',
			tokenEnv: 'LLAMA_KEY',
			model: 'llama',
			deployment: 'blue',
			apiVersion: '2024-05-01-preview',
			template: `@${join(folder, 'template.json')}`,
			system: `@${join(folder, 'system.txt')}`,
			parameters: JSON.parse('{"temperature":0.7,"__proto__":1}'),
			headers: ['x-team=nlp', 'x-empty='],
			contextTokens: 4096,
			stream: false,
			scoreBody: '{"input":"{{prompt}}"}',
			answerPath: '/output',
			caFile: 'ca.pem',
		});
		expect(result).toEqual({
			code: 0,
			stdout: '',
			stderr:
				'Saved “llama 2” (https://my-endpoint.eastus2.inference.ml.azure.com); it is the default.\n' +
				'Note: the variable LLAMA_KEY is not set yet.\n',
		});
		expect(JSON.stringify(store.get('llama 2'))).toBe(
			JSON.stringify({
				name: 'llama 2',
				url: 'https://my-endpoint.eastus2.inference.ml.azure.com/score',
				api: 'azureml-score',
				model: 'llama',
				deployment: 'blue',
				apiVersion: '2024-05-01-preview',
				contextTokens: 4096,
				stream: false,
				answerPath: '/output',
				template: {user: '<{content}>', assistant: '{content}'},
				system: 'Be brief.',
				scoreBody: {input: '{{prompt}}'},
				caFile: resolve('ca.pem'),
				auth: {type: 'key'},
				secret: {from: 'env', name: 'LLAMA_KEY'},
				parameters: JSON.parse('{"temperature":0.7,"__proto__":1}'),
				headers: {'x-team': 'nlp', 'x-empty': ''},
			}),
		);
	});

	it('prints the profile as JSON when asked to', async () => {
		const {run} = createSandbox({environment: {KEY: secret}});
		const flags = {url: 'https://host', tokenEnv: 'KEY'};
		expect(await run({action: 'add', name: 'a', flags, json: true})).toEqual({
			code: 0,
			stdout: `${JSON.stringify({name: 'a', url: 'https://host', secret: {from: 'env', name: 'KEY'}, default: true}, undefined, 2)}\n`,
			stderr: 'Saved “a” (https://host); it is the default.\n',
		});
	});

	it('saves a key from standard input and never shows it', async () => {
		const {add, run, everything, credentials, folder} = createSandbox();
		expect(await add('a', {tokenStdin: true}, `Bearer ${secret}\n`)).toEqual({
			code: 0,
			stdout: '',
			stderr: `${savedNote}Saved “a” (https://host); it is the default.\n`,
		});
		expect(JSON.parse(credentials()).secrets).toEqual({a: {secret, origin: 'https://host'}});
		for (const json of [true, false]) {
			await run({action: 'list', json});
			await run({action: 'show', name: 'a', json});
			await run({action: 'use', name: 'a', json});
		}

		await run({action: 'export', names: []});
		expect(everything()).not.toContain('SECRET');
		expect(readFileSync(join(folder, 'config.json'), 'utf8')).not.toContain('SECRET');
	});

	it('splits a token command into words', async () => {
		const {add, store} = createSandbox();
		await add('a', {tokenCommand: 'pass show "my key"'});
		await add('b', {tokenCommand: './get-key --raw'});
		expect(store.get('a').secret).toEqual({from: 'command', command: ['pass', 'show', 'my key']});
		expect(store.get('b').secret).toEqual({from: 'command', command: [resolve('get-key'), '--raw']});
	});

	it('takes the details of Entra as a wish for Entra', async () => {
		const {add, store} = createSandbox();
		await add('a', {tenant: 'contoso.com', clientId: '1-2'});
		expect(store.get('a').auth).toEqual({type: 'entra', tenant: 'contoso.com', clientId: '1-2'});
	});

	it('says when a key is still missing', async () => {
		const {add} = createSandbox();
		expect((await add('it’s a', {auth: 'api-key'})).stderr).toBe(
			'Saved “it’s a” (https://host); it is the default.\n' +
				"Note: no key yet. Give one: amlchat profiles edit 'it’s a' --token-env VARIABLE (or --token-stdin)\n",
		);
	});

	it.each<[string, ProfileFlags, string, string]>([
		['a name with a slash', {}, 'a/b', 'The profile cannot be used: name: A name holds no / and no \\.'],
		['no URL', {url: undefined}, 'x', 'A profile needs a URL.'],
		[
			'plain http',
			{url: 'http://host'},
			'x',
			'The profile cannot be used: url: Plain http shows the key to others: use https, or auth none.',
		],
		[
			'a key in the URL',
			{url: 'https://h?sig=SECRET'},
			'x',
			'The profile cannot be used: url: A key must not be part of the URL: leave it out of the query.',
		],
		['a name that is taken', {}, 'taken', 'There is already a profile called “taken”.'],
		['two sources of the key', {tokenEnv: 'A', tokenStdin: true}, 'x', 'A key comes from one place.'],
		['a key where none is sent', {auth: 'none', tokenEnv: 'A'}, 'x', 'A profile with auth none has no key.'],
		[
			'a secret in place of a name',
			{tokenEnv: 'sk-SECRET'},
			'x',
			'The profile cannot be used: secret.name: The name of a variable holds letters, digits and _ only.',
		],
		[
			'Entra details for another sign-in',
			{auth: 'key', scope: 's'},
			'x',
			'--scope, --tenant and --client-id belong to the sign-in with Entra.',
		],
		[
			'an unbalanced command',
			{tokenCommand: 'a "b'},
			'x',
			'The command has a quote that is not closed, or ends in a backslash.',
		],
		['an empty command', {tokenCommand: ' '}, 'x', 'The token command is empty.'],
		['a header without a value', {headers: ['x']}, 'x', '--header wants NAME=VALUE.'],
		[
			'the header of the sign-in',
			{headers: ['Authorization=Bearer SECRET']},
			'x',
			'The profile cannot be used: headers.Authorization: This header is set by amlchat itself.',
		],
		['an empty key', {tokenStdin: true}, 'x', 'The key is empty.'],
		['a file that is not there', {system: '@/no/such/file'}, 'x', 'There is no file /no/such/file.'],
	])('refuses %s, with exit code 2, and saves nothing', async (_title, flags, name, message) => {
		const {add, store, credentials, everything} = createSandbox();
		await add('taken');
		const {code, stdout, stderr} = await add(name, flags);
		expect(stderr.split('\n')[0]).toBe(`Error: ${message}`);
		expect(stderr).toMatch(/\nTry: .+\n$/);
		expect([code, stdout]).toEqual([2, '']);
		expect(store.list().map(profile => profile.name)).toEqual(['taken']);
		expect(credentials()).toBe('');
		expect(everything()).not.toContain('SECRET');
	});
});

describe('profiles show', () => {
	it('shows the profile, the final URL and whether the key is there', async () => {
		const {run, store, add} = createSandbox({environment: {KEY: secret}});
		await add('a', {auth: 'key', tokenStdin: true, parameters: {temperature: 0}}, secret);
		expect(await run({action: 'show', json: false})).toEqual({
			code: 0,
			stdout:
				'name        a (default)\n' +
				'url         https://host/v1\n' +
				'final url   https://host/v1/final\n' +
				'api         chat-completions (from the URL)\n' +
				'auth        key\n' +
				'key         set (file)\n' +
				'parameters  {"temperature":0}\n',
			stderr: '',
		});
		const keyLine = async (changes: Partial<Profile>) => {
			await store.edit('a', profile => ({...profile, ...changes}));
			const {stdout} = await run({action: 'show', name: 'a', json: false});
			return stdout.split('\n').find(line => line.startsWith('key'));
		};
		expect(await keyLine({url: 'https://other'})).toBe('key         saved for another address (file)');
		expect(await keyLine({secret: {from: 'env', name: 'KEY'}})).toBe('key         set (variable KEY)');
		expect(await keyLine({secret: {from: 'env', name: 'NONE'}})).toBe('key         not set (variable NONE)');
		expect(await keyLine({secret: {from: 'command', command: ['pass', 'my key']}})).toBe(
			"key         asked for when used (command pass 'my key')",
		);
		expect(await keyLine({secret: {from: 'keyring'}})).toBe('key         cannot be read (keyring)');
	});

	it('prints JSON without fields that it does not know', async () => {
		const {folder, run} = createSandbox();
		const profile = {name: 'a', url: 'https://a', apiKey: secret, secret: {from: 'file', value: secret}};
		writeFileSync(join(folder, 'config.json'), JSON.stringify({default: 'a', profiles: [profile]}));
		const {stdout} = await run({action: 'show', name: 'a', json: true});
		expect(JSON.parse(stdout)).toEqual({
			name: 'a',
			url: 'https://a',
			secret: {from: 'file'},
			default: true,
			finalUrl: 'https://a/final',
			secretState: 'missing',
		});
	});

	it('lets nothing of a profile drive the terminal', async () => {
		const {folder, run} = createSandbox({isTerminal: true});
		const system = '\u001B]0;title\u0007\u202E';
		writeFileSync(
			join(folder, 'config.json'),
			JSON.stringify({profiles: [{name: 'a', url: 'https://a', system}]}),
		);
		expect((await run({action: 'show', name: 'a', json: false})).stdout).toContain(
			'system     ␛]0;title␇<U+202E>\n',
		);
		const {stdout} = await run(listJson);
		expect(stdout).toContain('\\u202e');
		expect(JSON.parse(stdout)[0].system).toBe(system);
	});

	it('knows no profile that is not there', async () => {
		const {run, add} = createSandbox();
		expect((await run({action: 'show', json: false})).stderr).toContain('There are no profiles yet.');
		await add('prod');
		expect(await run({action: 'show', name: 'prd', json: false})).toEqual({
			code: 2,
			stdout: '',
			stderr:
				'Error: There is no profile called “prd”.\n' +
				'Try: Did you mean “prod”? See all: amlchat profiles list\n',
		});
	});
});

describe('profiles edit', () => {
	it('changes what is given and nothing else', async () => {
		const {add, edit, store} = createSandbox();
		await add('a', {
			model: 'm',
			deployment: 'blue',
			parameters: {top_p: 1, n: 2},
			headers: ['X-Team=a', 'x-b=1'],
		});
		const result = await edit('a', {model: 'new', parameters: {temperature: 0.5}, headers: ['x-team=b']}, [
			'deployment',
			'parameters.n',
			'headers.X-B',
			'api-version',
		]);
		expect(result).toEqual({code: 0, stdout: '', stderr: 'Changed “a”.\n'});
		expect(store.get('a')).toEqual({
			name: 'a',
			url: 'https://host/v1',
			model: 'new',
			parameters: {top_p: 1, temperature: 0.5},
			headers: {'x-team': 'b'},
		});
	});

	it('drops the saved key when the URL gets another origin, and says so', async () => {
		const {add, edit, store, credentials} = createSandbox();
		await add('a', {tokenStdin: true}, secret);
		await edit('a', {url: 'https://host/other/path'});
		expect(store.get('a').secret).toEqual({from: 'file'});
		expect(await edit('a', {url: 'https://other'})).toEqual({
			code: 0,
			stdout: '',
			stderr:
				'Changed “a”.\n' +
				'Note: the saved key belonged to https://host and is deleted. ' +
				'Give the new one: amlchat profiles edit a --token-stdin\n',
		});
		expect(store.get('a')).toEqual({name: 'a', url: 'https://other'});
		expect(credentials()).not.toContain('SECRET');
	});

	it('takes a new key for the new origin', async () => {
		const {add, edit, credentials} = createSandbox();
		await add('a', {tokenStdin: true}, 'old-key');
		const {stderr} = await edit('a', {url: 'https://other', tokenStdin: true}, [], 'new-key');
		expect(stderr).toBe(`${savedNote}Changed “a”.\n`);
		expect(JSON.parse(credentials()).secrets).toEqual({a: {secret: 'new-key', origin: 'https://other'}});
	});

	it('says where a key from a variable goes from now on', async () => {
		const {add, edit} = createSandbox({environment: {KEY: secret}});
		await add('a', {tokenEnv: 'KEY'});
		expect((await edit('a', {url: 'https://other'})).stderr).toBe(
			'Changed “a”.\nNote: its key (variable KEY) goes to https://other now.\n',
		);
	});

	it.each<[string, ProfileFlags, readonly string[]]>([
		['another source takes over', {tokenEnv: 'KEY'}, []],
		['the sign-in needs none', {auth: 'entra'}, []],
		['it is unset', {}, ['secret']],
	])('deletes the saved key when %s', async (_title, flags, unset) => {
		const {add, edit, credentials} = createSandbox({environment: {KEY: 'x'}});
		await add('a', {tokenStdin: true}, secret);
		const {code, stderr} = await edit('a', flags, unset);
		expect([code, stderr]).toEqual([0, 'Changed “a”.\nNote: the saved key of “a” is deleted.\n']);
		expect(credentials()).not.toContain('SECRET');
	});

	it('refuses to change nothing, an unknown field, and what every profile needs', async () => {
		const {add, edit} = createSandbox();
		await add('a');
		expect((await edit('a', {})).stderr).toBe(
			'Error: There is nothing to change.\nTry: For instance: amlchat profiles edit a --model gpt-4o --unset system\n',
		);
		for (const field of ['url', 'name', 'modle', 'model.x', '__proto__', '']) {
			const {code, stderr} = await edit('a', {}, [field]);
			expect([code, stderr.split('\n')[0]]).toEqual([2, `Error: --unset knows no field “${field}”.`]);
		}

		expect((await edit('b', {model: 'm'})).code).toBe(2);
	});

	it('of different fields at the same time keeps all of them', async () => {
		const {add, edit, store} = createSandbox();
		await add('a');
		const keys = Array.from({length: 8}, (_, index) => `key${index}`);
		await Promise.all(keys.map(key => edit('a', {parameters: {[key]: 1}})));
		expect(Object.keys(store.get('a').parameters ?? {}).sort()).toEqual(keys);
	});
});

describe('profiles rename, copy and use', () => {
	it('rename takes the key and the default along', async () => {
		const {add, run, store, credentials} = createSandbox();
		await add('a', {tokenStdin: true}, secret);
		expect(await run({action: 'rename', name: 'a', newName: '__proto__', json: false})).toEqual({
			code: 0,
			stdout: '',
			stderr: '“a” is called “__proto__” now.\n',
		});
		expect(store.getDefault()?.name).toBe('__proto__');
		expect(credentials()).toContain('"__proto__": {');
		expect(credentials()).not.toContain('"a": {');
	});

	it('copy leaves the key where it is and gives the copy its own', async () => {
		const {add, run, credentials} = createSandbox();
		await add('a', {tokenStdin: true}, secret);
		const {code, stderr, stdout} = await run({action: 'copy', name: 'a', newName: 'b', json: true});
		expect([code, stderr]).toEqual([0, 'Copied “a” to “b”.\n']);
		expect(JSON.parse(stdout)).toEqual({
			name: 'b',
			url: 'https://host/v1',
			secret: {from: 'file'},
			default: false,
		});
		expect(Object.keys(JSON.parse(credentials()).secrets)).toEqual(['a', 'b']);
	});

	it('neither of them takes a name that is taken, nor the key of that name', async () => {
		const {add, run, credentials} = createSandbox();
		await add('a', {tokenStdin: true}, secret);
		await add('b', {tokenStdin: true}, 'key-of-b');
		const before = credentials();
		for (const action of ['rename', 'copy'] as const) {
			expect((await run({action, name: 'a', newName: 'b', json: false})).stderr).toBe(
				'Error: There is already a profile called “b”.\n' +
					'Try: Choose another name, or change that one: amlchat profiles edit b …\n',
			);
		}

		expect(credentials()).toBe(before);
	});

	it('are done even when the key cannot come along, which is said', async () => {
		const {add, run, folder, store} = createSandbox();
		await add('a', {tokenStdin: true}, secret);
		writeFileSync(join(folder, 'credentials.json'), 'broken', {mode: 0o600});
		const {code, stderr} = await run({action: 'rename', name: 'a', newName: 'b', json: false});
		expect(code).toBe(0);
		expect(stderr).toContain(
			'Note: the saved key did not come along to “b”. The credentials file is not valid JSON (line 1, column 1).',
		);
		expect(store.list()[0]?.name).toBe('b');
	});

	it('use makes another one the default', async () => {
		const {add, run} = createSandbox();
		await add('a');
		await add('b');
		expect((await run({action: 'use', name: 'b', json: false})).stderr).toBe('“b” is the default now.\n');
		expect((await run(list)).stdout).toContain('*  b ');
		expect((await run({action: 'use', name: 'c', json: false})).code).toBe(2);
	});
});

describe('profiles remove', () => {
	const remove = {action: 'remove', name: 'a', yes: false, json: false} as const;

	it('wants --yes where nobody can be asked', async () => {
		const {add, run, store} = createSandbox();
		await add('a');
		expect(await run(remove)).toEqual({
			code: 2,
			stdout: '',
			stderr:
				'Error: Removing a profile needs --yes where nobody can be asked.\n' +
				'Try: Remove it: amlchat profiles remove a --yes\n',
		});
		expect(store.list()).toHaveLength(1);
	});

	it('removes the key as well, and names the new default', async () => {
		const {add, run, store, credentials} = createSandbox();
		await add('a', {tokenStdin: true}, secret);
		await add('b');
		expect(await run({...remove, yes: true, json: true})).toEqual({
			code: 0,
			stdout: '{\n  "removed": "a"\n}\n',
			stderr: 'Removed “a”.\nNote: “b” is the default now.\n',
		});
		expect(store.list().map(profile => profile.name)).toEqual(['b']);
		expect(credentials()).not.toContain('SECRET');
	});

	it('asks on a terminal and takes no for an answer', async () => {
		const {add, run, store} = createSandbox({answer: false});
		await add('a', {tokenStdin: true}, secret);
		expect((await run(remove)).stderr).toBe('Remove “a” (host) and its saved key? Nothing was removed.\n');
		expect(store.list()).toHaveLength(1);
	});

	it('says when the key could not be deleted', async () => {
		const {add, run, folder, store} = createSandbox({answer: true});
		await add('a', {tokenStdin: true}, secret);
		writeFileSync(join(folder, 'credentials.json'), '[]', {mode: 0o600});
		const {code, stderr} = await run(remove);
		expect(code).toBe(0);
		expect(stderr).toContain(
			'Note: its saved key could not be deleted. The credentials file cannot be used:',
		);
		expect(store.list()).toEqual([]);
	});
});

describe('profiles export and import', () => {
	const exported = async (sandbox: ReturnType<typeof createSandbox>, names: readonly string[] = []) =>
		sandbox.run({action: 'export', names});
	const importing = {action: 'import', file: '-', replace: false, yes: false, json: false} as const;

	it('bring profiles from one place to another, without any key', async () => {
		const here = createSandbox();
		await here.add('a', {tokenStdin: true, headers: ['x-team=nlp', `x-functions-key=${secret}`]}, secret);
		await here.add('__proto__', {parameters: JSON.parse('{"__proto__":{"x":1}}'), tokenEnv: 'KEY'});
		const {code, stdout, stderr} = await exported(here);
		expect([code, stderr]).toEqual([
			0,
			'Note: “a” is exported without x-functions-key: it may hold a key.\n',
		]);
		expect(stdout).not.toContain('SECRET');

		const there = createSandbox();
		expect(await there.run(importing, stdout)).toEqual({
			code: 0,
			stdout: '',
			stderr:
				'Note: “__proto__” sends the variable KEY to https://host.\n' +
				'Imported “a”, “__proto__”.\n' +
				'Note: “a” came without its key. ' +
				'Give it: amlchat profiles edit a --token-env VARIABLE (or --token-stdin)\n',
		});
		expect(there.store.get('a')).toEqual({name: 'a', url: 'https://host/v1', headers: {'x-team': 'nlp'}});
		expect(JSON.stringify(there.store.get('__proto__'))).toBe(JSON.stringify(here.store.get('__proto__')));
		expect(there.store.getDefault()?.name).toBe('a');
	});

	it('export only the ones that are named, in that order', async () => {
		const sandbox = createSandbox();
		await sandbox.store.addAll(['a', 'b', 'c'].map(name => ({name, url: 'https://h'})));
		const names = JSON.parse((await exported(sandbox, ['c', 'a', 'c'])).stdout).profiles.map(
			({name}: Profile) => name,
		);
		expect(names).toEqual(['c', 'a']);
		expect((await exported(sandbox, ['d'])).code).toBe(2);
		expect(JSON.parse((await exported(createSandbox())).stdout)).toEqual({version: 1, profiles: []});
	});

	it('export and import nothing of a field that this version does not know', async () => {
		const sandbox = createSandbox();
		const text = JSON.stringify({
			name: 'a',
			url: 'https://h',
			apiKey: secret,
			auth: {type: 'key', value: secret},
		});
		const {stderr} = await sandbox.run(importing, text);
		expect(stderr).toBe('Note: “a” is imported without apiKey: not known here.\nImported “a”.\n');
		expect(sandbox.store.list()).toEqual([{name: 'a', url: 'https://h', auth: {type: 'key'}}]);
		writeFileSync(join(sandbox.folder, 'config.json'), JSON.stringify({profiles: [JSON.parse(text)]}));
		expect((await exported(sandbox)).stdout).not.toContain('SECRET');
	});

	it('import what list and show print, from a file too', async () => {
		const sandbox = createSandbox();
		await sandbox.store.addAll([
			{name: 'a', url: 'https://a'},
			{name: 'b', url: 'https://b'},
		]);
		const file = join(sandbox.folder, 'list.json');
		writeFileSync(file, (await sandbox.run(listJson)).stdout);
		const there = createSandbox();
		const {code, stdout, stderr} = await there.run({...importing, file, json: true});
		expect([code, stderr]).toEqual([0, 'Imported “a”, “b”.\n']);
		expect(JSON.parse(stdout)).toEqual([
			{name: 'a', url: 'https://a', default: true},
			{name: 'b', url: 'https://b', default: false},
		]);
	});

	it('import refuses a name that exists, and imports none of them then', async () => {
		const sandbox = createSandbox();
		await sandbox.add('b', {model: 'mine'});
		const text = JSON.stringify([
			{name: 'a', url: 'https://a'},
			{name: 'b', url: 'https://b'},
		]);
		expect(await sandbox.run(importing, text)).toEqual({
			code: 2,
			stdout: '',
			stderr:
				'Error: There is already a profile called “b”.\n' +
				'Try: Replace the ones of the same name: add --replace\n',
		});
		expect(sandbox.store.list()).toHaveLength(1);
		expect((await sandbox.run({...importing, replace: true}, text)).code).toBe(0);
		expect(sandbox.store.list()).toEqual([
			{name: 'b', url: 'https://b'},
			{name: 'a', url: 'https://a'},
		]);
	});

	it('a replaced profile keeps its key for the same origin, and loses it for another one', async () => {
		const sandbox = createSandbox();
		await sandbox.add('a', {tokenStdin: true}, secret);
		const replace = (url: string) =>
			sandbox.run({...importing, replace: true}, JSON.stringify({name: 'a', url, secret: {from: 'keyring'}}));
		expect((await replace('https://host/other')).stderr).toBe('Imported “a”.\n');
		expect(sandbox.store.get('a').secret).toEqual({from: 'file'});
		expect(sandbox.credentials()).toContain(secret);
		expect((await replace('https://evil')).stderr).toContain(
			'Note: the saved key belonged to https://host and is deleted.',
		);
		expect(sandbox.store.get('a')).toEqual({name: 'a', url: 'https://evil'});
		expect(sandbox.credentials()).not.toContain('SECRET');
	});

	it('a command in an import is shown, and asked about', async () => {
		const text = JSON.stringify({
			name: 'a',
			url: 'https://a',
			secret: {from: 'command', command: ['rm', '-r f', '~']},
		});
		const shown = "“a” runs this command to get its key: rm '-r f' '~'\n";
		const alone = createSandbox();
		expect(await alone.run(importing, text)).toEqual({
			code: 2,
			stdout: '',
			stderr:
				`${shown}Error: A profile that runs a command is imported only with --yes.\n` +
				'Try: Read the command, then add --yes.\n',
		});
		expect(alone.store.list()).toEqual([]);
		expect((await alone.run({...importing, yes: true}, text)).stderr).toBe(`${shown}Imported “a”.\n`);
		expect(alone.store.list()).toHaveLength(1);

		const asked = createSandbox({answer: false});
		expect((await asked.run(importing, text)).stderr).toBe(
			`${shown}Import it, and run that whenever the key is needed? Nothing was imported.\n`,
		);
		expect(asked.store.list()).toEqual([]);
		const agreed = createSandbox({answer: true});
		expect((await agreed.run(importing, text)).code).toBe(0);
		expect(agreed.store.list()).toHaveLength(1);
	});

	it.each([
		['', 'Standard input is not valid JSON (line 1, column 1).'],
		['{"apiKey": sk-SECRET}', 'Standard input is not valid JSON (line 1, column 12).'],
		['7', 'Profile 1 of Standard input cannot be used: A profile is an object with a name and a url.'],
		[
			'[{"name":"a","url":"https://a"},{"name":"b"}]',
			'Profile 2 of Standard input cannot be used: url: This field is needed.',
		],
		['[{"name":"a","url":"h"},{"name":"a","url":"h"}]', 'Standard input has two profiles called “a”.'],
		[
			'{"name":"a","url":"https://me:SECRET@h"}',
			'Profile 1 of Standard input cannot be used: url: A user name or password must not be part of the URL.',
		],
	])('import says what is wrong with %j and quotes none of it', async (text, message) => {
		const sandbox = createSandbox();
		const {code, stderr} = await sandbox.run(importing, text);
		expect([code, stderr.split('\n')[0]]).toEqual([2, `Error: ${message}`]);
		expect(stderr).not.toContain('SECRET');
		expect(sandbox.store.list()).toEqual([]);
	});
});
