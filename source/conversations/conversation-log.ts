import {ChatError} from '../core/errors.ts';
import type {TurnResult} from '../core/turn.ts';
import {type AnswerParts, createAnswerParts} from './answer-parts.ts';
import {createAppendQueue} from './append-queue.ts';
import {conversationPath, createConversationId} from './conversation-id.ts';
import {flushDelayMs, maxLineBytes, maxPendingBytes} from './limits.ts';
import {createLogFile, type LogFile} from './log-file.ts';
import {type ConversationHeader, type ConversationRecord, formatVersion, serialiseLine} from './record.ts';
import {toStorageError} from './storage-error.ts';
import {createEndRecord, createPromptRecord, type PromptDetails} from './turn-records.ts';

/**
 * Writes one conversation. The methods are synchronous, so what they save is on the disk when they return, and they
 * return the error instead of throwing it: the chat goes on, and the next call tries again what was not written.
 */
export type ConversationLog = {
	readonly id: string;
	readonly path: string;
	/** The turn that was begun last; 0 before the first. */
	readonly turn: number;
	/**
	 * Begins the next turn; to be called before the request is sent. With `replacing`, that turn and all after it are
	 * dropped in the same write: a retry, or an earlier prompt edited.
	 */
	prompt(details: PromptDetails, options?: {readonly replacing?: number}): ChatError | undefined;
	/** Adds text that arrived. Written half a second later at the latest; an error shows at the turn's end. */
	part(delta: {readonly text?: string; readonly reasoning?: string}): void;
	/** Ends the turn, with whatever of the result's text did not come through `part`. */
	end(result: TurnResult): ChatError | undefined;
	/** Takes a turn and all after it out of the conversation: undo. */
	drop(turn: number): ChatError | undefined;
	/** Gives the conversation a title; before the first prompt it waits for that. */
	title(text: string): ChatError | undefined;
	/** Writes what waits and releases the file; a turn that has not ended stays without an end. Nothing may follow. */
	close(): ChatError | undefined;
};

/** Calls back once after a delay, unless the function it returns is called before. */
export type Schedule = (callback: () => void, delayMs: number) => () => void;

export type ConversationLogOptions = {
	/** The folder of all conversations. */
	readonly folder: string;
	/** amlchat's own version, for the header. */
	readonly version: string;
	readonly now?: () => Date;
	/** Left out: a timer that does not keep the program alive. */
	readonly schedule?: Schedule;
};

/** A new conversation. Its file is made by the first prompt, so that an empty chat leaves none. */
export function createConversationLog(
	options: ConversationLogOptions & {readonly id?: string},
): ConversationLog {
	const now = options.now ?? currentDate;
	const id = options.id ?? createConversationId(now());
	const path = conversationPath(options.folder, id);
	return createLogWriter(options, {id, path, file: createLogFile(path, now), lastTurn: 0, hasHeader: false});
}

/** What a log is at the moment its writer takes it over. */
export type LogState = {
	readonly id: string;
	readonly path: string;
	readonly file: LogFile;
	readonly lastTurn: number;
	readonly hasHeader: boolean;
	readonly title?: string | undefined;
};

export function createLogWriter(options: ConversationLogOptions, state: LogState): ConversationLog {
	const {id, path, file} = state;
	const {now = currentDate, schedule = scheduleTimer} = options;
	const queue = createAppendQueue(maxPendingBytes);
	let {lastTurn, hasHeader, title} = state;
	let answer: {readonly turn: number; readonly parts: AnswerParts} | undefined;
	let cancelFlush: (() => void) | undefined;

	function timestamp(): string {
		return now().toISOString();
	}

	function push(record: ConversationHeader | ConversationRecord, turn: number | 'kept'): void {
		queue.push(serialiseLine(record), turn);
	}

	function pushHeader(at: string): void {
		if (!hasHeader) {
			hasHeader = true;
			push({v: formatVersion, id, created: at, version: options.version}, 'kept');
			pushTitle(at);
		}
	}

	function pushTitle(at: string): void {
		if (title !== undefined) {
			push({type: 'title', at, text: title}, 'kept');
		}
	}

	function pushDrop(turn: number, at: string): void {
		push({type: 'drop', turn, at}, 'kept');
		lastTurn = turn - 1;
	}

	function pushParts(): void {
		cancelFlush?.();
		cancelFlush = undefined;
		for (const record of answer?.parts.take() ?? []) {
			push(record, record.turn);
		}
	}

	/** Writes what waits, normally in one call; with `isDurable` it is on the disk itself afterwards. */
	function save({isDurable}: {readonly isDurable: boolean}): ChatError | undefined {
		try {
			file.open();
			queue.drain(bytes => file.write(bytes));
			if (isDurable) {
				file.sync();
			}

			return undefined;
		} catch (thrown) {
			return toStorageError(thrown, 'The conversation was not saved', path);
		}
	}

	function flush(): void {
		pushParts();
		// A failure stays in the queue: the turn's end tries again, and reports it.
		save({isDurable: false});
	}

	return {
		id,
		path,

		get turn() {
			return lastTurn;
		},

		prompt(details, {replacing = lastTurn + 1} = {}) {
			pushParts();
			answer = undefined;
			const at = timestamp();
			const turn = Math.min(replacing, lastTurn + 1);
			const line = serialiseLine(createPromptRecord(details, turn, at));
			if (Buffer.byteLength(line) > maxLineBytes) {
				// Its number stays unused, so that the conversation, once read, is known to lack it.
				lastTurn = turn;
				return tooLong();
			}

			pushHeader(at);
			if (turn <= lastTurn) {
				pushDrop(turn, at);
			}

			queue.push(line, turn);
			lastTurn = turn;
			answer = {turn, parts: createAnswerParts(turn)};
			return save({isDurable: true});
		},

		part({text = '', reasoning = ''}) {
			if (answer !== undefined) {
				answer.parts.add(text, reasoning);
				cancelFlush ??= schedule(flush, flushDelayMs);
			}
		},

		end(result) {
			if (answer === undefined) {
				return undefined;
			}

			const {turn, parts} = answer;
			const at = timestamp();
			parts.addRest(result);
			pushParts();
			// Again at each end, so that a listing finds it among the last lines of a long file.
			pushTitle(at);
			push(createEndRecord(result, turn, at), turn);
			answer = undefined;
			return save({isDurable: true});
		},

		drop(turn) {
			if (turn > lastTurn) {
				return undefined;
			}

			pushParts();
			answer = undefined;
			pushDrop(turn, timestamp());
			return save({isDurable: true});
		},

		title(text) {
			title = text;
			if (!hasHeader) {
				return undefined;
			}

			pushTitle(timestamp());
			return save({isDurable: true});
		},

		close() {
			pushParts();
			answer = undefined;
			const error = queue.isEmpty ? undefined : save({isDurable: true});
			file.close();
			return error;
		},
	};
}

function tooLong(): ChatError {
	return new ChatError('storage', 'The message is too long to be saved.', {
		hint: 'Send it in pieces of less than 10 MiB.',
	});
}

function currentDate(): Date {
	return new Date();
}

function scheduleTimer(callback: () => void, delayMs: number): () => void {
	const timer = setTimeout(callback, delayMs).unref();
	return () => clearTimeout(timer);
}
