import {randomBytes} from 'node:crypto';
import {
	closeSync,
	fchmodSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readdirSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import process from 'node:process';

const privateFileMode = 0o600;
const privateFolderMode = 0o700;

/** Creates the folder of our files, readable by its owner alone; one that is there stays as it is. */
export function ensureFolder(folder: string): void {
	mkdirSync(folder, {recursive: true, mode: privateFolderMode});
}

/**
 * Replaces a file as a whole, for its owner alone to read: whoever opens it finds the old text or the new one, also
 * after a crash. When it throws, the old file is untouched and the temporary one is gone.
 */
export function writeFileAtomically(path: string, text: string): void {
	const temporary = `${path}.tmp-${randomBytes(8).toString('hex')}`;
	try {
		writeNewFile(temporary, text);
		renameSync(temporary, path);
	} catch (error) {
		rmSync(temporary, {force: true});
		throw error;
	}

	syncFolder(dirname(path));
}

function writeNewFile(path: string, text: string): void {
	const descriptor = openSync(path, 'wx', privateFileMode);
	try {
		// The umask may have taken more than the group's rights.
		fchmodSync(descriptor, privateFileMode);
		// Unlike writeSync, this goes on after a short write, and so meets the error of a full disk.
		writeFileSync(descriptor, text);
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}

/** Removes temporary files that a killed process left beside this file. Call it while holding the file's lock. */
export function removeStaleTemporaries(path: string): void {
	const folder = dirname(path);
	const prefix = `${basename(path)}.tmp-`;
	for (const name of readdirSync(folder)) {
		if (name.startsWith(prefix) && /^[\da-f]{16}$/.test(name.slice(prefix.length))) {
			rmSync(join(folder, name), {force: true});
		}
	}
}

/** Makes a rename in this folder survive a power cut. */
export function syncFolder(folder: string): void {
	// Windows cannot open folders, and keeps renames by itself.
	if (process.platform === 'win32') {
		return;
	}

	const descriptor = openSync(folder, 'r');
	try {
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}
