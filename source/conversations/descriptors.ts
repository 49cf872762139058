import fs from 'node:fs';

/** Reads the bytes from `start` up to `end`, or up to the end of the file. */
export function readRange(descriptor: number, start: number, end: number): Buffer {
	const buffer = Buffer.allocUnsafe(Math.max(0, end - start));
	return buffer.subarray(0, fs.readSync(descriptor, buffer, 0, buffer.length, start));
}

/** Whether a path still names the file that is open: it may have been moved, deleted or replaced. */
export function isFileAt(path: string, descriptor: number): boolean {
	const there = fs.statSync(path, {bigint: true, throwIfNoEntry: false});
	const open = fs.fstatSync(descriptor, {bigint: true});
	return there !== undefined && there.ino === open.ino && there.dev === open.dev;
}
