import {createParser} from 'eventsource-parser';
import type {SseMessage, StreamDecoder, WireEvent} from '../../../source/wire/wire-format.ts';

/** Reads an event stream as the program does: pieces of text → messages → a decoder's events. */
export function readStream(pieces: readonly string[], decoder: StreamDecoder): readonly WireEvent[] {
	const messages: SseMessage[] = [];
	const parser = createParser({
		onEvent: ({event, data}) => messages.push({event, data}),
		onError(error) {
			if (error.type === 'unknown-field' && error.field === 'error') {
				messages.push({data: error.value ?? '', field: 'error'});
			}
		},
	});
	for (const piece of pieces) {
		parser.feed(piece);
	}

	return [...messages.flatMap(message => decoder.push(message)), ...decoder.end()];
}

/** Joins neighbouring events of text and of reasoning: what must not depend on where deltas were cut. */
export function joinText(events: readonly WireEvent[]): readonly WireEvent[] {
	const joined: WireEvent[] = [];
	for (const event of events) {
		const last = joined.at(-1);
		if (last !== undefined && 'text' in last && 'text' in event && last.type === event.type) {
			joined[joined.length - 1] = {...last, text: last.text + event.text};
		} else {
			joined.push(event);
		}
	}

	return joined;
}
