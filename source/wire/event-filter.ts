import {chainFilters, createSurrogateJoiner, type TextFilter} from './text-filter.ts';
import {createThinkSplitter} from './think.ts';
import type {WireEvent} from './wire-format.ts';

/** Turns the events as a response spells them into the events as the program wants them. */
export type EventFilter = {
	push(events: readonly WireEvent[]): readonly WireEvent[];
	/** Gives out what was held back. */
	end(): readonly WireEvent[];
};

/**
 * The last step of every decoder: text passes the given filters and is parted from `<think>` blocks, surrogate halves
 * are joined, empty deltas dropped, the model's name said once. Held-back text comes out before a `finish`, `done` or
 * `error`, so that a caller who stops reading there has all of it.
 */
export function createEventFilter(textFilters: readonly TextFilter[] = []): EventFilter {
	const answer = chainFilters([createSurrogateJoiner(), ...textFilters]);
	const reasoning = createSurrogateJoiner();
	const splitter = createThinkSplitter();
	let model: string | undefined;

	return {
		push: events => events.flatMap(pass),
		end: flush,
	};

	function pass(event: WireEvent): readonly WireEvent[] {
		switch (event.type) {
			case 'text':
				return splitter.push(answer.push(event.text));
			case 'reasoning':
				return reasoningEvents(reasoning.push(event.text));
			case 'model': {
				const isNews = event.model !== model;
				model = event.model;
				return isNews ? [event] : [];
			}

			case 'finish':
			case 'done':
			case 'error':
				return [...flush(), event];
			case 'usage':
			case 'unreadable':
				return [event];
		}
	}

	function flush(): readonly WireEvent[] {
		return [...reasoningEvents(reasoning.end()), ...splitter.push(answer.end()), ...splitter.end()];
	}
}

function reasoningEvents(text: string): readonly WireEvent[] {
	return text === '' ? [] : [{type: 'reasoning', text}];
}
