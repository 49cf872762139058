import type {Api} from '../core/api.ts';
import {configError} from '../core/errors.ts';
import type {JsonObject} from '../core/json.ts';
import {isLoopback, isSecure} from '../core/origin.ts';
import type {Auth, Profile} from '../profiles/profile.ts';
import {hostDefaults, hostKind} from './host-table.ts';
import {type Route, resolveRoute} from './route.ts';

/** Everything about an endpoint that a request needs, worked out from a profile. */
export type Endpoint = {
	/** The profile's name; null for an endpoint given on the spot. */
	readonly profileName: string | null;
	readonly api: Api;
	/** The final URL. */
	readonly url: URL;
	/** Headers beside the credential's. */
	readonly headers: Readonly<Record<string, string>>;
	readonly auth: Auth;
	/** The header that a key goes into. */
	readonly authHeader: 'bearer' | 'api-key';
	/** The scope of an Entra token for this host. */
	readonly scope: string;
	/** The model to name in the body, if any. */
	readonly bodyModel: string | undefined;
	readonly fallbackMaxTokens: number | undefined;
	readonly isLoopback: boolean;
};

/** The services whose own default is 16 tokens get this many, unless somebody set a maximum. */
const fallbackMaxTokens = 1024;

/** Keys that the Azure AI Model Inference API knows; others need the header `extra-parameters`. */
const modelInferenceKeys: ReadonlySet<string> = new Set([
	'frequency_penalty',
	'max_tokens',
	'presence_penalty',
	'response_format',
	'seed',
	'stop',
	'stream',
	'temperature',
	'tool_choice',
	'tools',
	'top_p',
]);

/**
 * Works out the endpoint of a profile.
 *
 * @throws {ChatError} `config` when the URL cannot be used, or a credential would travel unencrypted.
 */
export function resolveEndpoint(profile: Profile, profileName: string | null = profile.name): Endpoint {
	const route = resolveRoute(profile);
	const fix =
		profileName === null
			? 'Give another one with --url.'
			: `Change it: amlchat profiles edit ${profileName} --url URL`;
	if (route === undefined) {
		throw configError('The endpoint’s URL is not a valid URL.', fix);
	}

	const {url} = route;
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw configError(`amlchat speaks https, not ${url.protocol.slice(0, 20)}`, fix);
	}

	if (url.username !== '' || url.password !== '') {
		throw configError(
			'The endpoint’s URL holds a user name or password, which would end up in logs.',
			`${fix} Put the key in a variable and use --token-env.`,
		);
	}

	const defaults = hostDefaults[hostKind(url)];
	const auth = profile.auth ?? defaultAuth(profile, defaults.authHeader, url);
	if (auth.type !== 'none' && !isSecure(url)) {
		throw configError(
			`A key must not go to ${url.host} unencrypted.`,
			'Use https://, or --auth none if the server wants no key.',
		);
	}

	return {
		profileName,
		api: route.api,
		url,
		headers: endpointHeaders(profile, route),
		auth,
		authHeader: auth.type === 'api-key' ? 'api-key' : 'bearer',
		scope: (auth.type === 'entra' ? auth.scope : undefined) ?? entraScope(url, defaults.scope),
		bodyModel: bodyModel(profile, route, defaults.model),
		fallbackMaxTokens: needsMaxTokens(route, url) ? fallbackMaxTokens : undefined,
		isLoopback: isLoopback(url),
	};
}

/** A key where there is one, in the header that the host documents; nothing on this computer without one. */
function defaultAuth(profile: Profile, header: 'bearer' | 'api-key', url: URL): Auth {
	if (profile.secret === undefined && isLoopback(url)) {
		return {type: 'none'};
	}

	return {type: header === 'api-key' ? 'api-key' : 'key'};
}

function endpointHeaders(profile: Profile, route: Route): Record<string, string> {
	const headers: Record<string, string> = {};
	const kind = hostKind(route.url);
	if (
		profile.deployment !== undefined &&
		kind !== 'azure-openai' &&
		kind !== 'foundry' &&
		route.flavour !== 'azure-openai-dated'
	) {
		headers['azureml-model-deployment'] = profile.deployment;
	}

	if (route.flavour === 'model-inference' && hasExtraParameters(profile.parameters ?? {})) {
		headers['extra-parameters'] = 'pass-through';
	}

	for (const [name, value] of Object.entries(profile.headers ?? {})) {
		headers[name.toLowerCase()] = value;
	}

	return headers;
}

function hasExtraParameters(parameters: JsonObject): boolean {
	return Object.keys(parameters).some(key => !modelInferenceKeys.has(key));
}

function bodyModel(profile: Profile, route: Route, rule: 'set' | 'deployment'): string | undefined {
	if (route.flavour === 'azure-openai-dated' || route.api === 'azureml-score') {
		return undefined;
	}

	return profile.model ?? (rule === 'deployment' ? profile.deployment : undefined);
}

/** OpenAI's legacy completions and the Llama-2-era serverless routes stop after 16 tokens unless told otherwise. */
function needsMaxTokens(route: Route, url: URL): boolean {
	return route.api === 'completions' || (hostKind(url) === 'serverless' && route.flavour === 'openai');
}

function entraScope(url: URL, scope: string): string {
	return url.pathname.startsWith('/api/projects/') ? 'https://ai.azure.com/.default' : scope;
}
