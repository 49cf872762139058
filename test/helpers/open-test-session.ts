import {onTestFinished} from 'vitest';
import {createAuthenticator} from '../../source/auth/authenticator.ts';
import type {EndpointSession, ExchangeEvent, TurnTimeouts} from '../../source/chat/endpoint-session.ts';
import {createRedactor} from '../../source/core/redact.ts';
import {resolveEndpoint} from '../../source/endpoint/resolve-endpoint.ts';
import type {RetryPolicy} from '../../source/http/retry.ts';
import {createTransport} from '../../source/http/transport.ts';
import type {Profile} from '../../source/profiles/profile.ts';

/** The key of all test sessions; no byte of it may show up anywhere but in a request. */
export const testKey = 'test-key-C7p/Zq+93=';

export type TestSessionOptions = {
	readonly timeouts?: TurnTimeouts;
	readonly retryPolicy?: Partial<RetryPolicy>;
	readonly key?: string;
	readonly onExchange?: (event: ExchangeEvent) => void;
};

/** Retries without the waiting; what a service asks for is waited for. */
export const quickRetries: RetryPolicy = {
	retries: 3,
	budgetMs: 60_000,
	firstDelayMs: 1,
	shortestDelayMs: 1,
};

/** Opens a session for a profile, as the commands do it; its sockets close with the test. */
export function openTestSession(
	profile: Partial<Profile> & {readonly url: string},
	options: TestSessionOptions = {},
): EndpointSession {
	const full: Profile = {name: 'test', auth: {type: 'key'}, ...profile};
	const endpoint = resolveEndpoint(full);
	const redactor = createRedactor();
	const transport = createTransport({
		caFile: full.caFile,
		clientCert: full.clientCert,
		clientKey: full.clientKey,
	});
	onTestFinished(() => transport.close());
	return {
		profile: full,
		endpoint,
		authenticator: createAuthenticator({
			auth: endpoint.auth,
			scope: endpoint.scope,
			environment: {},
			secret: async () => options.key ?? testKey,
			onSecret: secret => redactor.add(secret),
		}),
		transport,
		redactor,
		timeouts: options.timeouts ?? {},
		retryPolicy: {...quickRetries, ...options.retryPolicy},
		onExchange: options.onExchange,
		learned: {dialect: {}},
	};
}
