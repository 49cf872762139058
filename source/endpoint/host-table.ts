import type {Api} from '../core/api.ts';

/** What a host is, as far as its name tells. */
export type HostKind =
	/** Azure ML pay-as-you-go (serverless) endpoint. */
	| 'serverless'
	/** Azure ML managed online ("realtime") endpoint. */
	| 'managed-online'
	/** Foundry resource. */
	| 'foundry'
	| 'azure-openai'
	/** GitHub Models. */
	| 'github-models'
	/** Anything else: taken for an OpenAI-compatible server. */
	| 'openai-compatible';

/** How a kind of host is spoken to, unless the profile says otherwise. */
export type HostDefaults = {
	readonly api: Api;
	readonly authHeader: 'bearer' | 'api-key';
	/**
	 * Whether the body names the model: `set` only when the user set one, `deployment` always, with the deployment's
	 * name standing in.
	 */
	readonly model: 'set' | 'deployment';
	/** The OAuth scope of its Entra tokens. */
	readonly scope: string;
};

/** Host suffixes, most specific first. Sources: Azure ML and Foundry documentation of endpoint addresses. */
const suffixes: ReadonlyArray<readonly [suffix: string, kind: HostKind]> = [
	['.inference.ml.azure.com', 'managed-online'],
	['.inference.ai.azure.com', 'serverless'],
	['.models.ai.azure.com', 'serverless'],
	['.services.ai.azure.com', 'foundry'],
	['.openai.azure.com', 'azure-openai'],
	['.cognitiveservices.azure.com', 'azure-openai'],
];

const cognitiveServices = 'https://cognitiveservices.azure.com/.default';
const azureMl = 'https://ml.azure.com/.default';

export const hostDefaults: Readonly<Record<HostKind, HostDefaults>> = {
	serverless: {api: 'chat-completions', authHeader: 'bearer', model: 'set', scope: azureMl},
	'managed-online': {api: 'azureml-score', authHeader: 'bearer', model: 'set', scope: azureMl},
	foundry: {api: 'chat-completions', authHeader: 'api-key', model: 'deployment', scope: cognitiveServices},
	'azure-openai': {
		api: 'chat-completions',
		authHeader: 'api-key',
		model: 'deployment',
		scope: cognitiveServices,
	},
	'github-models': {api: 'chat-completions', authHeader: 'bearer', model: 'set', scope: cognitiveServices},
	'openai-compatible': {
		api: 'chat-completions',
		authHeader: 'bearer',
		model: 'set',
		scope: cognitiveServices,
	},
};

export function hostKind(url: URL): HostKind {
	const host = url.hostname.toLowerCase();
	if (host === 'models.github.ai') {
		return 'github-models';
	}

	return suffixes.find(([suffix]) => host.endsWith(suffix))?.[1] ?? 'openai-compatible';
}
