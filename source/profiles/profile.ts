import type {Api} from '../core/api.ts';
import type {Json, JsonObject} from '../core/json.ts';
import type {PromptTemplate} from '../core/prompt-template.ts';

/** How requests are signed. */
export type Auth =
	/** `Authorization: Bearer SECRET`. */
	| {readonly type: 'key'}
	/** `api-key: SECRET`. */
	| {readonly type: 'api-key'}
	/** An Entra access token; the scope is worked out from the host when left out. */
	| {readonly type: 'entra'; readonly scope?: string; readonly tenant?: string; readonly clientId?: string}
	/** A short-lived Azure ML token, fetched through ARM by the endpoint's id. */
	| {readonly type: 'aml-token'; readonly endpointId?: string}
	| {readonly type: 'none'};

export const authTypes = ['key', 'api-key', 'entra', 'aml-token', 'none'] as const;

/** Where a profile's secret comes from. The secret itself is never part of a profile. */
export type SecretSource =
	| {readonly from: 'keyring'}
	| {readonly from: 'file'}
	| {readonly from: 'env'; readonly name: string}
	/** An argument vector, run without a shell; the first line of its stdout is the secret. */
	| {readonly from: 'command'; readonly command: readonly string[]};

/** The request shapes of `azureml-score`, or any JSON with the strings `{{messages}}`, `{{prompt}}`, `{{parameters}}` in it. */
export const scoreBodyNames = ['chat', 'text', 'params', 'split'] as const;

/** A saved endpoint, as `config.json` holds it. Only `name` and `url` are needed. */
export type Profile = {
	readonly name: string;
	/** A host, a base (`https://host/v1`) or a full route. */
	readonly url: string;
	/** Left out: worked out from the URL. */
	readonly api?: Api;
	readonly auth?: Auth;
	readonly secret?: SecretSource;
	readonly model?: string;
	readonly deployment?: string;
	readonly apiVersion?: string;
	readonly template?: PromptTemplate;
	readonly system?: string;
	readonly parameters?: JsonObject;
	readonly headers?: Readonly<Record<string, string>>;
	/** The size of the model's context window, in tokens. */
	readonly contextTokens?: number;
	readonly stream?: boolean;
	/** One of {@link scoreBodyNames}, or a JSON value of one's own. */
	readonly scoreBody?: Json;
	/** JSON Pointer to the text of an unusual answer. */
	readonly answerPath?: string;
	/** PEM file of further certificate authorities. */
	readonly caFile?: string;
	/** PEM files of a client certificate and its key. */
	readonly clientCert?: string;
	readonly clientKey?: string;
};
