import type {DemoMessage} from './model.ts';

/** Enough for any session, and an end to what a client can make the server remember. */
const maxConversations = 1000;

/** Counts how often a model was asked the same thing. */
export type AttemptCounter = {
	/** The number of this attempt, from 1. */
	next(model: string, messages: readonly DemoMessage[]): number;
};

const {createHash} = process.getBuiltinModule('node:crypto');

export function createAttemptCounter(): AttemptCounter {
	const counts = new Map<string, number>();
	return {
		next(model, messages) {
			const id = createHash('sha256')
				.update(JSON.stringify([model, messages]))
				.digest('base64');
			const count = (counts.get(id) ?? 0) + 1;
			// Deleting first moves the entry to the end: the first key is the one not asked for the longest time.
			counts.delete(id);
			counts.set(id, count);
			const [oldest] = counts.keys();
			if (counts.size > maxConversations && oldest !== undefined) {
				counts.delete(oldest);
			}

			return count;
		},
	};
}
