import type {TurnResult} from '../core/turn.ts';
import {maxPartLength} from './limits.ts';
import type {PartRecord} from './record.ts';

/** Collects the answer of one turn between two writes. */
export type AnswerParts = {
	add(text: string, reasoning: string): void;
	/** Adds what of the whole answer did not come through `add`, as in a response that was no stream. */
	addRest(result: Pick<TurnResult, 'text' | 'reasoning'>): void;
	/** Gives what came since the last time, in records of bounded size. */
	take(): readonly PartRecord[];
};

export function createAnswerParts(turn: number): AnswerParts {
	let text = '';
	let reasoning = '';
	let textLength = 0;
	let reasoningLength = 0;

	function add(moreText: string, moreReasoning: string): void {
		text += moreText;
		reasoning += moreReasoning;
		textLength += moreText.length;
		reasoningLength += moreReasoning.length;
	}

	return {
		add,

		addRest(result) {
			add(result.text.slice(textLength), (result.reasoning ?? '').slice(reasoningLength));
		},

		take() {
			const records: PartRecord[] = [];
			for (let start = 0; start < Math.max(text.length, reasoning.length); start += maxPartLength) {
				const end = start + maxPartLength;
				const thought = reasoning.slice(start, end);
				records.push({
					type: 'part',
					turn,
					text: text.slice(start, end),
					...(thought !== '' && {reasoning: thought}),
				});
			}

			text = '';
			reasoning = '';
			return records;
		},
	};
}
