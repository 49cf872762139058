import {describe, expect, it} from 'vitest';
import {ChatError} from '../../source/core/errors.ts';
import {parseSecretInput} from '../../source/profiles/secret-input.ts';

describe('parseSecretInput', () => {
	it.each(['sk-1', 'sk-1\n', 'sk-1\r\n', 'Bearer sk-1\n', 'bearer  sk-1', '  sk-1  '])(
		'reads %j as sk-1',
		text => {
			expect(parseSecretInput(text)).toBe('sk-1');
		},
	);

	it('keeps what only looks like the word in front', () => {
		expect(parseSecretInput('BearerToken')).toBe('BearerToken');
	});

	it.each(['', '\n', '   ', 'Bearer', 'Bearer \n'])('finds %j empty', text => {
		expect(() => parseSecretInput(text)).toThrow('The key is empty.');
	});

	it.each([
		'sk-SECRET\nmore',
		'sk-SECRET\n\n',
		'sk-SECRET\u001B[0m',
		'sk-SECRET\0',
		'sk–SECRET',
		'\uFEFFsk-SECRET',
	])('refuses %j without quoting it', text => {
		try {
			parseSecretInput(text);
			expect.unreachable();
		} catch (error) {
			expect(error).toBeInstanceOf(ChatError);
			expect((error as ChatError).kind).toBe('usage');
			expect(`${(error as ChatError).message}${(error as ChatError).hint}`).not.toContain('SECRET');
		}
	});
});
