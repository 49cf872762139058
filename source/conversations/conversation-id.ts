import {randomInt} from 'node:crypto';
import {join} from 'node:path';
import {type ChatError, usageError} from '../core/errors.ts';

/** Ends the name of every conversation's file. */
export const conversationSuffix = '.jsonl';

const randomDigits = 6;

/**
 * A new conversation's id: UTC date and time, then six random base-36 digits, e.g. `20261122-184500-k3x9qd`. Sorts by
 * age and serves as a file name; never made from a title.
 */
export function createConversationId(
	now: Date,
	random: (max: number) => number = max => randomInt(max),
): string {
	const [date = '', time = ''] = now.toISOString().split('T');
	const suffix = random(36 ** randomDigits)
		.toString(36)
		.padStart(randomDigits, '0');
	return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${suffix}`;
}

/** Whether this can name a conversation's file: no path separator, nothing hidden, nothing above the folder. */
export function isConversationId(id: string): boolean {
	return /^[0-9a-z][\w.-]{0,99}$/i.test(id);
}

/** @throws ChatError `usage` for what can be no id, so that no id leads out of the folder. */
export function conversationPath(folder: string, id: string): string {
	if (!isConversationId(id)) {
		throw unknownConversation(id);
	}

	return join(folder, id + conversationSuffix);
}

export function unknownConversation(id: string): ChatError {
	return usageError(
		`There is no conversation ${JSON.stringify(id.slice(0, 60))}.`,
		'Run: amlchat history list',
	);
}
