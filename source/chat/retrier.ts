import {setTimeout as delay} from 'node:timers/promises';
import type {ChatError} from '../core/errors.ts';
import {nextDelayMs, type RetryPolicy} from '../http/retry.ts';

/** Decides about further tries of one request, within its budget. */
export type Retrier = {
	/** How long to wait before the next try, and what to say; undefined for "give up". */
	plan(error: ChatError): {readonly waitMs: number; readonly text: string} | undefined;
	/** Rejects as soon as the signal is aborted. */
	wait(waitMs: number): Promise<void>;
};

export function createRetrier(policy: RetryPolicy, signal: AbortSignal): Retrier {
	let triesDone = 0;
	let waitedMs = 0;
	let chances = 0;
	return {
		plan(error) {
			triesDone++;
			chances += isOnceByChance(error) ? 1 : 0;
			if (!error.retryable || chances > 1 || signal.aborted) {
				return undefined;
			}

			const waitMs = nextDelayMs(
				policy,
				{triesDone, waitedMs, retryAfterMs: error.retryAfterMs},
				Math.random(),
			);
			return waitMs === undefined
				? undefined
				: {waitMs, text: describe(error, waitMs, triesDone, policy.retries)};
		},
		async wait(waitMs) {
			waitedMs += waitMs;
			await delay(waitMs, undefined, {signal});
		},
	};
}

/**
 * Failures that a second try mends or none does: an empty answer and one that took too long were paid for twice by
 * then, and a name that cannot be found stays unknown.
 */
function isOnceByChance({code, status}: ChatError): boolean {
	return code === 'empty-answer' || code === 'ENOTFOUND' || status === 408;
}

function describe(error: ChatError, waitMs: number, triesDone: number, retries: number): string {
	const seconds = Math.max(1, Math.round(waitMs / 1000));
	const what = error.status === undefined ? error.message.replace(/\.$/, '') : `Busy (${error.status})`;
	return `${what}. Trying again in ${seconds} s (${triesDone} of ${retries}).`;
}
