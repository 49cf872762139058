import {ChatError, configError} from '../core/errors.ts';
import {isObject, parseJson} from '../core/json.ts';
import type {Vault} from './vault.ts';

/** The system's keyring, one text for each profile. `get` resolves to `undefined` where nothing is kept. */
export type Keyring = {
	get(name: string): Promise<string | undefined>;
	set(name: string, value: string): Promise<void>;
	delete(name: string): Promise<void>;
};

/** Keeps secrets in a keyring. A keyring that fails or does not answer in time gives a ChatError of kind `config`. */
export function createKeyringVault(keyring: Keyring, timeoutMs: number): Vault {
	return {
		async get(name) {
			const text = await withDeadline(keyring.get(name), timeoutMs);
			if (text === undefined) {
				return undefined;
			}

			const value = parseJson(text)?.value;
			if (!isObject(value) || typeof value.secret !== 'string' || typeof value.origin !== 'string') {
				throw keyringError(`The keyring's entry for “${name}” was not saved by amlchat.`);
			}

			return {secret: value.secret, origin: value.origin};
		},
		set: (name, {secret, origin}) =>
			withDeadline(keyring.set(name, JSON.stringify({secret, origin})), timeoutMs),
		delete: name => withDeadline(keyring.delete(name), timeoutMs),
	};
}

/** A locked or half-installed keyring may never answer. */
async function withDeadline<Result>(operation: Promise<Result>, timeoutMs: number): Promise<Result> {
	let timer: NodeJS.Timeout | undefined;
	const deadline = new Promise<never>((_resolve, reject) => {
		timer = setTimeout(() => {
			reject(keyringError(`The system's keyring did not answer within ${timeoutMs / 1000} s.`));
		}, timeoutMs);
	});
	try {
		return await Promise.race([operation, deadline]);
	} catch (error) {
		// The keyring's own error may quote what it was given.
		throw error instanceof ChatError ? error : keyringError("The system's keyring cannot be used.");
	} finally {
		clearTimeout(timer);
	}
}

/** The error of a keyring that is missing, locked or broken. */
export function keyringError(message: string): ChatError {
	return configError(
		message,
		'Unlock it, or give the key another way: --token-env VARIABLE or --token-command CMD',
	);
}
