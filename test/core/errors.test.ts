import {expect, test} from 'vitest';
import {
	ChatError,
	configError,
	type ErrorKind,
	errorDetails,
	errorToJson,
	exitCodeFor,
	toChatError,
	usageError,
} from '../../source/core/errors.ts';

const exitCodes: ReadonlyArray<readonly [kind: ErrorKind, code: number]> = [
	['internal', 1],
	['usage', 2],
	['config', 2],
	['auth', 3],
	['request', 4],
	['content-filter', 4],
	['rate-limit', 5],
	['unavailable', 5],
	['timeout', 5],
	['network', 5],
	['protocol', 6],
	['storage', 7],
	['interrupted', 130],
];

test.each(exitCodes)('%s exits with %d', (kind, code) => {
	expect(exitCodeFor(new ChatError(kind, 'Something happened.', {hint: ''}))).toBe(code);
});

test.each([
	['SIGHUP', 129],
	['SIGINT', 130],
	['SIGTERM', 143],
] as const)('%s exits with %d', (signal, code) => {
	expect(exitCodeFor(new ChatError('interrupted', 'Stopped.', {hint: '', signal}))).toBe(code);
});

test('an error is JSON without its insides', () => {
	const error = new ChatError('rate-limit', 'Rate limit reached.', {
		hint: 'Wait.',
		why: 'Too many.',
		status: 429,
		code: 'RateLimit',
		retryable: true,
		requestId: 'r-1',
		body: '{"secret":1}',
		cause: new Error('inner'),
	});
	expect(errorToJson(error)).toEqual({
		kind: 'rate-limit',
		status: 429,
		message: 'Rate limit reached.',
		hint: 'Wait.',
		retryable: true,
		requestId: 'r-1',
	});
	expect(errorToJson(usageError('No.', 'Do.'))).toMatchObject({
		kind: 'usage',
		status: null,
		retryable: false,
		requestId: null,
	});
});

test('an error made from the details of another one is like it', () => {
	const error = new ChatError('interrupted', 'Stopped.', {
		hint: 'h',
		why: 'w',
		status: 1,
		code: 'c',
		retryable: true,
		retryAfterMs: 2,
		requestId: 'r',
		signal: 'SIGTERM',
		body: 'b',
		cause: new Error('inner'),
	});
	const copy = new ChatError(error.kind, error.message, errorDetails(error));
	expect({...copy}).toEqual({...error});
	expect(copy.cause).toBe(error.cause);
});

test('what was thrown and is none of ours is internal, and its message is not shown', () => {
	const thrown = new TypeError('cannot read key sk-123');
	expect(toChatError(thrown)).toMatchObject({
		kind: 'internal',
		message: 'amlchat failed in a way it should not (TypeError).',
		cause: thrown,
	});
	expect(toChatError('text').message).toContain('(string)');
	const ours = configError('Broken.', 'Mend it.', thrown);
	expect(toChatError(ours)).toBe(ours);
	expect(ours.cause).toBe(thrown);
});
