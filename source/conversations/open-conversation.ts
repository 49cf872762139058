import {configError} from '../core/errors.ts';
import {conversationPath, unknownConversation} from './conversation-id.ts';
import {type ConversationLog, type ConversationLogOptions, createLogWriter} from './conversation-log.ts';
import type {Conversation} from './fold-records.ts';
import {type LogFile, openLogFile} from './log-file.ts';
import {readConversation} from './read-conversation.ts';
import {formatVersion} from './record.ts';
import {errorCode, toStorageError} from './storage-error.ts';

/**
 * Opens a conversation to go on with it, and gives what it holds. Its last line, where it was cut off, is made whole.
 *
 * @throws ChatError `usage` when there is none of that id or it is open in another window, `config` when a newer
 * amlchat wrote it, `storage` when the file cannot be read or written.
 */
export async function openConversationLog(
	options: ConversationLogOptions & {readonly id: string},
): Promise<{readonly log: ConversationLog; readonly conversation: Conversation}> {
	const {folder, id} = options;
	const path = conversationPath(folder, id);
	const file = openExisting(path, options);
	try {
		// Read under the lock: what is given is what the next record follows.
		const conversation = await readConversation(folder, id);
		const {header, turns, title} = conversation;
		if (header !== undefined && header.v > formatVersion) {
			throw configError(
				'This conversation was written by a newer amlchat, so it can only be read.',
				`Run: amlchat history show ${id}`,
			);
		}

		const lastTurn = turns.reduce((last, {turn}) => Math.max(last, turn), 0);
		const hasHeader = header !== undefined || turns.length > 0;
		return {log: createLogWriter(options, {id, path, file, lastTurn, hasHeader, title}), conversation};
	} catch (thrown) {
		file.close();
		throw thrown;
	}
}

function openExisting(path: string, {id, now}: ConversationLogOptions & {readonly id: string}): LogFile {
	try {
		return openLogFile(path, now ?? (() => new Date()));
	} catch (thrown) {
		throw errorCode(thrown) === 'ENOENT'
			? unknownConversation(id)
			: toStorageError(thrown, 'The conversation cannot be continued', path);
	}
}
