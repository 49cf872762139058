import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {inspect} from 'node:util';
import {describe, expect, it} from 'vitest';
import type {ChatError} from '../../source/core/errors.ts';
import type {Keyring} from '../../source/profiles/keyring.ts';
import type {Profile, SecretSource} from '../../source/profiles/profile.ts';
import {createSecretStore, type SecretDependencies} from '../../source/profiles/secrets.ts';
import {temporaryFolder} from './temporary-folder.ts';

const secret = 'sk-SECRET-1234567890';
const file = {from: 'file'} as const;

function profileWith(source: SecretSource | undefined, changes: Partial<Profile> = {}): Profile {
	return {
		name: 'llama',
		url: 'https://host/v1',
		...(source === undefined ? {} : {secret: source}),
		...changes,
	};
}

function storeWith(changes: Partial<SecretDependencies> = {}) {
	const notices: string[] = [];
	const folder = temporaryFolder();
	const store = createSecretStore({folder, environment: {}, notice: text => notices.push(text), ...changes});
	return {folder, notices, store, path: join(folder, 'credentials.json')};
}

async function errorOf(promise: Promise<unknown>): Promise<ChatError> {
	const error = await promise.then(
		() => expect.unreachable(),
		(thrown: unknown) => thrown,
	);
	// With its cause, as -v would show it.
	expect(inspect(error)).not.toContain('SECRET');
	return error as ChatError;
}

describe('a secret in a file', () => {
	it('is saved for its owner alone, with a notice, and found again', async () => {
		const {store, notices, path, folder} = storeWith();
		await expect(store.save(profileWith(undefined), secret)).resolves.toEqual(file);
		expect(notices).toEqual([
			'Note: the key is saved in credentials.json, readable only by you: no system keyring here.',
		]);
		expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
			version: 1,
			secrets: {llama: {secret, origin: 'https://host'}},
		});
		if (process.platform !== 'win32') {
			expect(statSync(path).mode & 0o777).toBe(0o600);
		}

		await expect(store.resolve(profileWith(file))).resolves.toBe(secret);
		await expect(store.check(profileWith(file))).resolves.toBe('set');
		expect(readdirSync(folder)).toEqual(['credentials.json']);
	});

	it('goes to no other origin: not by another URL for this run, nor by another URL of the profile', async () => {
		const {store} = storeWith();
		await store.save(profileWith(undefined), secret);
		const elsewhere = ['https://host:8443/v1', 'http://localhost/v1', 'https://evil.host/v1'];
		for (const url of elsewhere) {
			const once = await errorOf(store.resolve(profileWith(file), {url}));
			expect(once.kind).toBe('auth');
			expect(once.message).toBe(`The key of “llama” belongs to https://host, not to ${new URL(url).origin}.`);
			expect(once.hint).toContain('--token-env VARIABLE');
			expect((await errorOf(store.resolve(profileWith(file, {url})))).kind).toBe('auth');
		}

		await expect(store.check(profileWith(file, {url: 'https://evil.host'}))).resolves.toBe('other-origin');
		await expect(store.resolve(profileWith(file), {url: 'https://host/score'})).resolves.toBe(secret);
	});

	it('moves with a rename, stays with a copy, and goes with a removal', async () => {
		const {store, path} = storeWith();
		const profile = profileWith(file);
		await store.save(profile, secret);
		await store.rename(profile, '__proto__');
		await expect(store.check(profile)).resolves.toBe('missing');
		const renamed = profileWith(file, {name: '__proto__'});
		await expect(store.resolve(renamed)).resolves.toBe(secret);
		await store.rename(renamed, '__proto__');
		await store.copy(renamed, 'toString');
		await expect(store.resolve(renamed)).resolves.toBe(secret);
		await expect(store.resolve(profileWith(file, {name: 'toString'}))).resolves.toBe(secret);
		await store.remove(renamed);
		await store.remove(profileWith(file, {name: 'toString'}));
		expect(readFileSync(path, 'utf8')).not.toContain('SECRET');
	});

	it('is asked for when it is not there, and no file is made for that', async () => {
		const {store, folder} = storeWith();
		const error = await errorOf(store.resolve(profileWith(file, {name: "it's"})));
		expect(error.kind).toBe('config');
		expect(error.message).toBe("No key is saved for “it's”.");
		expect(error.hint).toBe(
			"Give it one: amlchat profiles edit 'it'\\''s' --token-env VARIABLE (or --token-stdin)",
		);
		await store.remove(profileWith(file));
		expect(readdirSync(folder)).toEqual([]);
		expect((await errorOf(store.resolve(profileWith(undefined)))).message).toBe(
			'No key is saved for “llama”.',
		);
		await expect(store.check(profileWith(undefined))).resolves.toBeUndefined();
	});

	it('survives many saves at once', async () => {
		const {store, path} = storeWith();
		const names = Array.from({length: 20}, (_, index) => `p${index}`);
		await Promise.all(names.map(name => store.save(profileWith(undefined, {name}), `${secret}${name}`)));
		expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')).secrets).sort()).toEqual(names.sort());
	});

	it('keeps keys that it does not know, and leaves a file of a newer version alone', async () => {
		const {store, path} = storeWith();
		writeFileSync(path, '{"future":1,"secrets":{"a":{"secret":"x","origin":"https://h","later":2}}}', {
			mode: 0o600,
		});
		await store.save(profileWith(undefined), secret);
		expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
			future: 1,
			secrets: {a: {secret: 'x', origin: 'https://h', later: 2}, llama: {secret}},
		});
		const newer = JSON.stringify({version: 2, secrets: {llama: {secret, origin: 'https://host'}}});
		writeFileSync(path, newer);
		await expect(store.resolve(profileWith(file))).resolves.toBe(secret);
		const error = await errorOf(store.save(profileWith(undefined), 'other'));
		expect(error.message).toBe('This credentials file was written by a newer amlchat (2).');
		expect(readFileSync(path, 'utf8')).toBe(newer);
	});

	it.each([
		[
			'{"secrets":{"llama":{"secret":"sk-SECRET"',
			'The credentials file is not valid JSON (line 1, column 42).',
		],
		['[]', 'The credentials file cannot be used: it does not hold an object.'],
		['{"version":"x"}', 'The credentials file cannot be used: version: A whole number is wanted.'],
		['{"secrets":[]}', 'The credentials file cannot be used: secrets: An object is wanted.'],
		[
			'{"secrets":{"llama":"sk-SECRET"}}',
			'The credentials file cannot be used: secrets.llama: An object with secret and origin is wanted.',
		],
	])('is not looked for in a broken file, which stays as it is: %j', async (content, message) => {
		const {store, path} = storeWith();
		writeFileSync(path, content, {mode: 0o600});
		expect((await errorOf(store.resolve(profileWith(file)))).message).toBe(message);
		expect((await errorOf(store.save(profileWith(undefined), secret))).message).toBe(message);
		await expect(store.check(profileWith(file))).resolves.toBe('unreadable');
		expect(readFileSync(path, 'utf8')).toBe(content);
	});
});

describe.skipIf(process.platform === 'win32')('the credentials file', () => {
	it('is closed to others when they could read it, and that is said', async () => {
		const {store, path, notices} = storeWith();
		await store.save(profileWith(undefined), secret);
		notices.length = 0;
		chmodSync(path, 0o644);
		await expect(store.resolve(profileWith(file))).resolves.toBe(secret);
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(notices).toEqual([`Note: others could read ${path}; that is mended. Consider new keys.`]);
		await store.resolve(profileWith(file));
		expect(notices).toHaveLength(1);
	});

	it('is refused when it is a link, a folder or a pipe', async () => {
		const {store, path, folder} = storeWith();
		writeFileSync(join(folder, 'elsewhere'), '{}');
		symlinkSync(join(folder, 'elsewhere'), path);
		const error = await errorOf(store.resolve(profileWith(file)));
		expect(error.kind).toBe('config');
		expect(error.message).toBe('The credentials file is a symbolic link, so it is not used.');
		expect((await errorOf(store.save(profileWith(undefined), secret))).kind).toBe('config');
		expect(readFileSync(join(folder, 'elsewhere'), 'utf8')).toBe('{}');

		const other = storeWith();
		mkdirSync(other.path);
		expect((await errorOf(other.store.resolve(profileWith(file)))).message).toBe(
			'The credentials file is not a file, so it is not used.',
		);
	});
});

describe('a secret in a variable', () => {
	const profile = profileWith({from: 'env', name: 'LLAMA_KEY'});

	it('is read when it is used', async () => {
		const {store} = storeWith({environment: {LLAMA_KEY: `Bearer ${secret}\n`}});
		await expect(store.resolve(profile)).resolves.toBe(secret);
		await expect(store.check(profile)).resolves.toBe('set');
		expect((await errorOf(store.resolve(profile, {url: 'https://evil.host'}))).kind).toBe('auth');
	});

	it.each([{}, {LLAMA_KEY: ''}])(
		'is a config error that names the variable when it is not set: %j',
		async environment => {
			const {store} = storeWith({environment});
			const error = await errorOf(store.resolve(profile));
			expect(error.kind).toBe('config');
			expect(error.message).toBe('The variable LLAMA_KEY with the key of “llama” is not set.');
			expect(error.hint).toContain('export LLAMA_KEY=');
			await expect(store.check(profile)).resolves.toBe('missing');
		},
	);

	it('is not quoted when it cannot be a key', async () => {
		const {store} = storeWith({environment: {LLAMA_KEY: 'sk-SECRET\nsecond line'}});
		const error = await errorOf(store.resolve(profile));
		expect(error.message).toBe('The key of “llama” cannot be used (variable LLAMA_KEY).');
	});
});

describe('a secret from a command', () => {
	const withScript = (script: string) =>
		profileWith({from: 'command', command: [process.execPath, '-e', script]});

	it('is the first line of its standard output', async () => {
		const {store} = storeWith();
		const script = `console.log("${secret}\\nsecond"); console.error("noise")`;
		await expect(store.resolve(withScript(script))).resolves.toBe(secret);
		await expect(store.check(withScript(script))).resolves.toBe('unchecked');
	});

	it('is run without a shell', async () => {
		const {store} = storeWith();
		const command = [process.execPath, '-p', 'process.argv[1]', '$HOME;`id`'];
		await expect(store.resolve(profileWith({from: 'command', command}))).resolves.toBe('$HOME;`id`');
	});

	it('is told that nothing comes on standard input', async () => {
		const {store} = storeWith();
		const script = 'process.stdin.resume().on("end", () => console.log("key-after-end"))';
		await expect(store.resolve(withScript(script))).resolves.toBe('key-after-end');
	});

	it.each([
		[
			'process.stdout.write("sk-SEC" + "RET"); process.exit(3)',
			/^The token command “.*” failed \(exit code 3\)\.$/,
		],
		['console.log("sk-SEC" + "RET-".repeat(50_000))', /printed far more than a key/],
		['console.log("")', /^The key of “llama” cannot be used/],
	])('shows nothing of the output when it fails: %s', async (script, message) => {
		const {store} = storeWith();
		const error = await errorOf(store.resolve(withScript(script)));
		expect(error.kind).toBe('config');
		expect(error.message).toMatch(message);
		expect(error.cause).toBeUndefined();
	});

	it('is not waited for without end', async () => {
		const {store} = storeWith({timeoutMs: 200});
		const error = await errorOf(store.resolve(withScript('setInterval(() => {}, 1000)')));
		expect(error.message).toContain('did not finish within 0.2 s');
	});

	it('ends when the user stops the program', async () => {
		const {store} = storeWith();
		const controller = new AbortController();
		const promise = store.resolve(withScript('setInterval(() => {}, 1000)'), {signal: controller.signal});
		const reason = new Error('stopped');
		controller.abort(reason);
		await expect(promise).rejects.toBe(reason);
	});

	it('says when there is no such program', async () => {
		const {store} = storeWith();
		const error = await errorOf(
			store.resolve(profileWith({from: 'command', command: ['no-such-program-here']})),
		);
		expect(error.message).toBe('The token command “no-such-program-here” was not found.');
		expect(error.hint).toBe('Run it by itself: no-such-program-here');
	});
});

describe('a secret in the keyring', () => {
	const profile = profileWith({from: 'keyring'});

	function memoryKeyring(): {readonly keyring: Keyring; readonly entries: Map<string, string>} {
		const entries = new Map<string, string>();
		const keyring: Keyring = {
			get: async name => entries.get(name),
			set: async (name, value) => void entries.set(name, value),
			delete: async name => void entries.delete(name),
		};
		return {keyring, entries};
	}

	it('is saved there and nowhere else, with its origin', async () => {
		const {keyring, entries} = memoryKeyring();
		const {store, folder, notices} = storeWith({loadKeyring: async () => keyring});
		await expect(store.save(profile, secret)).resolves.toEqual({from: 'keyring'});
		expect(notices).toEqual([]);
		expect(readdirSync(folder)).toEqual([]);
		await expect(store.resolve(profile)).resolves.toBe(secret);
		expect((await errorOf(store.resolve({...profile, url: 'https://evil.host'}))).kind).toBe('auth');
		await store.rename(profile, 'new');
		expect([...entries.keys()]).toEqual(['new']);
		await store.remove({...profile, name: 'new'});
		expect(entries.size).toBe(0);
	});

	it('goes to the file, with a notice, when the keyring does not work', async () => {
		const failing = () => Promise.reject(new Error(`locked while storing ${secret}`));
		const keyring: Keyring = {get: failing, set: failing, delete: failing};
		const {store, notices} = storeWith({loadKeyring: async () => keyring});
		await expect(store.save(profile, secret)).resolves.toEqual(file);
		expect(notices).toEqual([
			"Note: the key is saved in credentials.json, readable only by you: the system's keyring cannot be used.",
		]);
		expect((await errorOf(store.resolve(profile))).message).toBe("The system's keyring cannot be used.");
		await expect(store.check(profile)).resolves.toBe('unreadable');
	});

	it('is not waited for without end', async () => {
		const never = () => new Promise<never>(() => {});
		const keyring: Keyring = {get: never, set: never, delete: never};
		const {store} = storeWith({loadKeyring: async () => keyring, timeoutMs: 10});
		expect((await errorOf(store.resolve(profile))).message).toBe(
			"The system's keyring did not answer within 0.01 s.",
		);
	});

	it('cannot be used where there is none, nor when somebody else wrote the entry', async () => {
		const {store} = storeWith();
		expect((await errorOf(store.resolve(profile))).message).toBe(
			"The key of “llama” is in the system's keyring, and there is none here.",
		);
		const {keyring, entries} = memoryKeyring();
		entries.set('llama', secret);
		const foreign = storeWith({loadKeyring: async () => keyring});
		expect((await errorOf(foreign.store.resolve(profile))).message).toBe(
			"The keyring's entry for “llama” was not saved by amlchat.",
		);
	});
});
