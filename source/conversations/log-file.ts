import fs from 'node:fs';
import {dirname} from 'node:path';
import {ChatError, usageError} from '../core/errors.ts';
import {isFileAt} from './descriptors.ts';
import {acquireLock, type LockFile} from './lock-file.ts';
import {errorCode} from './storage-error.ts';
import {repairTornTail} from './torn-tail.ts';

/** The file of one conversation, with one writer: this. The methods throw file system errors and ChatErrors. */
export type LogFile = {
	/** Makes sure that the file is there and ours; before every prompt, for what is saved elsewhere is lost. */
	open(): void;
	/** Appends in one system call, and says how many of the bytes it took. */
	write(bytes: Buffer): number;
	/** Returns when everything written is on the disk itself. */
	sync(): void;
	/** Gives the conversation to the next writer. */
	close(): void;
};

/** A file that does not exist before its first `open`; its folder need not either. */
export function createLogFile(path: string, now: () => Date): LogFile {
	return createFile(path, () => {
		fs.mkdirSync(dirname(path), {recursive: true, mode: 0o700});
		return underLock(path, now(), () => {
			// Exclusive: whatever the odds, two conversations never share a file.
			const descriptor = fs.openSync(path, 'ax', 0o600);
			syncFolder(dirname(path));
			return descriptor;
		});
	});
}

/** Opens a file that exists to continue it, its last line made whole. The lock is held from here on. */
export function openLogFile(path: string, now: () => Date): LogFile {
	const connection = underLock(path, now(), () => {
		repairTornTail(path);
		return fs.openSync(path, fs.constants.O_WRONLY | fs.constants.O_APPEND);
	});
	return createFile(path, () => connection, connection);
}

/** Where the lock of a conversation's file is. */
export function lockPath(path: string): string {
	return path.replace(/\.jsonl$/, '.lock');
}

type Connection = {readonly descriptor: number; readonly lock: LockFile};

function createFile(path: string, connect: () => Connection, opened?: Connection): LogFile {
	let connection = opened;
	let isClosed = false;

	function connected(): Connection {
		if (isClosed) {
			throw new Error('The conversation log was used after it was closed.');
		}

		connection ??= connect();
		return connection;
	}

	return {
		open() {
			const {descriptor, lock} = connected();
			if (!lock.isHeld() || !isFileAt(path, descriptor)) {
				throw new ChatError('storage', `The file of this chat was moved, deleted or taken over (${path}).`, {
					hint: 'Start a new chat: amlchat',
					why: 'Nothing that follows here is saved.',
				});
			}
		},

		write(bytes) {
			return fs.writeSync(connected().descriptor, bytes);
		},

		sync() {
			fs.fsyncSync(connected().descriptor);
		},

		close() {
			isClosed = true;
			if (connection === undefined) {
				return;
			}

			const {descriptor, lock} = connection;
			connection = undefined;
			lock.release();
			fs.closeSync(descriptor);
		},
	};
}

function underLock(path: string, now: Date, open: () => number): Connection {
	const attempt = acquireLock(lockPath(path), now);
	if ('holder' in attempt) {
		throw openElsewhere(attempt.holder.pid, attempt.holder.host, lockPath(path));
	}

	const {lock} = attempt;
	try {
		return {descriptor: open(), lock};
	} catch (thrown) {
		lock.release();
		throw thrown;
	}
}

function openElsewhere(pid: number, host: string, lock: string): ChatError {
	return usageError(
		`This chat is open in another window (process ${pid} on ${host}).`,
		`Close it there. If no amlchat runs there any more: rm '${lock}'`,
	);
}

/** Makes a new file's name durable; where a folder cannot be synced (Windows), its file's own sync has to do. */
function syncFolder(folder: string): void {
	let descriptor: number | undefined;
	try {
		descriptor = fs.openSync(folder, 'r');
		fs.fsyncSync(descriptor);
	} catch (thrown) {
		if (errorCode(thrown) === undefined) {
			throw thrown;
		}
	} finally {
		if (descriptor !== undefined) {
			fs.closeSync(descriptor);
		}
	}
}
