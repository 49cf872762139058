import {execFile, spawn} from 'node:child_process';
import {
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {promisify} from 'node:util';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createProfileStore} from '../../source/profiles/profile-store.ts';
import {profiles} from './arbitraries.ts';
import {temporaryFolder} from './temporary-folder.ts';

const run = promisify(execFile);
const script = join(import.meta.dirname, 'fixtures', 'save-profiles.ts');
const a = {name: 'a', url: 'https://a.example'};
const b = {name: 'b', url: 'https://b.example'};

function permissions(path: string): string {
	return (statSync(path).mode & 0o777).toString(8);
}

describe('the profile store', () => {
	it('makes the first profile the default, and the first one left when the default goes', async () => {
		const store = createProfileStore({folder: temporaryFolder()});
		expect(store.getDefault()).toBeUndefined();
		await store.add(a);
		await store.add(b);
		expect(store.getDefault()).toEqual(a);
		await store.setDefault('b');
		expect(store.getDefault()).toEqual(b);
		expect((await store.remove('b')).default).toBe('a');
		await store.remove('a');
		expect(store.read()).toEqual({version: 1, profiles: [], preferences: {}});
	});

	it('renames in place and takes the default along', async () => {
		const store = createProfileStore({folder: temporaryFolder()});
		await store.addAll([a, b]);
		const config = await store.rename('a', '__proto__');
		expect(config.default).toBe('__proto__');
		expect(store.list().map(profile => profile.name)).toEqual(['__proto__', 'b']);
		await store.copy('__proto__', 'c');
		expect(store.get('c')).toEqual({...a, name: 'c'});
	});

	it('refuses a name that is taken, missing or not allowed, and changes nothing', async () => {
		const folder = temporaryFolder();
		const store = createProfileStore({folder});
		await store.addAll([a, {...b, name: 'prod'}]);
		const before = readFileSync(join(folder, 'config.json'));
		await expect(store.add(a)).rejects.toThrow('There is already a profile called “a”.');
		await expect(store.addAll([b, a])).rejects.toThrow('There is already a profile called “a”.');
		await expect(store.rename('a', 'prod')).rejects.toThrow('There is already a profile called “prod”.');
		await expect(store.copy('a', 'a')).rejects.toThrow('There is already a profile called “a”.');
		await expect(store.rename('a', '-x')).rejects.toThrow('name: A name does not start with a dash.');
		await expect(store.remove('toString')).rejects.toThrow('There is no profile called “toString”.');
		await expect(store.setDefault('prof')).rejects.toMatchObject({
			kind: 'config',
			hint: 'Did you mean “prod”? See all: amlchat profiles list',
		});
		expect(readFileSync(join(folder, 'config.json')).equals(before)).toBe(true);
	});

	it('says so when the default names a profile that does not exist', () => {
		const folder = temporaryFolder();
		writeFileSync(join(folder, 'config.json'), JSON.stringify({default: 'gone', profiles: [a]}));
		const store = createProfileStore({folder});
		expect(() => store.getDefault()).toThrow('The default profile “gone” does not exist.');
	});

	it('replaces existing profiles in their place when asked to', async () => {
		const store = createProfileStore({folder: temporaryFolder()});
		await store.addAll([a, b]);
		await store.addAll(
			[
				{...a, model: 'm'},
				{...b, name: 'c'},
			],
			{shouldReplace: true},
		);
		expect(store.list()).toEqual([{...a, model: 'm'}, b, {...b, name: 'c'}]);
	});

	it('keeps whatever profile it is given, through the disk and back', async () => {
		const folder = temporaryFolder();
		const store = createProfileStore({folder});
		const unique = fc.uniqueArray(profiles, {maxLength: 5, selector: profile => profile.name});
		await fc.assert(
			fc.asyncProperty(unique, async list => {
				writeFileSync(join(folder, 'config.json'), '{}');
				await store.addAll(list);
				expect(JSON.stringify(store.list())).toBe(JSON.stringify(list));
			}),
			{numRuns: 50},
		);
	});

	it('keeps keys that it does not know, at every level', async () => {
		const folder = temporaryFolder();
		const path = join(folder, 'config.json');
		writeFileSync(
			path,
			'{"future":{"__proto__":1},"__proto__":{"x":2},"preferences":{"theme":"dark"},' +
				'"profiles":[{"name":"a","url":"https://a","later":[1],"auth":{"type":"key","later":true}}]}',
		);
		const store = createProfileStore({folder});
		await store.edit('a', profile => ({...profile, model: 'm'}));
		await store.setPreference('keys', 'vi');
		await store.setPreference('theme', undefined);
		expect(readFileSync(path, 'utf8').replaceAll(/\s/g, '')).toBe(
			'{"version":1,"future":{"__proto__":1},"__proto__":{"x":2},"preferences":{"keys":"vi"},' +
				'"profiles":[{"name":"a","url":"https://a","later":[1],"auth":{"type":"key","later":true},"model":"m"}]}',
		);
	});

	it('does not write a config of a newer version', async () => {
		const folder = temporaryFolder();
		const path = join(folder, 'config.json');
		const text = JSON.stringify({version: 2, profiles: [a]});
		writeFileSync(path, text);
		const store = createProfileStore({folder});
		await expect(store.add(b)).rejects.toMatchObject({
			kind: 'config',
			message: 'This config was written by a newer amlchat (2).',
			hint: 'Update amlchat, or set AMLCHAT_HOME to another folder.',
		});
		expect(store.list()).toEqual([a]);
		expect(() => store.get('c')).toThrow('There is no profile called “c”.');
		expect(readFileSync(path, 'utf8')).toBe(text);
	});

	it('follows a symbolic link to the file it leads to, and keeps the link', async () => {
		const folder = temporaryFolder();
		const target = join(temporaryFolder(), 'dotfiles.json');
		writeFileSync(target, '{}');
		symlinkSync(target, join(folder, 'config.json'));
		await createProfileStore({folder}).add(a);
		expect(lstatSync(join(folder, 'config.json')).isSymbolicLink()).toBe(true);
		expect(JSON.parse(readFileSync(target, 'utf8')).profiles).toEqual([a]);
	});

	it('reports a folder that cannot be written as a storage error, at once', async () => {
		const folder = temporaryFolder();
		writeFileSync(join(folder, 'file'), '');
		const store = createProfileStore({folder: join(folder, 'file', 'below')});
		// A file where a folder should be: found while reading, found again while locking.
		await expect(store.add(a)).rejects.toMatchObject({kind: 'storage'});
	});
});

describe.skipIf(process.platform === 'win32')('the file modes', () => {
	it.each([0o000, 0o077])('are private under umask %i', async umask => {
		const folder = join(temporaryFolder(), 'new', 'folder');
		// The umask belongs to the whole process, so a process of its own has it.
		const child = `umask ${umask.toString(8)} && exec "$0" "$@"`;
		await run('sh', ['-c', child, process.execPath, script, folder, 'p', '1']);
		expect(permissions(folder)).toBe('700');
		expect(permissions(join(folder, 'config.json'))).toBe('600');
		expect(readdirSync(folder)).toEqual(['config.json']);
	});
});

describe('several processes', () => {
	it('keep every profile that any of them added', {timeout: 60_000}, async () => {
		const folder = temporaryFolder();
		const prefixes = ['a', 'b', 'c', 'd'];
		await Promise.all(prefixes.map(prefix => run(process.execPath, [script, folder, prefix, '25'])));
		const names = createProfileStore({folder})
			.list()
			.map(profile => profile.name);
		expect(new Set(names).size).toBe(100);
		expect(readdirSync(folder)).toEqual(['config.json']);
	});

	it('that are killed while saving leave whole files, and nothing that was saved is lost', {
		timeout: 60_000,
	}, async () => {
		const folder = temporaryFolder();
		const store = createProfileStore({folder});
		const saved: string[] = [];
		for (const [round, killAfter] of [1, 4, 9].entries()) {
			const child = spawn(process.execPath, [script, folder, `r${round}-`, '1000', '2000'], {
				stdio: ['ignore', 'pipe', 'inherit'],
			});
			let count = 0;
			for await (const line of createInterface({input: child.stdout})) {
				saved.push(line);
				count += 1;
				if (count === killAfter) {
					child.kill('SIGKILL');
				}
			}

			const names = new Set(store.list().map(profile => profile.name));
			expect(saved.filter(name => !names.has(name))).toEqual([]);
			expireLock(folder);
		}

		await store.add(a);
		expect(readdirSync(folder)).toEqual(['config.json']);
	});

	it('take over the lock of one that died, and clear away what it left', async () => {
		const folder = temporaryFolder();
		mkdirSync(join(folder, 'config.json.lock'));
		expireLock(folder);
		const leftovers = ['config.json.tmp-1234567890abcdef', 'config.json.tmp-0000000000000000'];
		for (const name of [...leftovers, 'config.json.tmp-mine']) {
			writeFileSync(join(folder, name), '{');
		}

		await createProfileStore({folder}).add(a);
		expect(readdirSync(folder).sort()).toEqual(['config.json', 'config.json.tmp-mine']);
	});

	it.skipIf(process.platform === 'win32')(
		'keep the old file when the disk takes only a part of the new one',
		async () => {
			const folder = temporaryFolder();
			await createProfileStore({folder}).add(a);
			const before = readFileSync(join(folder, 'config.json'));
			// A limit on the size of files gives the same short write as a full disk.
			const child = 'ulimit -f 8 && exec "$0" "$@"';
			const failed = run('sh', ['-c', child, process.execPath, script, folder, 'big', '1', '60000']);
			await expect(failed).rejects.toMatchObject({
				stderr: expect.stringContaining('The config was not saved'),
			});
			expect(readFileSync(join(folder, 'config.json')).equals(before)).toBe(true);
			expect(readdirSync(folder)).toEqual(['config.json']);
		},
	);
});

/** Makes a lock that a killed process left look as old as it would be a minute later. */
function expireLock(folder: string): void {
	const lock = join(folder, 'config.json.lock');
	if (existsSync(lock)) {
		const minuteAgo = new Date(Date.now() - 60_000);
		utimesSync(lock, minuteAgo, minuteAgo);
	}
}
