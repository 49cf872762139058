import {usageError} from '../core/errors.ts';

/** The secret in a text, or one sentence about why there is none; the sentence holds no part of the text. */
export type SecretInput =
	| {readonly ok: true; readonly secret: string}
	| {readonly ok: false; readonly message: string};

/**
 * Reads a secret as it is pasted, piped or printed by a command: without the newline at its end, the spaces around it
 * and the `Bearer ` that was copied along.
 */
export function readSecretInput(text: string): SecretInput {
	const secret = text.replace(/\r?\n$/, '').replace(/^ *(?:bearer +)?| +$/gi, '');
	if (secret === '' || /^bearer$/i.test(secret)) {
		return {ok: false, message: 'The key is empty.'};
	}

	// What a header can carry: anything else was copied by mistake, and would fail only when it is sent.
	return /^[ -~]+$/.test(secret)
		? {ok: true, secret}
		: {ok: false, message: 'The key holds a line break or another character that no key has.'};
}

/**
 * Reads a secret that somebody gives us to save.
 *
 * @throws ChatError `usage`, without any part of the secret.
 */
export function parseSecretInput(text: string): string {
	const input = readSecretInput(text);
	if (!input.ok) {
		throw usageError(input.message, 'Give the key alone, on one line.');
	}

	return input.secret;
}
