import {heldSuffixLength} from './held-suffix.ts';

/** A piece of an answer, told apart into what the model says and what it thinks. */
export type AnswerPiece = {readonly type: 'text' | 'reasoning'; readonly text: string};

/** State inside, pieces out; see {@link createThinkSplitter}. */
export type ThinkSplitter = {
	push(text: string): readonly AnswerPiece[];
	end(): readonly AnswerPiece[];
};

const opening = '<think>';
const closing = '</think>';

/** More white space than this in front of `<think>` is no longer a model's habit, and waiting for its end must be bounded. */
const mostLeadingSpace = 64;

/**
 * Takes `<think>…</think>` at the very start of an answer for reasoning, as DeepSeek R1, Qwen 3 and their kin write
 * it into the text when the server does not part the two. Anywhere else the tags are text. White space around the tags
 * (before `<think>`, after it, after `</think>`) belongs to the notation and is dropped; a block that is never closed
 * is reasoning to its end.
 */
export function createThinkSplitter(): ThinkSplitter {
	let state: 'start' | 'thinking' | 'text' = 'start';
	let held = '';
	let skipsSpace = false;

	return {
		push(text) {
			const pieces: AnswerPiece[] = [];
			held += text;
			if (state === 'start') {
				readStart();
			}

			if (state === 'thinking') {
				readThinking(pieces);
			}

			if (state === 'text') {
				give(pieces, 'text', held.length);
			}

			return pieces;
		},
		end() {
			const pieces: AnswerPiece[] = [];
			if (state === 'start' && held !== '') {
				state = 'text';
			}

			give(pieces, state === 'thinking' ? 'reasoning' : 'text', held.length);
			return pieces;
		},
	};

	function readStart(): void {
		const rest = held.trimStart();
		const spaceLength = held.length - rest.length;
		if (spaceLength <= mostLeadingSpace && rest.startsWith(opening)) {
			state = 'thinking';
			held = rest.slice(opening.length);
			skipsSpace = true;
		} else if (spaceLength > mostLeadingSpace || !opening.startsWith(rest)) {
			state = 'text';
		}
	}

	function readThinking(pieces: AnswerPiece[]): void {
		const end = held.indexOf(closing);
		if (end === -1) {
			give(pieces, 'reasoning', held.length - heldSuffixLength(held, [closing]));
			return;
		}

		give(pieces, 'reasoning', end);
		held = held.slice(closing.length);
		skipsSpace = true;
		state = 'text';
	}

	function give(pieces: AnswerPiece[], type: AnswerPiece['type'], length: number): void {
		const given = held.slice(0, length);
		held = held.slice(length);
		const text = skipsSpace ? given.trimStart() : given;
		if (text !== '') {
			skipsSpace = false;
			pieces.push({type, text});
		}
	}
}
