/*
 * A conversation on disk is one JSON object a line. The first line is the header, each further line one record:
 *
 *   {"v":1,"id":"20261122-184500-k3x9qd","created":"2026-11-22T18:45:00.000Z","version":"1.0.0"}
 *   {"type":"prompt","turn":1,"at":"…","text":"Hello","profile":"phi","api":"chat-completions",…}
 *   {"type":"part","turn":1,"text":"Hi "}
 *   {"type":"part","turn":1,"text":"there."}
 *   {"type":"end","turn":1,"at":"…","status":"complete","finishReason":"stop",…}
 *
 * Lines are only ever added. To try turn 3 again, or to take it back, is a `drop` of turn 3: it and all that
 * followed are no part of the conversation any more, though they stay in the file; the next prompt is turn 3 again.
 */
import type {ErrorJson} from '../core/errors.ts';
import {isObject, type Json, type JsonObject, parseJson} from '../core/json.ts';
import type {TurnTiming, Usage} from '../core/turn.ts';

/** The version of the format that this program writes. */
export const formatVersion = 1;

/** The first line of a conversation. */
export type ConversationHeader = {
	/** The version of the format; a higher one than {@link formatVersion} is read, never written. */
	readonly v: number;
	readonly id: string;
	/** ISO 8601, UTC; as every time in the log. */
	readonly created: string;
	/** The amlchat that began the conversation. */
	readonly version: string;
};

/** What was asked, and of whom: complete in itself, so that an old answer can say where it came from. */
export type PromptRecord = {
	readonly type: 'prompt';
	/** Counts from 1, in the order of the conversation. */
	readonly turn: number;
	readonly at: string;
	readonly text: string;
	/** `null` for an endpoint given on the spot. */
	readonly profile: string | null;
	/** The wire format by name; a newer amlchat may know more of them. */
	readonly api: string;
	/** Origin and path, nothing else: a query or user information may hold a secret. */
	readonly url: string;
	readonly model: string | null;
	readonly deployment: string | null;
	readonly system: string | null;
	readonly parameters: JsonObject;
};

/** What was received since the part before. */
export type PartRecord = {
	readonly type: 'part';
	readonly turn: number;
	readonly text: string;
	readonly reasoning?: string;
};

/**
 * How a turn ended. `incomplete`: an error after some of the answer had come; `error`: before any had;
 * `stopped`: the user or a signal ended it.
 */
export type EndStatus = 'complete' | 'incomplete' | 'stopped' | 'error';

/** An error as it was recorded; a newer amlchat may know more kinds. */
export type RecordedError = Omit<ErrorJson, 'kind'> & {readonly kind: string};

/** The end of a turn. A turn without one was interrupted: the program was killed, or the power went. */
export type EndRecord = {
	readonly type: 'end';
	readonly turn: number;
	readonly at: string;
	readonly status: EndStatus;
	readonly finishReason: string | null;
	readonly usage: Usage | null;
	readonly timing: TurnTiming | null;
	readonly requestId: string | null;
	/** Which deployment and model answered, as the endpoint said. */
	readonly deployment: string | null;
	readonly model: string | null;
	readonly error?: RecordedError;
};

/** Takes this turn and every later one out of the conversation. */
export type DropRecord = {readonly type: 'drop'; readonly turn: number; readonly at: string};

/** A title given by somebody; the last one counts. */
export type TitleRecord = {readonly type: 'title'; readonly at: string; readonly text: string};

export type ConversationRecord = PromptRecord | PartRecord | EndRecord | DropRecord | TitleRecord;

/** What a line turned out to be. */
export type ParsedLine =
	| {readonly kind: 'header'; readonly header: ConversationHeader}
	| {readonly kind: 'record'; readonly record: ConversationRecord}
	/** Whole, but of a kind that only a newer amlchat knows: stays in the file, is skipped. */
	| {readonly kind: 'unknown'}
	| {readonly kind: 'damaged'};

/** One line of a log, with its line break. */
export function serialiseLine(entry: ConversationHeader | ConversationRecord): string {
	return `${JSON.stringify(entry)}\n`;
}

/** Reads one line, without its line break; never throws. A cut line is never valid JSON, so it counts as damaged. */
export function parseLine(line: string): ParsedLine {
	const value = parseJson(line)?.value;
	if (!isObject(value)) {
		return {kind: 'damaged'};
	}

	if (value.type === undefined) {
		const header = parseHeader(value);
		return header === undefined ? {kind: 'damaged'} : {kind: 'header', header};
	}

	const parser = parsers.get(value.type);
	if (parser === undefined) {
		return {kind: 'unknown'};
	}

	const record = parser(value);
	return record === undefined ? {kind: 'damaged'} : {kind: 'record', record};
}

type Fields = {readonly [key: string]: unknown};

// A Map, because a type such as `constructor` must not be found on a prototype.
const parsers = new Map<unknown, (fields: Fields) => ConversationRecord | undefined>([
	['prompt', parsePrompt],
	['part', parsePart],
	['end', parseEnd],
	['drop', parseDrop],
	['title', parseTitle],
]);

function parseHeader({v, id, created, version}: Fields): ConversationHeader | undefined {
	if (!isCount(v) || typeof id !== 'string' || typeof created !== 'string') {
		return undefined;
	}

	return {v, id, created, version: textOrNull(version) ?? ''};
}

function parsePrompt(fields: Fields): PromptRecord | undefined {
	const {turn, at, text} = fields;
	if (!isCount(turn) || typeof at !== 'string' || typeof text !== 'string') {
		return undefined;
	}

	return {
		type: 'prompt',
		turn,
		at,
		text,
		profile: textOrNull(fields.profile),
		api: textOrNull(fields.api) ?? '',
		url: textOrNull(fields.url) ?? '',
		model: textOrNull(fields.model),
		deployment: textOrNull(fields.deployment),
		system: textOrNull(fields.system),
		parameters: isJsonObject(fields.parameters) ? fields.parameters : {},
	};
}

function parsePart({turn, text, reasoning}: Fields): PartRecord | undefined {
	if (!isCount(turn) || typeof text !== 'string') {
		return undefined;
	}

	return {type: 'part', turn, text, ...(typeof reasoning === 'string' && {reasoning})};
}

function parseEnd(fields: Fields): EndRecord | undefined {
	const {turn, at, status} = fields;
	if (!isCount(turn) || typeof at !== 'string' || typeof status !== 'string') {
		return undefined;
	}

	const error = parseError(fields.error);
	return {
		type: 'end',
		turn,
		at,
		// A word of a newer version must not pass for a whole answer.
		status: endStatuses.find(known => known === status) ?? 'incomplete',
		finishReason: textOrNull(fields.finishReason),
		usage: parseUsage(fields.usage),
		timing: parseTiming(fields.timing),
		requestId: textOrNull(fields.requestId),
		deployment: textOrNull(fields.deployment),
		model: textOrNull(fields.model),
		...(error !== undefined && {error}),
	};
}

const endStatuses: readonly EndStatus[] = ['complete', 'incomplete', 'stopped', 'error'];

function parseDrop({turn, at}: Fields): DropRecord | undefined {
	return isCount(turn) && typeof at === 'string' ? {type: 'drop', turn, at} : undefined;
}

function parseTitle({at, text}: Fields): TitleRecord | undefined {
	return typeof at === 'string' && typeof text === 'string' ? {type: 'title', at, text} : undefined;
}

function parseUsage(value: unknown): Usage | null {
	if (!isObject(value)) {
		return null;
	}

	return {
		promptTokens: numberOrNull(value.promptTokens),
		completionTokens: numberOrNull(value.completionTokens),
		totalTokens: numberOrNull(value.totalTokens),
	};
}

function parseTiming(value: unknown): TurnTiming | null {
	if (!isObject(value) || typeof value.totalMs !== 'number') {
		return null;
	}

	return {
		firstTokenMs: numberOrNull(value.firstTokenMs),
		totalMs: value.totalMs,
		tokensPerSecond: numberOrNull(value.tokensPerSecond),
	};
}

function parseError(value: unknown): RecordedError | undefined {
	if (!isObject(value) || typeof value.kind !== 'string' || typeof value.message !== 'string') {
		return undefined;
	}

	return {
		kind: value.kind,
		status: numberOrNull(value.status),
		message: value.message,
		hint: textOrNull(value.hint) ?? '',
		retryable: value.retryable === true,
		requestId: textOrNull(value.requestId),
	};
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

/** What JSON.parse made is JSON all the way down. */
function isJsonObject(value: unknown): value is {readonly [key: string]: Json} {
	return isObject(value);
}

function textOrNull(value: unknown): string | null {
	return typeof value === 'string' ? value : null;
}

function numberOrNull(value: unknown): number | null {
	return typeof value === 'number' ? value : null;
}
