import fs from 'node:fs';
import {readRange} from './descriptors.ts';
import {maxLineBytes} from './limits.ts';
import {parseLineBytes} from './line-splitter.ts';

/**
 * Ends the last line of a log that was cut off, so that the next record does not merge with the fragment and get lost
 * with it. A line that is whole but for its line feed gets that; a fragment moves to `PATH.torn`, where it adds up.
 *
 * @throws File system errors.
 */
export function repairTornTail(path: string): 'whole' | 'completed' | 'moved' {
	// Not opened for appending: cutting needs a descriptor that may write anywhere.
	const descriptor = fs.openSync(path, 'r+');
	try {
		const {size} = fs.fstatSync(descriptor);
		const start = findLineStart(descriptor, size);
		if (start === size) {
			return 'whole';
		}

		if (size - start > maxLineBytes || !moveFragment(path, descriptor, start, size)) {
			fs.writeSync(descriptor, '\n', size);
			fs.fsyncSync(descriptor);
			return 'completed';
		}

		return 'moved';
	} finally {
		fs.closeSync(descriptor);
	}
}

const lineFeed = 0x0a;
const blockBytes = 64 * 1024;

/** Where the last line begins: after the last line feed of the file. */
function findLineStart(descriptor: number, size: number): number {
	for (let end = size; end > 0; end -= blockBytes) {
		const start = Math.max(0, end - blockBytes);
		const index = readRange(descriptor, start, end).lastIndexOf(lineFeed);
		if (index !== -1) {
			return start + index + 1;
		}
	}

	return 0;
}

/** False, and nothing moved, when the fragment holds a whole record. */
function moveFragment(path: string, descriptor: number, start: number, size: number): boolean {
	const fragment = readRange(descriptor, start, size);
	if (parseLineBytes(fragment).some(({kind}) => kind !== 'damaged')) {
		return false;
	}

	// Saved before it is cut off: between the two it exists twice, never not at all.
	const torn = fs.openSync(`${path}.torn`, 'a', 0o600);
	try {
		fs.writeFileSync(torn, Buffer.concat([fragment, Buffer.from('\n')]));
		fs.fsyncSync(torn);
	} finally {
		fs.closeSync(torn);
	}

	fs.ftruncateSync(descriptor, start);
	fs.fsyncSync(descriptor);
	return true;
}
