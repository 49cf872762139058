import type {Api} from '../core/api.ts';
import {normalizeUrl} from '../profiles/normalize-url.ts';
import {hostDefaults, hostKind} from './host-table.ts';

/** The fields of a profile that decide where a request goes. */
export type RouteFields = {
	readonly url: string;
	readonly api?: Api | undefined;
	readonly deployment?: string | undefined;
	readonly apiVersion?: string | undefined;
};

export type Route = {
	readonly url: URL;
	readonly api: Api;
	/** Which flavour of API the path speaks; decides about headers and defaults. */
	readonly flavour: 'openai' | 'azure-openai-dated' | 'model-inference' | 'score';
};

const modelInferenceVersion = '2024-05-01-preview';
const azureOpenAiVersion = '2024-10-21';

/** The end of the path that a full route has, by wire format. */
const routeEnds: ReadonlyArray<readonly [end: string, api: Api]> = [
	['/chat/completions', 'chat-completions'],
	['/completions', 'completions'],
	['/score', 'azureml-score'],
];

/**
 * Turns a host, a base (`https://host/v1`) or a full route into the final URL for a wire format.
 *
 * A full route of the wire format is kept to the letter; a full route of another one is taken back to its base first.
 */
export function resolveRoute(fields: RouteFields): Route | undefined {
	const url = URL.parse(normalizeUrl(fields.url));
	if (url === null) {
		return undefined;
	}

	const kind = hostKind(url);
	const found = splitRoute(url.pathname);
	const api = fields.api ?? found.api ?? hostDefaults[kind].api;
	if (api === 'azureml-score') {
		// A custom container listens wherever its deployment says: any path given for this format is the route.
		if (found.base === '' && found.api !== 'azureml-score') {
			url.pathname = '/score';
		} else if (found.api !== undefined && found.api !== 'azureml-score') {
			url.pathname = `${found.base.replace(/\/v1$/, '')}/score`;
		}

		return {url, api, flavour: 'score'};
	}

	if (found.api !== api) {
		url.pathname = `${routeBase(kind, found, fields)}${api === 'completions' ? '/completions' : '/chat/completions'}`;
	}

	const flavour = flavourOf(url, kind, fields);
	const version =
		fields.apiVersion ?? (url.searchParams.has('api-version') ? undefined : defaultVersion(flavour, kind));
	if (version !== undefined) {
		url.searchParams.set('api-version', version);
	}

	return {url, api, flavour};
}

/** Takes a known route's end off a path. */
function splitRoute(pathname: string): {readonly base: string; readonly api?: Api} {
	const path = pathname.replace(/\/+$/, '');
	const match = routeEnds.find(([end]) => path.endsWith(end));
	return match === undefined ? {base: path} : {base: path.slice(0, -match[0].length), api: match[1]};
}

/** The path in front of `/chat/completions` for a host or base. */
function routeBase(
	kind: ReturnType<typeof hostKind>,
	found: {readonly base: string; readonly api?: Api},
	fields: RouteFields,
): string {
	const {base} = found;
	if (kind === 'managed-online' && found.api === 'azureml-score') {
		// Streams arrive whole on /v1, while the plain route's stream is broken on some of Azure's own containers.
		return `${base}/v1`;
	}

	if (base !== '') {
		return /^\/api\/projects\/[^/]+$/.test(base)
			? `${base}/models`
			: base === '/openai'
				? openAiBase(fields)
				: base;
	}

	switch (kind) {
		case 'azure-openai':
			return openAiBase(fields);
		case 'foundry':
			return fields.apiVersion === undefined ? '/openai/v1' : '/models';
		case 'serverless':
			return fields.apiVersion === undefined ? '/v1' : '';
		case 'github-models':
			return '/inference';
		default:
			return '/v1';
	}
}

/** Azure OpenAI has a dated API, where the path names the deployment, and `/openai/v1`, where the body does. */
function openAiBase(fields: RouteFields): string {
	return fields.apiVersion !== undefined && fields.deployment !== undefined
		? `/openai/deployments/${encodeURIComponent(fields.deployment)}`
		: '/openai/v1';
}

function flavourOf(url: URL, kind: ReturnType<typeof hostKind>, fields: RouteFields): Route['flavour'] {
	const {pathname} = url;
	if (pathname.includes('/openai/deployments/')) {
		return 'azure-openai-dated';
	}

	if (/\/v1\/(?:chat\/)?completions$/.test(pathname)) {
		return 'openai';
	}

	const isModelInference =
		/\/models\/(?:chat\/)?completions$/.test(pathname) ||
		(/^\/(?:chat\/)?completions$/.test(pathname) && (kind === 'serverless' || kind === 'managed-online')) ||
		(/^\/(?:chat\/)?completions$/.test(pathname) &&
			(fields.apiVersion !== undefined || url.searchParams.has('api-version')));
	return isModelInference ? 'model-inference' : 'openai';
}

function defaultVersion(flavour: Route['flavour'], kind: ReturnType<typeof hostKind>): string | undefined {
	if (flavour === 'azure-openai-dated') {
		return azureOpenAiVersion;
	}

	return flavour === 'model-inference' && kind !== 'github-models' ? modelInferenceVersion : undefined;
}
