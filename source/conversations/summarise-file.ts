import fs from 'node:fs';
import {createTitle} from './conversation-title.ts';
import {readRange} from './descriptors.ts';
import {listWindowBytes, maxLineBytes} from './limits.ts';
import {parseLineBytes} from './line-splitter.ts';
import type {ConversationRecord, PromptRecord} from './record.ts';

/** One line of the list of conversations. Times are ISO 8601, UTC. */
export type ConversationSummary = {
	readonly id: string;
	/** The title that somebody gave it, else the beginning of the first prompt. */
	readonly title: string;
	/** The profile of the first prompt. */
	readonly profile: string | null;
	readonly created: string;
	readonly updated: string;
	readonly turns: number;
};

/** A conversation's file as the folder shows it. */
export type ConversationFile = {
	readonly id: string;
	readonly path: string;
	readonly size: number;
	readonly modified: Date;
};

/**
 * Tells what a list says about a conversation from the first and the last lines of its file: the number of turns is
 * that of the last record. A file without any readable line is listed as such, so that nobody misses it.
 *
 * @throws File system errors.
 */
export function summariseFile({id, path, size, modified}: ConversationFile): ConversationSummary {
	const descriptor = fs.openSync(path, 'r');
	try {
		const read = createReader(descriptor, size);
		const begin = growing(size, bytes => findBeginning(read(0, bytes), bytes === size));
		const end = growing(size, bytes => findEnding(read(size - bytes, size), bytes === size));
		const prompt = begin?.prompt;
		return {
			id,
			title: end?.title ?? begin?.title ?? (prompt === undefined ? '(unreadable)' : createTitle(prompt.text)),
			profile: prompt?.profile ?? null,
			created: begin?.created ?? prompt?.at ?? modified.toISOString(),
			updated: end?.updated ?? modified.toISOString(),
			turns: end?.turns ?? 0,
		};
	} finally {
		fs.closeSync(descriptor);
	}
}

type Beginning = {
	readonly created: string | undefined;
	readonly prompt: PromptRecord | undefined;
	readonly title: string | undefined;
};

type Ending = {
	readonly turns: number;
	readonly updated: string | undefined;
	readonly title: string | undefined;
};

/** Undefined where the first prompt is not whole yet, so that more has to be read. */
function findBeginning(bytes: Buffer, isWhole: boolean): Beginning | undefined {
	let created: string | undefined;
	let prompt: PromptRecord | undefined;
	for (let start = 0; start < bytes.length && prompt === undefined; ) {
		const end = endOfLine(bytes, start);
		for (const line of parseLineBytes(bytes.subarray(start, end))) {
			created ??= line.kind === 'header' ? validTime(line.header.created) : undefined;
			prompt ??= line.kind === 'record' && line.record.type === 'prompt' ? line.record : undefined;
		}

		start = end + 1;
	}

	if (prompt === undefined && !isWhole) {
		return undefined;
	}

	// A first turn that was dropped is followed by another one of its number.
	const latest = findLast(bytes, '{"type":"prompt","turn":1,');
	return {created, prompt: latest?.type === 'prompt' ? latest : prompt, title: findTitle(bytes)};
}

/** Undefined where no record of a turn is whole, so that more has to be read. */
function findEnding(bytes: Buffer, isWhole: boolean): Ending | undefined {
	let updated: string | undefined;
	let isLast = true;
	for (let end = bytes.length; end > 0; ) {
		const start = bytes.lastIndexOf(lineFeed, end - 1) + 1;
		if (start === 0 && !isWhole) {
			return undefined;
		}

		const record = lastRecord(bytes.subarray(start, end));
		if (record !== undefined && isLast) {
			updated = 'at' in record ? validTime(record.at) : undefined;
			isLast = false;
		}

		if (record !== undefined && 'turn' in record) {
			return {
				turns: record.type === 'drop' ? record.turn - 1 : record.turn,
				updated,
				title: findTitle(bytes),
			};
		}

		end = start - 1;
	}

	return undefined;
}

function findTitle(bytes: Buffer): string | undefined {
	const record = findLast(bytes, '{"type":"title",');
	return record?.type === 'title' ? createTitle(record.text) : undefined;
}

/** The last line that begins so; searching bytes is far cheaper than parsing every line. */
function findLast(bytes: Buffer, beginning: string): ConversationRecord | undefined {
	// In JSON a line feed is always the end of a line.
	const before = bytes.lastIndexOf(`\n${beginning}`);
	return before === -1 ? undefined : lastRecord(bytes.subarray(before + 1, endOfLine(bytes, before + 1)));
}

function lastRecord(line: Buffer): ConversationRecord | undefined {
	return parseLineBytes(line)
		.flatMap(parsed => (parsed.kind === 'record' ? [parsed.record] : []))
		.at(-1);
}

const lineFeed = 0x0a;

function endOfLine(bytes: Buffer, start: number): number {
	const index = bytes.indexOf(lineFeed, start);
	return index === -1 ? bytes.length : index;
}

function validTime(time: string): string | undefined {
	return Number.isNaN(Date.parse(time)) ? undefined : time;
}

/** Tries with ever more of the file, as a first or last line may be a very long one. */
function growing<Value>(size: number, find: (bytes: number) => Value | undefined): Value | undefined {
	for (let bytes = listWindowBytes; ; bytes *= 16) {
		const found = find(Math.min(bytes, size));
		if (found !== undefined || bytes >= Math.min(size, maxLineBytes)) {
			return found;
		}
	}
}

/** Reads ranges of a file; one that is small is read once as a whole. */
function createReader(descriptor: number, size: number): (start: number, end: number) => Buffer {
	const whole = size <= 2 * listWindowBytes ? readRange(descriptor, 0, size) : undefined;
	return (start, end) => whole?.subarray(start, end) ?? readRange(descriptor, start, end);
}
