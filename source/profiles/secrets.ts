import {ChatError, configError} from '../core/errors.ts';
import {createCredentialsFile} from './credentials-file.ts';
import {describeSource} from './describe-source.ts';
import {createKeyringVault, type Keyring, keyringError} from './keyring.ts';
import {normalizeUrl, originOf} from './normalize-url.ts';
import type {Profile, SecretSource} from './profile.ts';
import {runTokenCommand} from './run-token-command.ts';
import {readSecretInput} from './secret-input.ts';
import {quoteWord} from './split-command.ts';
import type {Vault} from './vault.ts';

export type SecretDependencies = {
	/** The folder of `credentials.json`. */
	readonly folder: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Loads the system's keyring on first use; `undefined` where there is none. */
	readonly loadKeyring?: () => Promise<Keyring | undefined>;
	/** Receives lines that the user should see, without a line break. */
	readonly notice: (text: string) => void;
	/** How long a token command or the keyring may take. */
	readonly timeoutMs?: number;
};

export type ResolveOptions = {
	/** Where the request goes, when that is not the profile's own URL. */
	readonly url?: string | undefined;
	readonly signal?: AbortSignal | undefined;
};

/** Whether a profile's secret is there. `unchecked` is a command, which is not run just to look. */
export type SecretState = 'set' | 'missing' | 'other-origin' | 'unchecked' | 'unreadable';

/**
 * The secrets of the profiles, wherever they are kept. No error, notice or state holds any part of one.
 */
export type SecretStore = {
	/**
	 * The secret itself, for the origin it belongs to.
	 *
	 * @throws ChatError `config` when there is none to be had, `auth` when the request goes to another origin.
	 */
	resolve(profile: Profile, options?: ResolveOptions): Promise<string>;
	/** Whether the secret is there; `undefined` for a profile that names no source. */
	check(profile: Profile): Promise<SecretState | undefined>;
	/** Saves a secret for the profile's origin, in the keyring where there is one, else in `credentials.json`. */
	save(profile: Pick<Profile, 'name' | 'url'>, secret: string): Promise<SecretSource>;
	/** Deletes what is saved for this profile; without effect for a variable or a command. */
	remove(profile: Profile): Promise<void>;
	/** Moves what is saved for this profile to another name. */
	rename(profile: Profile, newName: string): Promise<void>;
	copy(profile: Profile, newName: string): Promise<void>;
};

const defaultTimeoutMs = 10_000;

export function createSecretStore({
	folder,
	environment,
	loadKeyring = async () => undefined,
	notice,
	timeoutMs = defaultTimeoutMs,
}: SecretDependencies): SecretStore {
	const file = createCredentialsFile(folder, notice);

	async function loadKeyringVault(): Promise<Vault | undefined> {
		const keyring = await loadKeyring();
		return keyring === undefined ? undefined : createKeyringVault(keyring, timeoutMs);
	}

	async function vaultOf(profile: Profile): Promise<Vault | undefined> {
		switch (profile.secret?.from) {
			case 'file':
				return file;
			case 'keyring': {
				const vault = await loadKeyringVault();
				if (vault === undefined) {
					throw keyringError(
						`The key of “${profile.name}” is in the system's keyring, and there is none here.`,
					);
				}

				return vault;
			}

			default:
				return undefined;
		}
	}

	async function readSource(profile: Profile, options: ResolveOptions): Promise<string> {
		const {secret: source} = profile;
		switch (source?.from) {
			case undefined:
				throw missingSecretError(profile);
			case 'env':
				return environment[source.name] || Promise.reject(unsetVariableError(profile, source.name));
			case 'command':
				return runTokenCommand(source.command, {timeoutMs, signal: options.signal});
			default: {
				const credential = await (await vaultOf(profile))?.get(profile.name);
				if (credential === undefined) {
					throw missingSecretError(profile);
				}

				assertOrigin(profile, credential.origin, options.url ?? profile.url);
				return credential.secret;
			}
		}
	}

	async function transfer(profile: Profile, newName: string, shouldMove: boolean): Promise<void> {
		if (newName === profile.name) {
			return;
		}

		const vault = await vaultOf(profile);
		const credential = await vault?.get(profile.name);
		if (vault === undefined || credential === undefined) {
			return;
		}

		await vault.set(newName, credential);
		if (shouldMove) {
			await vault.delete(profile.name);
		}
	}

	return {
		async resolve(profile, options = {}) {
			assertOrigin(profile, originOf(profile.url), options.url ?? profile.url);
			const input = readSecretInput(await readSource(profile, options));
			if (!input.ok) {
				const source = profile.secret === undefined ? '' : ` (${describeSource(profile.secret)})`;
				throw configError(
					`The key of “${profile.name}” cannot be used${source}.`,
					'Look at where it comes from: one line with the key alone is wanted.',
				);
			}

			return input.secret;
		},
		async check(profile) {
			const {secret: source} = profile;
			switch (source?.from) {
				case undefined:
					return undefined;
				case 'env':
					return environment[source.name] ? 'set' : 'missing';
				case 'command':
					return 'unchecked';
				default:
					try {
						const credential = await (await vaultOf(profile))?.get(profile.name);
						if (credential === undefined) {
							return 'missing';
						}

						return credential.origin === originOf(profile.url) ? 'set' : 'other-origin';
					} catch (error) {
						if (error instanceof ChatError) {
							return 'unreadable';
						}

						throw error;
					}
			}
		},
		async save({name, url}, secret) {
			const credential = {secret, origin: originOf(url)};
			const keyring = await loadKeyringVault();
			try {
				if (keyring !== undefined) {
					await keyring.set(name, credential);
					return {from: 'keyring'};
				}
			} catch (error) {
				if (!(error instanceof ChatError)) {
					throw error;
				}
			}

			await file.set(name, credential);
			const reason = keyring === undefined ? 'no system keyring here' : "the system's keyring cannot be used";
			notice(`Note: the key is saved in credentials.json, readable only by you: ${reason}.`);
			return {from: 'file'};
		},
		async remove(profile) {
			await (await vaultOf(profile))?.delete(profile.name);
		},
		rename: (profile, newName) => transfer(profile, newName, true),
		copy: (profile, newName) => transfer(profile, newName, false),
	};
}

function missingSecretError(profile: Profile): ChatError {
	return configError(
		`No key is saved for “${profile.name}”.`,
		`Give it one: amlchat profiles edit ${quoteWord(profile.name)} --token-env VARIABLE (or --token-stdin)`,
	);
}

function unsetVariableError(profile: Profile, variable: string): ChatError {
	return configError(
		`The variable ${variable} with the key of “${profile.name}” is not set.`,
		`Set it: export ${variable}=…   or name another one: amlchat profiles edit ${quoteWord(profile.name)} --token-env VARIABLE`,
	);
}

/** A secret goes to the origin it was saved for, and to no other. */
function assertOrigin(profile: Profile, origin: string, url: string): void {
	const target = new URL(normalizeUrl(url)).origin;
	if (target !== origin) {
		throw new ChatError('auth', `The key of “${profile.name}” belongs to ${origin}, not to ${target}.`, {
			hint: 'Give the key for that address: --token-env VARIABLE',
		});
	}
}
