import fs from 'node:fs';
import {join} from 'node:path';
import {setImmediate as yieldToOthers} from 'node:timers/promises';
import {conversationSuffix, isConversationId} from './conversation-id.ts';
import {errorCode, toStorageError} from './storage-error.ts';
import {type ConversationFile, type ConversationSummary, summariseFile} from './summarise-file.ts';

/**
 * Lists the conversations of a folder, the newest first. Made from the files themselves: there is no index that could
 * be wrong. With a limit only the files that were changed last are opened.
 *
 * @throws ChatError `storage` when the folder cannot be read; one that does not exist is empty.
 */
export async function listConversations(
	folder: string,
	{limit = Number.POSITIVE_INFINITY}: {readonly limit?: number} = {},
): Promise<readonly ConversationSummary[]> {
	try {
		const summaries = await summariseFiles(findFiles(folder), limit);
		return summaries.sort((a, b) => compare(b.updated, a.updated) || compare(b.id, a.id));
	} catch (thrown) {
		throw toStorageError(thrown, 'The conversations cannot be listed', folder);
	}
}

async function summariseFiles(
	files: readonly ConversationFile[],
	limit: number,
): Promise<ConversationSummary[]> {
	const summaries: ConversationSummary[] = [];
	for (const [index, file] of files.entries()) {
		if (summaries.length >= limit) {
			break;
		}

		const summary = ifThere(() => summariseFile(file));
		if (summary !== undefined) {
			summaries.push(summary);
		}

		// One small synchronous read a file is five times as fast as promises; in between, the screen gets its turn.
		if (index % 50 === 49) {
			await yieldToOthers();
		}
	}

	return summaries;
}

/** The files of all conversations, the one changed last first. */
function findFiles(folder: string): readonly ConversationFile[] {
	const entries = ifThere(() => fs.readdirSync(folder, {withFileTypes: true})) ?? [];
	const files = entries
		.filter(entry => entry.isFile() && entry.name.endsWith(conversationSuffix))
		.map(entry => ({id: entry.name.slice(0, -conversationSuffix.length), path: join(folder, entry.name)}))
		.filter(({id}) => isConversationId(id))
		.flatMap(({id, path}) => {
			const stats = ifThere(() => fs.statSync(path));
			return stats === undefined || stats.size === 0
				? []
				: [{id, path, size: stats.size, modified: stats.mtime}];
		});
	return files.sort((a, b) => b.modified.getTime() - a.modified.getTime());
}

/** Another window may delete a conversation at any moment. */
function ifThere<Value>(read: () => Value): Value | undefined {
	try {
		return read();
	} catch (thrown) {
		if (errorCode(thrown) === 'ENOENT') {
			return undefined;
		}

		throw thrown;
	}
}

function compare(a: string, b: string): number {
	return a < b ? -1 : Number(a > b);
}
