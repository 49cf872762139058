import fs from 'node:fs';
import {conversationPath, unknownConversation} from './conversation-id.ts';
import {type Conversation, foldRecords} from './fold-records.ts';
import {maxLineBytes} from './limits.ts';
import {createLineSplitter, parseLineBytes} from './line-splitter.ts';
import type {ParsedLine} from './record.ts';
import {errorCode, toStorageError} from './storage-error.ts';

/**
 * Reads a conversation, whatever state its file is in: damaged lines are skipped and counted, and a turn that has no
 * end comes with the text that it has. The file stays as it is.
 *
 * @throws ChatError `usage` when there is no such file, `storage` when it cannot be read.
 */
export async function readConversation(folder: string, id: string): Promise<Conversation> {
	const path = conversationPath(folder, id);
	try {
		return foldRecords(await readLines(path));
	} catch (thrown) {
		throw errorCode(thrown) === 'ENOENT'
			? unknownConversation(id)
			: toStorageError(thrown, 'The conversation cannot be read', path);
	}
}

/** Every line of a log, parsed; the file is read in pieces. */
async function readLines(path: string): Promise<readonly ParsedLine[]> {
	const splitter = createLineSplitter(maxLineBytes);
	const parsed: ParsedLine[] = [];
	function add(lines: ReadonlyArray<Buffer | undefined>): void {
		for (const line of lines) {
			parsed.push(...(line === undefined ? [{kind: 'damaged'} as const] : parseLineBytes(line)));
		}
	}

	const stream: AsyncIterable<Buffer> = fs.createReadStream(path, {highWaterMark: 256 * 1024});
	for await (const chunk of stream) {
		add(splitter.push(chunk));
	}

	add(splitter.end());
	return parsed;
}
