import type {DemoModel} from '../model.ts';

const thoughts = `A farm has hens and rabbits, 35 heads and 94 feet in all. How many of each?
Every animal has at least two feet. 35 animals with two feet each would make 70 feet.
There are 94, so 24 feet are left over. Only rabbits have more than two feet, and they have two more.
24 divided by 2 is 12, so there are 12 rabbits. The rest, 35 − 12 = 23, are hens.
Check: 23 × 2 = 46 and 12 × 4 = 48. 46 + 48 = 94. And 23 + 12 = 35. That fits.`;

const answer = `There are **23 hens** and **12 rabbits**.

If all 35 animals were hens, there would be 70 feet. The 24 feet beyond that belong to rabbits, two more for each: \
24 ÷ 2 = 12.

This was a fixed example: the demo has no language model and solves the same problem whatever you ask. The thinking \
came before the answer, in a field of its own; Ctrl+O folds it out.`;

/** Thinks first, as reasoning models do, then answers. */
export const reasoning: DemoModel = {
	name: 'reasoning',
	description: 'Thinks aloud first, then answers a small problem',
	answer: () => ({
		type: 'generated',
		pieces: [
			{type: 'reasoning', text: thoughts},
			{type: 'text', text: answer},
		],
	}),
};
