import {heldSuffixLength} from './held-suffix.ts';

/**
 * One step that an answer's text passes on its way out. It may hold back the end of what it was given; `end` gives
 * that out. Whatever the cuts between the deltas, the text that comes out is the same in all.
 */
export type TextFilter = {
	push(text: string): string;
	end(): string;
};

/**
 * Joins halves of a surrogate pair that arrive in two deltas: a server that cuts its text by UTF-16 unit or by byte
 * escapes them as two JSON strings. A half that stays alone becomes U+FFFD, so what comes out is always valid Unicode.
 */
export function createSurrogateJoiner(): TextFilter {
	let half = '';

	return {
		push(text) {
			const whole = half + text;
			half = /[\uD800-\uDBFF]$/.test(whole) ? whole.slice(-1) : '';
			return whole.slice(0, whole.length - half.length).toWellFormed();
		},
		end() {
			const rest = half.toWellFormed();
			half = '';
			return rest;
		},
	};
}

/** Takes the one space away that a model puts between a prompt such as `Assistant:` and its answer. */
export function createLeadingSpaceTrimmer(): TextFilter {
	let isFirst = true;

	return {
		push(text) {
			if (!isFirst || text === '') {
				return text;
			}

			isFirst = false;
			return text.startsWith(' ') ? text.slice(1) : text;
		},
		end: () => '',
	};
}

/**
 * Takes a stop string away from the very end of an answer: some servers leave it in. One in the middle stays, since
 * what follows it is text that the server chose to send.
 */
export function createStopTrimmer(stops: readonly string[]): TextFilter {
	let held = '';

	return {
		push(text) {
			const whole = held + text;
			const length = whole.length - heldSuffixLength(whole, stops);
			held = whole.slice(length);
			return whole.slice(0, length);
		},
		end() {
			const rest = held;
			held = '';
			const stop = stops.find(candidate => candidate !== '' && rest.endsWith(candidate));
			return stop === undefined ? rest : rest.slice(0, rest.length - stop.length);
		},
	};
}

/** Takes the repeated prompt away from an answer that begins with exactly it (`return_full_text`). */
export function createPromptTrimmer(prompt: string): TextFilter {
	let awaited = prompt;
	let held = '';

	return {
		push(text) {
			if (awaited === '') {
				return text;
			}

			held += text;
			if (held.startsWith(awaited)) {
				return release(held.slice(awaited.length));
			}

			return awaited.startsWith(held) ? '' : release(held);
		},
		end: () => (awaited === '' ? '' : release(held)),
	};

	function release(text: string): string {
		awaited = '';
		held = '';
		return text;
	}
}

/** Several filters as one; text goes through them in order. */
export function chainFilters(filters: readonly TextFilter[]): TextFilter {
	return {
		push: text => filters.reduce((passed, filter) => filter.push(passed), text),
		end: () => filters.reduce((passed, filter) => filter.push(passed) + filter.end(), ''),
	};
}
