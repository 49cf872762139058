import {createParser} from 'eventsource-parser';
import {ChatError} from '../core/errors.ts';
import {parseJson} from '../core/json.ts';
import type {SseMessage} from '../wire/wire-format.ts';
import {limits} from './limits.ts';

/** Decodes server-sent events from text that may be cut anywhere. */
export type SseDecoder = {
	/** @throws {ChatError} `protocol` when a single event passes the size limit. */
	push(text: string): readonly SseMessage[];
	/** What is pending at the end of the stream: a last `data: [DONE]` without its blank line counts. */
	end(): readonly SseMessage[];
};

export function createSseDecoder(): SseDecoder {
	let messages: SseMessage[] = [];
	const parser = createParser({
		maxBufferSize: limits.sseMessageCharacters,
		onEvent: ({event, data}) => messages.push({event, data}),
		// llama.cpp's older builds report errors in a field of their own: `error: {…}`.
		onError: error => {
			if (error.type === 'unknown-field' && error.field === 'error' && error.value !== undefined) {
				messages.push({data: error.value, field: 'error'});
			}
		},
	});
	const take = () => {
		const taken = messages;
		messages = [];
		return taken;
	};

	/** The last line, not ended yet. The parser loses a line of an unknown field when it comes in two pieces. */
	let openLine = '';
	const feed = (text: string) => {
		try {
			parser.feed(text);
		} catch (error) {
			throw tooLarge(error);
		}

		return take();
	};

	return {
		push(text) {
			const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
			if (end === 0) {
				openLine += text;
				if (openLine.length > limits.sseMessageCharacters) {
					throw tooLarge();
				}

				return [];
			}

			const lines = openLine + text.slice(0, end);
			openLine = text.slice(end);
			return feed(lines);
		},
		end: () => feed(`${openLine}\n\n`).filter(isWhole),
	};
}

function tooLarge(cause?: unknown): ChatError {
	return new ChatError('protocol', 'One part of the answer passed the limit of 16 MB.', {
		hint: 'Check the URL: this may not be a model endpoint.',
		cause,
	});
}

/** A cut event is a fragment of JSON and must not count as unreadable: the missing end mark says enough. */
function isWhole(message: SseMessage): boolean {
	return (
		message.event === 'error' || message.data.trim() === '[DONE]' || parseJson(message.data) !== undefined
	);
}
