import {closeSync, constants, fchmodSync, fstatSync, openSync, type Stats} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {configError} from '../core/errors.ts';
import {isObject} from '../core/json.ts';
import {withFileLock} from './file-lock.ts';
import {brokenFileError, errorCode, newerFileError, readJsonFile} from './read-json-file.ts';
import {storageError} from './storage-error.ts';
import type {Credential, Vault} from './vault.ts';
import {removeStaleTemporaries, writeFileAtomically} from './write-file.ts';

const credentialsVersion = 1;

type Credentials = {
	readonly version: number;
	readonly entries: ReadonlyMap<string, Credential>;
	/** The whole object, with keys that this version does not know. */
	readonly source: {readonly [key: string]: unknown};
};

/**
 * The secrets in `credentials.json`: mode 0600 from the moment it exists, replaced as a whole, under a lock. A file
 * that others can read is closed to them, and `notice` says so; a link or somebody else's file is refused.
 *
 * `{"version":1,"secrets":{"PROFILE":{"secret":"…","origin":"https://host"}}}`
 */
export function createCredentialsFile(folder: string, notice: (text: string) => void): Vault {
	const path = join(folder, 'credentials.json');

	async function update(change: (entries: Map<string, Credential>) => boolean): Promise<void> {
		await withFileLock({folder, path, what: 'credentials file'}, () => {
			const {version, entries, source} = readCredentials(path, notice);
			if (version > credentialsVersion) {
				throw newerFileError('credentials file', version);
			}

			const changed = new Map(entries);
			if (!change(changed)) {
				return;
			}

			const content = {...source, version: credentialsVersion, secrets: Object.fromEntries(changed)};
			try {
				removeStaleTemporaries(path);
				writeFileAtomically(path, `${JSON.stringify(content, undefined, '\t')}\n`);
			} catch (error) {
				throw storageError('credentials file', path, error);
			}
		});
	}

	return {
		get: async name => readCredentials(path, notice).entries.get(name),
		set: (name, credential) => update(entries => Boolean(entries.set(name, credential))),
		async delete(name) {
			// Without a lock first: most removals find no file, and must not make a folder for it.
			if (readCredentials(path, notice).entries.has(name)) {
				await update(entries => entries.delete(name));
			}
		},
	};
}

function readCredentials(path: string, notice: (text: string) => void): Credentials {
	const descriptor = openOwnFile(path);
	if (descriptor === undefined) {
		return {version: credentialsVersion, entries: new Map(), source: {}};
	}

	try {
		const status = fstatSync(descriptor);
		checkOwnership(status, path);
		if (process.platform !== 'win32' && (status.mode & 0o077) !== 0) {
			fchmodSync(descriptor, 0o600);
			notice(`Note: others could read ${path}; that is mended. Consider new keys.`);
		}

		return parseCredentials(readJsonFile(descriptor, path, 'credentials file'), path);
	} finally {
		closeSync(descriptor);
	}
}

/** Opens the file itself, never what a link leads to, and without waiting for a pipe's other end. */
function openOwnFile(path: string): number | undefined {
	try {
		return openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
	} catch (error) {
		switch (errorCode(error)) {
			case 'ENOENT':
				return undefined;
			case 'ELOOP':
			case 'EMLINK':
				throw refusal('is a symbolic link', path);
			default:
				throw configError(
					`The credentials file cannot be read (${errorCode(error)}).`,
					`Make ${path} a file that only you can read and write.`,
					error,
				);
		}
	}
}

function checkOwnership(status: Stats, path: string): void {
	if (!status.isFile()) {
		throw refusal('is not a file', path);
	}

	const user = process.geteuid?.();
	if (user !== undefined && status.uid !== user) {
		throw refusal('belongs to another user', path);
	}
}

function refusal(what: string, path: string) {
	return configError(
		`The credentials file ${what}, so it is not used.`,
		`Replace ${path} by a file of your own, or move it away.`,
	);
}

function parseCredentials(value: unknown, path: string): Credentials {
	const fail = (what: string) => brokenFileError(`The credentials file cannot be used: ${what}`, path);
	if (!isObject(value)) {
		throw fail('it does not hold an object.');
	}

	const source = new Map(Object.entries(value));
	const version = source.get('version') ?? credentialsVersion;
	if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
		throw fail('version: A whole number is wanted.');
	}

	const secrets = source.get('secrets') ?? {};
	if (!isObject(secrets)) {
		throw fail('secrets: An object is wanted.');
	}

	const entries = Object.entries(secrets).map(([name, entry]) => {
		if (!isCredential(entry)) {
			throw fail(`secrets.${name}: An object with secret and origin is wanted.`);
		}

		return [name, entry] as const;
	});
	return {version, entries: new Map(entries), source: value};
}

function isCredential(value: unknown): value is Credential {
	return isObject(value) && typeof value.secret === 'string' && typeof value.origin === 'string';
}
