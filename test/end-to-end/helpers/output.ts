import {expect} from 'vitest';

/** The keys of the object of `ask --json`, in their order. */
export const resultKeys = [
	'profile',
	'api',
	'model',
	'text',
	'reasoning',
	'finishReason',
	'usage',
	'timing',
	'requestId',
	'deployment',
];

/** The one line of JSON that stdout holds. */
export function parseLine(stdout: Buffer) {
	const text = stdout.toString();
	expect(text.endsWith('\n')).toBe(true);
	expect(text.slice(0, -1)).not.toContain('\n');
	return JSON.parse(text);
}

/** The last message of a chat request's body. */
export function promptOf(body: Buffer | undefined): unknown {
	return JSON.parse(body?.toString() ?? '').messages.at(-1).content;
}
