import {expect, test} from 'vitest';
import {createRetrier} from '../../source/chat/retrier.ts';
import {ChatError, type ChatErrorDetails} from '../../source/core/errors.ts';
import {defaultRetryPolicy} from '../../source/http/retry.ts';

/** How many tries the same failure gets after the first. */
function triesAfter(details: Partial<ChatErrorDetails>): number {
	const retrier = createRetrier(defaultRetryPolicy, new AbortController().signal);
	const error = new ChatError('network', 'It failed.', {hint: '', retryable: true, ...details});
	let tries = 0;
	while (retrier.plan(error) !== undefined) {
		tries++;
	}

	return tries;
}

test.each([
	['a name that cannot be found just now', {code: 'EAI_AGAIN'}, 3],
	['a name that is not known', {code: 'ENOTFOUND'}, 1],
	['a connection that broke', {code: 'ECONNRESET'}, 3],
	['an answer that took too long', {status: 408}, 1],
	['an empty answer', {code: 'empty-answer'}, 1],
	['what will not get better', {retryable: false}, 0],
])('%s', (_, details, tries) => {
	expect(triesAfter(details)).toBe(tries);
});

test('plans nothing after the user stopped', () => {
	const retrier = createRetrier(defaultRetryPolicy, AbortSignal.abort());
	expect(retrier.plan(new ChatError('network', 'It failed.', {hint: '', retryable: true}))).toBeUndefined();
});

test('says what failed, and when and how often it goes on', () => {
	const retrier = createRetrier(defaultRetryPolicy, new AbortController().signal);
	const error = new ChatError('network', 'It failed.', {hint: '', retryable: true, retryAfterMs: 4400});
	expect(retrier.plan(error)).toEqual({
		waitMs: 4400,
		text: 'It failed. Trying again in 4 s (1 of 3).',
	});
});

test('stops waiting with the signal', async () => {
	const controller = new AbortController();
	const waiting = createRetrier(defaultRetryPolicy, controller.signal).wait(1e6);
	controller.abort();
	await expect(waiting).rejects.toMatchObject({name: 'AbortError'});
});
