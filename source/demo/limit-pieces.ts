import type {Piece} from './model.ts';
import {splitTokens} from './tokens.ts';

/** Where generation ends even if the model has more to say. */
export type Limits = {
	/** Tokens of reasoning and text together; `Infinity` for no limit. */
	readonly maxTokens: number;
	/** Strings that end the text; they are not part of it. */
	readonly stop: readonly string[];
};

/**
 * Cuts a model's pieces into tokens and ends them where the limits say. The last piece is always an ending: `finish`,
 * `error`, `reset`, `silence` or `cut`, and there is only one.
 */
export function* limitPieces(pieces: Iterable<Piece>, limits: Limits): Generator<Piece> {
	const watcher = createStopWatcher(limits.stop);
	let count = 0;
	for (const piece of pieces) {
		if (piece.type !== 'text' && piece.type !== 'reasoning') {
			yield* textPiece(watcher.flush());
			yield piece;
			return;
		}

		for (const token of splitTokens(piece.text)) {
			if (count++ >= limits.maxTokens) {
				yield* textPiece(watcher.flush());
				yield {type: 'finish', reason: 'length'};
				return;
			}

			if (piece.type === 'reasoning') {
				yield {type: 'reasoning', text: token};
				continue;
			}

			const {text, hasStopped} = watcher.push(token);
			yield* textPiece(text);
			if (hasStopped) {
				yield {type: 'finish', reason: 'stop'};
				return;
			}
		}
	}

	yield* textPiece(watcher.flush());
	yield {type: 'finish', reason: 'stop'};
}

/** Writes reasoning into the text between think marks, for answers that have no field for it. */
export function* inlineReasoning(pieces: Iterable<Piece>): Generator<Piece> {
	let isThinking = false;
	for (const piece of pieces) {
		const isReasoning = piece.type === 'reasoning';
		if (isReasoning !== isThinking) {
			yield {type: 'text', text: isReasoning ? '<think>\n' : '\n</think>\n\n'};
			isThinking = isReasoning;
		}

		yield isReasoning ? {type: 'text', text: piece.text} : piece;
	}

	if (isThinking) {
		yield {type: 'text', text: '\n</think>\n\n'};
	}
}

function textPiece(text: string): readonly Piece[] {
	return text === '' ? [] : [{type: 'text', text}];
}

/** Finds stop strings in text that comes in tokens; holds back what may be the beginning of one. */
function createStopWatcher(stop: readonly string[]) {
	let held = '';
	return {
		push(text: string): {readonly text: string; readonly hasStopped: boolean} {
			held += text;
			const start = findStop(held, stop);
			if (start !== undefined) {
				return {text: held.slice(0, start), hasStopped: true};
			}

			const ready = held.length - Math.max(0, ...stop.map(word => overlap(held, word)));
			const released = held.slice(0, ready);
			held = held.slice(ready);
			return {text: released, hasStopped: false};
		},
		flush(): string {
			const rest = held;
			held = '';
			return rest;
		},
	};
}

/** Where the stop string begins that is complete first; of two that end together, the longer one counts. */
function findStop(text: string, stop: readonly string[]): number | undefined {
	const found = stop
		.map(word => ({start: text.indexOf(word), length: word.length}))
		.filter(({start}) => start >= 0);
	found.sort(
		(left, right) => left.start + left.length - right.start - right.length || left.start - right.start,
	);
	return found[0]?.start;
}

/** The length of the longest end of `text` that is a beginning of `word`. */
function overlap(text: string, word: string): number {
	for (let length = Math.min(text.length, word.length - 1); length > 0; length--) {
		if (text.endsWith(word.slice(0, length))) {
			return length;
		}
	}

	return 0;
}
