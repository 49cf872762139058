/*
 * A lock file holds its owner's process id, host and start time. It is ours from the moment the exclusive creation
 * succeeds, needs no timer to stay so, and outlives its owner only in a kill -9, after which the next one sees that
 * the process is gone. A lock that expires by age would be lost by a chat that is stopped with Ctrl+Z for a while.
 */
import {randomUUID} from 'node:crypto';
import fs from 'node:fs';
import {hostname} from 'node:os';
import process from 'node:process';
import {isObject, parseJson} from '../core/json.ts';
import {errorCode} from './storage-error.ts';

/** Who has a lock. */
export type LockHolder = {readonly pid: number; readonly host: string; readonly since: string};

/** A lock that is ours. */
export type LockFile = {
	/** Whether the file is still there and still ours: somebody may have deleted it by hand. */
	isHeld(): boolean;
	release(): void;
};

export type LockAttempt = {readonly lock: LockFile} | {readonly holder: LockHolder};

/**
 * Takes the lock, or says who has it; never waits. A lock whose owner runs no more is taken over; of a process on
 * another host that cannot be known, so its lock stands until the file is deleted.
 *
 * @throws File system errors.
 */
export function acquireLock(path: string, now: Date): LockAttempt {
	const content = JSON.stringify({
		pid: process.pid,
		host: hostname(),
		since: now.toISOString(),
		processStart: processStart(process.pid) ?? null,
		token: randomUUID(),
	});
	// Each failed try means that somebody else moved on in between, so a few are enough.
	for (let triesLeft = 5; triesLeft > 0; triesLeft--) {
		if (createExclusively(path, content)) {
			return {lock: createLock(path, content)};
		}

		const found = readIfThere(path);
		const holder = found === undefined ? undefined : parseHolder(found);
		if (holder !== undefined && isRunning(holder)) {
			return {holder};
		}

		if (found !== undefined) {
			removeStale(path, found);
		}
	}

	throw Object.assign(new Error('The lock file keeps changing.'), {code: 'EBUSY'});
}

function createLock(path: string, content: string): LockFile {
	function isHeld(): boolean {
		return readIfThere(path) === content;
	}

	return {
		isHeld,
		release() {
			if (isHeld()) {
				fs.rmSync(path, {force: true});
			}
		},
	};
}

function createExclusively(path: string, content: string): boolean {
	let descriptor: number;
	try {
		descriptor = fs.openSync(path, 'wx', 0o600);
	} catch (thrown) {
		if (errorCode(thrown) === 'EEXIST') {
			return false;
		}

		throw thrown;
	}

	try {
		fs.writeFileSync(descriptor, content);
		return true;
	} catch (thrown) {
		fs.rmSync(path, {force: true});
		throw thrown;
	} finally {
		fs.closeSync(descriptor);
	}
}

/**
 * Moves a stale lock out of the way before deleting it: of several that saw it, only one can move it. Whoever moves
 * the new lock of a faster one puts it back.
 */
function removeStale(path: string, content: string): void {
	const moved = `${path}.${process.pid}`;
	try {
		fs.renameSync(path, moved);
		if (fs.readFileSync(moved, 'utf8') !== content) {
			fs.linkSync(moved, path);
		}
	} catch (thrown) {
		const code = errorCode(thrown);
		if (code !== 'ENOENT' && code !== 'EEXIST') {
			throw thrown;
		}
	} finally {
		fs.rmSync(moved, {force: true});
	}
}

function readIfThere(path: string): string | undefined {
	try {
		return fs.readFileSync(path, 'utf8');
	} catch (thrown) {
		if (errorCode(thrown) === 'ENOENT') {
			return undefined;
		}

		throw thrown;
	}
}

type StoredHolder = LockHolder & {readonly processStart: string | null};

/** Undefined for a file that somebody was killed while writing. */
function parseHolder(content: string): StoredHolder | undefined {
	const value = parseJson(content)?.value;
	if (!isObject(value) || !Number.isSafeInteger(value.pid) || typeof value.host !== 'string') {
		return undefined;
	}

	return {
		pid: Number(value.pid),
		host: value.host,
		since: typeof value.since === 'string' ? value.since : '',
		processStart: typeof value.processStart === 'string' ? value.processStart : null,
	};
}

function isRunning({pid, host, processStart: start}: StoredHolder): boolean {
	if (host !== hostname()) {
		return true;
	}

	try {
		process.kill(pid, 0);
	} catch (thrown) {
		// EPERM: it runs, as another user.
		return errorCode(thrown) === 'EPERM';
	}

	const current = processStart(pid);
	return start === null || current === undefined || current === start;
}

/**
 * When a process started, in clock ticks since boot, so that a process id that was given out again is told from the
 * first one whatever the wall clock does. Undefined where there is no `/proc`; `gone` for a zombie.
 *
 * @see proc_pid_stat(5): the fields after the command in parentheses are the state (3) … the start time (22).
 */
function processStart(pid: number): string | undefined {
	let stat: string;
	try {
		stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
	} catch {
		return undefined;
	}

	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return fields[0] === 'Z' ? 'gone' : fields[19];
}
