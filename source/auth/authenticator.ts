import {ChatError} from '../core/errors.ts';
import type {Auth} from '../profiles/profile.ts';

/** An access token and the time, in Unix milliseconds, from which a new one should be fetched. */
export type AccessToken = {readonly token: string; readonly refreshAtMs: number};

/** Gives each request its credential headers. */
export type Authenticator = {
	/** @throws {ChatError} `auth` or `config` when there is no credential. */
	headers(options: {readonly signal: AbortSignal}): Promise<Readonly<Record<string, string>>>;
	/** Forgets a token that was refused; false where there is nothing newer to be had. */
	renew(): boolean;
};

export type AuthenticatorOptions = {
	readonly auth: Auth;
	readonly scope: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Resolves the profile's secret; called once, on first use. */
	readonly secret: () => Promise<string>;
	/** Told about each credential as soon as it is known, so that it can be masked everywhere. */
	readonly onSecret: (secret: string) => void;
};

/** Makes the authenticator for a profile's way of signing in. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
	switch (options.auth.type) {
		case 'none':
			return {headers: async () => ({}), renew: () => false};
		case 'key':
			return keyAuthenticator(options, secret => ({authorization: `Bearer ${secret}`}));
		case 'api-key':
			return keyAuthenticator(options, secret => ({'api-key': secret}));
		case 'entra':
			return entraAuthenticator(options);
		case 'aml-token':
			throw new ChatError(
				'config',
				'This profile signs in with an Azure ML token, which this version cannot fetch.',
				{
					hint: 'Use a key, or --auth entra where the endpoint takes Entra tokens.',
				},
			);
	}
}

function keyAuthenticator(
	options: AuthenticatorOptions,
	write: (secret: string) => Record<string, string>,
): Authenticator {
	let secret: Promise<string> | undefined;
	return {
		async headers() {
			secret ??= options.secret();
			const value = await secret.catch(error => {
				// A keyring that was locked may be open the next time.
				secret = undefined;
				throw error;
			});
			options.onSecret(value);
			return write(value);
		},
		renew: () => false,
	};
}

function entraAuthenticator(options: AuthenticatorOptions): Authenticator {
	let held: AccessToken | undefined;
	let inFlight: Promise<AccessToken> | undefined;
	const current = async (): Promise<AccessToken> => {
		if (held !== undefined && held.refreshAtMs > Date.now()) {
			return held;
		}

		// One request for a token at a time, shared by everybody who waits for it.
		inFlight ??= import('./entra.ts')
			.then(({acquireToken}) => acquireToken(options))
			.then(token => {
				held = token;
				return token;
			})
			.finally(() => {
				inFlight = undefined;
			});
		return inFlight;
	};

	return {
		async headers({signal}) {
			const {token} = await abortable(current(), signal);
			options.onSecret(token);
			return {authorization: `Bearer ${token}`};
		},
		renew() {
			// While a new one is on its way, somebody else found out first.
			const isRenewable = held !== undefined || inFlight !== undefined;
			held = undefined;
			return isRenewable;
		},
	};
}

/** Waits no longer than the signal allows; the work goes on for others who wait for it. */
async function abortable<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
	const {promise: aborted, reject} = Promise.withResolvers<never>();
	const stop = () => reject(signal.reason);
	signal.addEventListener('abort', stop);
	if (signal.aborted) {
		stop();
	}

	try {
		return await Promise.race([work, aborted]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
