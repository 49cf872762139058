import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import {hostname} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {expect, onTestFinished, test} from 'vitest';
import {acquireLock, type LockFile} from '../../source/conversations/lock-file.ts';
import {temporaryFolder} from './samples.ts';

const now = new Date('2026-11-22T18:45:00Z');

test('is given to one at a time', () => {
	const path = temporaryLockPath();
	const lock = acquire(path);
	expect(acquireLock(path, now)).toEqual({
		holder: expect.objectContaining({pid: process.pid, host: hostname(), since: now.toISOString()}),
	});
	lock.release();
	expect(fs.existsSync(path)).toBe(false);
	acquire(path).release();
});

test('is readable by its owner alone', () => {
	const path = temporaryLockPath();
	acquire(path);
	expect(fs.statSync(path).mode & 0o777).toBe(0o600);
});

test('is respected while its process is stopped, however long that takes', async () => {
	const child = await startIdleProcess();
	const path = temporaryLockPath();
	fs.writeFileSync(path, JSON.stringify({pid: child.pid, host: hostname(), since: '2001-01-01T00:00:00Z'}));
	process.kill(child.pid, 'SIGSTOP');
	expect(acquireLock(path, now)).toMatchObject({holder: {pid: child.pid}});
});

test('is taken over from a process that was killed', async () => {
	const child = await startIdleProcess();
	const path = temporaryLockPath();
	fs.writeFileSync(path, JSON.stringify({pid: child.pid, host: hostname(), since: now.toISOString()}));
	await child.kill();
	expect(acquire(path).isHeld()).toBe(true);
	expect(fs.readdirSync(join(path, '..'))).toEqual(['chat.lock']);
});

test.runIf(process.platform === 'linux')('is taken over when another process has got its process id', () => {
	const path = temporaryLockPath();
	const holder = {pid: process.pid, host: hostname(), since: now.toISOString(), processStart: '1'};
	fs.writeFileSync(path, JSON.stringify(holder));
	expect(acquire(path).isHeld()).toBe(true);
});

test('is left to a process on another host, which nobody here can know', () => {
	const path = temporaryLockPath();
	const holder = {pid: 4_000_000, host: `not-${hostname()}`, since: now.toISOString()};
	fs.writeFileSync(path, JSON.stringify(holder));
	expect(acquireLock(path, now)).toMatchObject({holder});
});

test.each(['', '{"pid":', '{"pid":"x","host":3}', 'null'])('is taken over when it holds %j', content => {
	const path = temporaryLockPath();
	fs.writeFileSync(path, content);
	expect(acquire(path).isHeld()).toBe(true);
});

test('knows when it was taken away, and then leaves the file alone', () => {
	const path = temporaryLockPath();
	const lost = acquire(path);
	fs.rmSync(path);
	expect(lost.isHeld()).toBe(false);
	const current = acquire(path);
	lost.release();
	expect(current.isHeld()).toBe(true);
});

test('says why it cannot be made', () => {
	const file = temporaryLockPath();
	fs.writeFileSync(file, '');
	expect(() => acquireLock(join(file, 'below.lock'), now)).toThrow(
		expect.objectContaining({code: 'ENOTDIR'}),
	);
});

function temporaryLockPath(): string {
	return join(temporaryFolder(), 'chat.lock');
}

function acquire(path: string): LockFile {
	const attempt = acquireLock(path, now);
	if ('holder' in attempt) {
		throw new Error(`Held by ${attempt.holder.pid}.`);
	}

	return attempt.lock;
}

async function startIdleProcess(): Promise<{readonly pid: number; kill(): Promise<void>}> {
	const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {stdio: 'ignore'});
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	await once(child, 'spawn');
	return {
		pid: child.pid ?? 0,
		async kill() {
			child.kill('SIGKILL');
			await once(child, 'exit');
		},
	};
}
