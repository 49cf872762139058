import {isUtf8} from 'node:buffer';
import {type ParsedLine, parseLine} from './record.ts';

/** Cuts a file that is read in chunks into its lines, without their line feeds. */
export type LineSplitter = {
	/** Gives the lines that end in this chunk; `undefined` stands for one that was over the limit and is gone. */
	push(chunk: Buffer): ReadonlyArray<Buffer | undefined>;
	/** Gives what came after the last line feed, if anything. */
	end(): ReadonlyArray<Buffer | undefined>;
};

const lineFeed = 0x0a;

/** Holds at most `maxBytes` of a line that has not ended, whatever the file contains. */
export function createLineSplitter(maxBytes: number): LineSplitter {
	let held: Buffer[] = [];
	let heldBytes = 0;

	function hold(piece: Buffer): void {
		heldBytes += piece.length;
		if (heldBytes > maxBytes) {
			held = [];
		} else if (piece.length > 0) {
			held.push(piece);
		}
	}

	function takeLine(): Buffer | undefined {
		const line = heldBytes > maxBytes ? undefined : Buffer.concat(held);
		held = [];
		heldBytes = 0;
		return line;
	}

	return {
		push(chunk) {
			const lines: Array<Buffer | undefined> = [];
			let start = 0;
			for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
				hold(chunk.subarray(start, end));
				lines.push(takeLine());
				start = end + 1;
			}

			hold(chunk.subarray(start));
			return lines;
		},

		end() {
			return heldBytes === 0 ? [] : [takeLine()];
		},
	};
}

/**
 * Reads the bytes of one line. A run of NUL bytes is what a file system leaves of data that never reached the disk:
 * it counts as damage, and what stands around it is read as if it stood on lines of its own. Bytes that are no UTF-8
 * become U+FFFD, and count as damage as well. A byte order mark and a carriage return are nothing.
 */
export function parseLineBytes(line: Buffer): readonly ParsedLine[] {
	const pieces = line.toString().split(nulRun);
	const parsed = pieces
		.map(piece => (piece.startsWith('\u{FEFF}') ? piece.slice(1) : piece).trim())
		.filter(piece => piece !== '')
		.map(piece => parseLine(piece));
	if (pieces.length === 1 && isUtf8(line)) {
		return parsed;
	}

	return [{kind: 'damaged'}, ...parsed.filter(({kind}) => kind !== 'damaged')];
}

const nulRun = /\0+/;
