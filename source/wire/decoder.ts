import {isObject, parseJson} from '../core/json.ts';
import {parseErrorBody} from './error-body.ts';
import {createEventFilter} from './event-filter.ts';
import type {TextFilter} from './text-filter.ts';
import type {SseMessage, StreamDecoder, WireEvent} from './wire-format.ts';

/** Reads the events out of one JSON object, as the response spells them. */
export type AnswerReader = (answer: {readonly [key: string]: unknown}) => readonly WireEvent[];

/**
 * The decoder of a server-sent event stream, whatever JSON its messages carry. What a stream may do beside sending good
 * chunks is handled here, once:
 *
 * - `[DONE]` with or without spaces around it, and again and again: the first one ends the answer
 * - `event: error` (Azure ML's foundation-model containers, LM Studio) and a field named `error` (llama.cpp), with JSON data or without
 * - data that is no JSON is `unreadable`; empty data, null, numbers and lists are nothing
 */
export function createSseDecoder(read: AnswerReader, textFilters: readonly TextFilter[] = []): StreamDecoder {
	const filter = createEventFilter(textFilters);
	let isDone = false;

	return {
		push(message) {
			if (isDone) {
				return [];
			}

			const events = readSseMessage(message, read);
			isDone = events.some(event => event.type === 'done');
			return filter.push(events);
		},
		end: () => filter.end(),
	};
}

/**
 * Finishes the events of a whole response. A whole body has no end mark, and needs none: where it holds an answer and no
 * error, `done` says that the answer is complete, also when the server left the finish reason out.
 */
export function completeAnswer(
	events: readonly WireEvent[],
	textFilters: readonly TextFilter[] = [],
): readonly WireEvent[] {
	const filter = createEventFilter(textFilters);
	const has = (...types: readonly WireEvent['type'][]) => events.some(event => types.includes(event.type));
	const isComplete = has('text', 'reasoning', 'finish') && !has('error', 'unreadable');
	return [
		...filter.push(events),
		...filter.end(),
		...(isComplete ? ([{type: 'done'}] satisfies WireEvent[]) : []),
	];
}

function readSseMessage(message: SseMessage, read: AnswerReader): readonly WireEvent[] {
	const data = message.data.trim();
	if (message.field === 'error' || message.event === 'error') {
		return [{type: 'error', body: parseErrorBody(data)}];
	}

	if (data === '') {
		return [];
	}

	if (data === '[DONE]') {
		return [{type: 'done'}];
	}

	const json = parseJson(data);
	if (json === undefined) {
		return [{type: 'unreadable'}];
	}

	return isObject(json.value) ? read(json.value) : [];
}
