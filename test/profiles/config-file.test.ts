import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {ChatError} from '../../source/core/errors.ts';
import {readConfigFile} from '../../source/profiles/config-file.ts';
import {createProfileStore} from '../../source/profiles/profile-store.ts';
import {temporaryFolder} from './temporary-folder.ts';

const config = {
	version: 1,
	default: 'b ä',
	profiles: [
		{name: '__proto__', url: 'https://host/v1', parameters: {['__proto__']: 1}},
		{name: 'b ä', url: 'https://other:8443', secret: {from: 'env', name: 'KEY'}},
	],
	preferences: {theme: 'dark'},
};

function folderWith(content: string | Uint8Array): string {
	const folder = temporaryFolder();
	writeFileSync(join(folder, 'config.json'), content);
	return folder;
}

function errorOf(action: () => unknown): ChatError {
	try {
		action();
	} catch (error) {
		expect(error).toBeInstanceOf(ChatError);
		return error as ChatError;
	}

	throw new Error('It did not fail.');
}

describe('reading config.json', () => {
	it('takes a missing file as an empty config and does not create it', () => {
		const folder = join(temporaryFolder(), 'not', 'there');
		expect(readConfigFile(folder).config).toEqual({version: 1, profiles: [], preferences: {}});
		expect(() => readFileSync(folder)).toThrow('ENOENT');
	});

	it('reads profiles, the default and preferences', () => {
		const read = readConfigFile(folderWith(`\uFEFF${JSON.stringify(config)}`)).config;
		expect(read.profiles.map(profile => profile.name)).toEqual(['__proto__', 'b ä']);
		expect(read.default).toBe('b ä');
		expect(read.preferences).toEqual({theme: 'dark'});
	});

	it.each([
		['', 'The config file is not valid JSON (line 1, column 1).'],
		['{\n  "profiles": [\n  ],,\n}', 'The config file is not valid JSON (line 3, column 5).'],
		['null', 'The config file cannot be used: it does not hold an object.'],
		['[]', 'The config file cannot be used: it does not hold an object.'],
		['42', 'The config file cannot be used: it does not hold an object.'],
		['{"version":"1"}', 'The config file cannot be used: version: A whole number is wanted.'],
		['{"version":0}', 'The config file cannot be used: version: A whole number is wanted.'],
		['{"profiles":{}}', 'The config file cannot be used: profiles: A list is wanted.'],
		['{"default":1}', 'The config file cannot be used: default: The name of a profile is wanted.'],
		['{"preferences":[]}', 'The config file cannot be used: preferences: An object is wanted.'],
		[
			'{"profiles":[{"name":"a","url":"https://h","auth":{"type":"x"}}]}',
			'The config file cannot be used: profiles[0].auth.type: One of key, api-key, entra, aml-token, none is wanted.',
		],
		[
			'{"profiles":[7]}',
			'The config file cannot be used: profiles[0]: A profile is an object with a name and a url.',
		],
		[
			'{"profiles":[{"name":"a","url":"h"},{"name":"a","url":"h"}]}',
			'The config file cannot be used: profiles[1].name: Another profile has this name.',
		],
	])('says what is wrong with %j', (content, message) => {
		const folder = folderWith(content);
		const error = errorOf(() => readConfigFile(folder));
		expect(error.kind).toBe('config');
		expect(error.message).toBe(message);
		expect(error.hint).toContain(join(folder, 'config.json'));
	});

	it('never quotes the file', () => {
		const error = errorOf(() => readConfigFile(folderWith('{"profiles":[{"key": sk-SECRET1}]}')));
		expect(`${error.message}${error.hint}${error.why ?? ''}${String(error.cause)}`).not.toContain('SECRET');
	});

	it('refuses text that is not UTF-8, and a folder in its place', () => {
		const folder = folderWith(Uint8Array.of(0x7b, 0xff, 0x7d));
		expect(errorOf(() => readConfigFile(folder)).message).toBe('The config file is not UTF-8 text.');
		const other = temporaryFolder();
		mkdirSync(join(other, 'config.json'));
		expect(errorOf(() => readConfigFile(other)).message).toBe('The config file cannot be read (EISDIR).');
	});

	it('reads what a newer version wrote, without the profiles that it cannot understand', () => {
		const newer = {
			version: 3,
			profiles: [...config.profiles, {name: 'c', url: 'https://h', api: 'responses'}],
		};
		const folder = folderWith(JSON.stringify(newer));
		const read = readConfigFile(folder).config;
		expect(read.version).toBe(3);
		expect(read.profiles.map(profile => profile.name)).toEqual(['__proto__', 'b ä']);
	});
});

describe('a damaged config.json', () => {
	const bytes = Buffer.from(JSON.stringify(config, undefined, '\t'));

	it('cut at any byte stops reading and saving, and stays as it is', async () => {
		const folder = temporaryFolder();
		const path = join(folder, 'config.json');
		const store = createProfileStore({folder});
		for (let length = 0; length < bytes.length; length++) {
			const cut = bytes.subarray(0, length);
			writeFileSync(path, cut);
			expect(errorOf(() => store.read()).kind).toBe('config');
			await expect(store.add({name: 'new', url: 'https://h'})).rejects.toMatchObject({kind: 'config'});
			expect(readFileSync(path).equals(cut), `cut at ${length}`).toBe(true);
		}
	});

	it('with any byte flipped is read or refused, never reset', () => {
		const folder = temporaryFolder();
		const path = join(folder, 'config.json');
		for (let offset = 0; offset < bytes.length; offset++) {
			for (const mask of [0x01, 0x20, 0x80]) {
				const flipped = Buffer.from(bytes);
				flipped[offset] = (flipped[offset] ?? 0) ^ mask;
				writeFileSync(path, flipped);
				try {
					expect(readConfigFile(folder).source).not.toEqual({});
				} catch (error) {
					expect((error as ChatError).kind).toBe('config');
				}

				expect(readFileSync(path).equals(flipped)).toBe(true);
			}
		}
	});
});
