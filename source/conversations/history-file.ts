import fs from 'node:fs';
import process from 'node:process';
import {parseJson} from '../core/json.ts';
import {isFileAt, readRange} from './descriptors.ts';
import {compactAbovePrompts, keptPrompts, maxHistoryBytes} from './limits.ts';
import {acquireLock} from './lock-file.ts';
import {errorCode} from './storage-error.ts';

/** What the file holds: its prompts, the oldest first, and whether it has grown so long that it should be shortened. */
export type StoredPrompts = {readonly prompts: readonly string[]; readonly isLong: boolean};

/** Reads the file; lines that are no JSON string are skipped, and no file is no prompts. */
export function readPrompts(path: string): StoredPrompts {
	let descriptor: number;
	try {
		descriptor = fs.openSync(path, 'r');
	} catch (thrown) {
		if (errorCode(thrown) === 'ENOENT') {
			return {prompts: [], isLong: false};
		}

		throw thrown;
	}

	try {
		const {bytes, start} = readEnd(descriptor);
		const prompts = parsePrompts(bytes);
		return {prompts, isLong: start > 0 || prompts.length > compactAbovePrompts};
	} finally {
		fs.closeSync(descriptor);
	}
}

/** The newest prompts, the oldest of them first; the same one several times in a row counts once. */
export function newestPrompts(prompts: readonly string[]): readonly string[] {
	return prompts.filter((prompt, index) => prompt !== prompts[index - 1]).slice(-keptPrompts);
}

/**
 * Adds a prompt in one system call, so that what several programs add at once never mixes.
 *
 * @throws File system errors.
 */
export function appendPrompt(path: string, prompt: string): void {
	const line = `${JSON.stringify(prompt)}\n`;
	let isThere = false;
	// Once more where another program put a shortened file in the place of the one that was written to.
	for (let triesLeft = 3; triesLeft > 0 && !isThere; triesLeft--) {
		const descriptor = fs.openSync(path, 'a+', 0o600);
		try {
			writeWhole(descriptor, endsInsideLine(descriptor) ? `\n${line}` : line);
			isThere = isFileAt(path, descriptor);
		} finally {
			fs.closeSync(descriptor);
		}
	}
}

/**
 * Replaces the file by one that holds the newest prompts alone, in one step. Left to another time while another
 * program is at it. What is added meanwhile is not lost: either it is carried over here, or whoever added it sees
 * that the file was replaced.
 *
 * @throws File system errors.
 */
export function compactPrompts(path: string, now: Date): void {
	const attempt = acquireLock(`${path}.lock`, now);
	if ('holder' in attempt) {
		return;
	}

	const draft = `${path}.${process.pid}`;
	try {
		replaceByNewest(path, draft);
	} finally {
		fs.rmSync(draft, {force: true});
		attempt.lock.release();
	}
}

function replaceByNewest(path: string, draft: string): void {
	const old = fs.openSync(path, 'r');
	try {
		const {bytes, start} = readEnd(old);
		// What follows the last line feed is still being written, so it is left to the second look below.
		const whole = bytes.subarray(0, bytes.lastIndexOf(lineFeed) + 1);
		const lines = newestPrompts(parsePrompts(whole)).map(prompt => `${JSON.stringify(prompt)}\n`);
		fs.writeFileSync(draft, lines.join(''), {mode: 0o600, flush: true});
		fs.renameSync(draft, path);
		const late = readRange(old, start + whole.length, fs.fstatSync(old).size);
		for (const prompt of parsePrompts(late)) {
			appendPrompt(path, prompt);
		}
	} finally {
		fs.closeSync(old);
	}
}

const lineFeed = 0x0a;

/** The end of the file, from the beginning of a line on: a history of enormous prompts must not fill the memory. */
function readEnd(descriptor: number): {readonly bytes: Buffer; readonly start: number} {
	const {size} = fs.fstatSync(descriptor);
	const from = Math.max(0, size - maxHistoryBytes);
	const bytes = readRange(descriptor, from, size);
	// The rest of a cut line could by chance be valid JSON, so it is never looked at.
	const skipped = from === 0 ? 0 : bytes.indexOf(lineFeed) + 1;
	return {bytes: bytes.subarray(skipped), start: from + skipped};
}

function parsePrompts(bytes: Buffer): readonly string[] {
	return bytes
		.toString()
		.split(lineEnds)
		.flatMap(line => {
			const value = parseJson(line.replace(/^\u{FEFF}/u, ''))?.value;
			return typeof value === 'string' ? [value] : [];
		});
}

/** NUL bytes are what a file system leaves of data that never reached the disk. */
const lineEnds = /[\n\0]+/;

/** Another program may be in the middle of its line, too; then what is added begins with a blank line, which is nothing. */
function endsInsideLine(descriptor: number): boolean {
	const {size} = fs.fstatSync(descriptor);
	return size > 0 && readRange(descriptor, size - 1, size)[0] !== lineFeed;
}

function writeWhole(descriptor: number, text: string): void {
	const bytes = Buffer.from(text);
	if (fs.writeSync(descriptor, bytes) < bytes.length) {
		throw Object.assign(new Error('Only a part of the prompt was written.'), {code: 'ENOSPC'});
	}
}
