import type {Authenticator} from '../auth/authenticator.ts';
import type {Redactor} from '../core/redact.ts';
import type {Endpoint} from '../endpoint/resolve-endpoint.ts';
import type {RetryPolicy} from '../http/retry.ts';
import type {Transport} from '../http/transport.ts';
import type {Profile} from '../profiles/profile.ts';
import type {Dialect} from './dialect.ts';

/** Time limits of a request, in milliseconds; what is left out has the default of `http/limits.ts`. */
export type TurnTimeouts = {
	/** The whole request: connecting, waiting, retries, the stream. None by default. */
	readonly totalMs?: number | undefined;
	/** Until the response head. */
	readonly firstByteMs?: number | undefined;
	/** Without new text, also when bytes come. */
	readonly idleMs?: number | undefined;
};

/** One step of an exchange, for `-v`. Secrets are masked. */
export type ExchangeEvent =
	| {
			readonly type: 'request';
			readonly method: string;
			readonly url: string;
			readonly headers: Readonly<Record<string, string>>;
			readonly bytes: number;
	  }
	| {
			readonly type: 'response';
			readonly status: number;
			readonly headers: Readonly<Record<string, string>>;
			readonly ms: number;
	  };

/** An opened endpoint: what stays the same from one turn to the next. */
export type EndpointSession = {
	readonly profile: Profile;
	readonly endpoint: Endpoint;
	readonly authenticator: Authenticator;
	readonly transport: Transport;
	readonly redactor: Redactor;
	readonly timeouts: TurnTimeouts;
	readonly retryPolicy: RetryPolicy;
	readonly onExchange?: ((event: ExchangeEvent) => void) | undefined;
	/** What the endpoint taught us, for as long as the session lasts. */
	readonly learned: {dialect: Dialect};
};
