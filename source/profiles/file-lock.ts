import {setTimeout} from 'node:timers/promises';
import {configError} from '../core/errors.ts';
import {errorCode} from './read-json-file.ts';
import {storageError} from './storage-error.ts';
import {ensureFolder} from './write-file.ts';

/** A lock whose holder has not refreshed it for this long belongs to a dead process and is taken over. */
const staleMs = 5000;
const longestWaitMs = 10_000;
const shortestPauseMs = 10;

/** What is locked: a file of ours, its folder, and its name in messages ("config"). */
export type Lockable = {readonly folder: string; readonly path: string; readonly what: string};

/**
 * Runs `action` while no other amlchat runs one on the same file. The action is synchronous, so that the lock is held
 * for milliseconds only.
 *
 * @throws ChatError `config` when others hold the lock for 10 s, `storage` when the folder cannot be written.
 */
export async function withFileLock<Result>(file: Lockable, action: () => Result): Promise<Result> {
	const release = await acquireLock(file);
	try {
		return action();
	} finally {
		// It is gone only when another process took it over; what had to be done is done.
		await release().catch(() => {});
	}
}

/** Tries until the lock is free. Only that is waited for: the package itself would retry after any error. */
async function acquireLock(file: Lockable): Promise<() => Promise<void>> {
	const {lock} = (await import('proper-lockfile')).default;
	const deadline = performance.now() + longestWaitMs;
	for (;;) {
		try {
			ensureFolder(file.folder);
			return await lock(file.path, {
				// The file may not exist yet, and the lock stands beside it, wherever a link leads.
				realpath: false,
				stale: staleMs,
				// Only a process that was stopped for seconds loses its lock; by default that would crash it.
				onCompromised: () => {},
			});
		} catch (error) {
			if (errorCode(error) !== 'ELOCKED') {
				throw storageError(file.what, file.folder, error);
			}

			if (performance.now() > deadline) {
				throw configError(
					`Another amlchat is saving the ${file.what} and does not finish.`,
					'Wait for it to end, then run the same command again.',
					error,
				);
			}
		}

		// At random, so that those who wait do not keep meeting.
		await setTimeout(shortestPauseMs * (1 + 3 * Math.random()));
	}
}
