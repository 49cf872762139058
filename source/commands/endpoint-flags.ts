import type {Api} from '../core/api.ts';
import type {JsonObject} from '../core/json.ts';

/** The flags that every command which talks to an endpoint takes; what was not given is undefined. */
export type EndpointFlags = {
	readonly profile?: string | undefined;
	readonly url?: string | undefined;
	readonly api?: Api | undefined;
	readonly model?: string | undefined;
	readonly deployment?: string | undefined;
	readonly apiVersion?: string | undefined;
	/** A template's name, or `@FILE`. */
	readonly template?: string | undefined;
	/** The NAME of the variable that holds the credential. */
	readonly tokenEnv?: string | undefined;
	readonly auth?: 'key' | 'api-key' | 'entra' | 'none' | undefined;
	/** The system message, or `@FILE`. */
	readonly system?: string | undefined;
	readonly parameters: JsonObject;
	readonly noStream: boolean;
	readonly timeoutSeconds?: number | undefined;
	readonly firstByteTimeoutSeconds?: number | undefined;
	readonly idleTimeoutSeconds?: number | undefined;
	readonly retries?: number | undefined;
	readonly verbose: boolean;
};
