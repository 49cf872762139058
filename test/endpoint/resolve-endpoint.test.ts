import {expect, test} from 'vitest';
import type {Api} from '../../source/core/api.ts';
import {type Endpoint, resolveEndpoint} from '../../source/endpoint/resolve-endpoint.ts';
import type {Profile} from '../../source/profiles/profile.ts';

function resolve(url: string, more: Partial<Profile> = {}): Endpoint {
	return resolveEndpoint({name: 'test', url, ...more});
}

const chat = '/chat/completions';
const serverless = 'https://llama.eastus2.models.ai.azure.com';
const serverlessOld = 'https://llama.eastus2.inference.ai.azure.com';
const online = 'https://llm.eastus2.inference.ml.azure.com';
const openai = 'https://res.openai.azure.com';
const cognitive = 'https://res.cognitiveservices.azure.com';
const foundry = 'https://res.services.ai.azure.com';
const preview = 'api-version=2024-05-01-preview';
const dated = '/openai/deployments/gpt/chat/completions';

type Row = readonly [
	url: string,
	profile: Partial<Profile>,
	final: string,
	api: Api,
	header: 'bearer' | 'api-key',
];

const rows: readonly Row[] = [
	// Serverless ("pay as you go"): a host or base means the OpenAI route, the plain route is the Model Inference API.
	[serverless, {}, `${serverless}/v1${chat}`, 'chat-completions', 'bearer'],
	['llama.eastus2.models.ai.azure.com', {}, `${serverless}/v1${chat}`, 'chat-completions', 'bearer'],
	[`${serverless}/`, {}, `${serverless}/v1${chat}`, 'chat-completions', 'bearer'],
	[`${serverless}/v1`, {}, `${serverless}/v1${chat}`, 'chat-completions', 'bearer'],
	[`${serverless}/v1/`, {}, `${serverless}/v1${chat}`, 'chat-completions', 'bearer'],
	[`${serverless}/v1${chat}`, {}, `${serverless}/v1${chat}`, 'chat-completions', 'bearer'],
	[`${serverless}/v1/completions`, {}, `${serverless}/v1/completions`, 'completions', 'bearer'],
	[serverless, {api: 'completions'}, `${serverless}/v1/completions`, 'completions', 'bearer'],
	[`${serverless}/v1${chat}`, {api: 'completions'}, `${serverless}/v1/completions`, 'completions', 'bearer'],
	[serverlessOld, {}, `${serverlessOld}/v1${chat}`, 'chat-completions', 'bearer'],
	[serverlessOld, {api: 'completions'}, `${serverlessOld}/v1/completions`, 'completions', 'bearer'],
	[`${serverless}${chat}`, {}, `${serverless}${chat}?${preview}`, 'chat-completions', 'bearer'],
	[`${serverless}/completions`, {}, `${serverless}/completions?${preview}`, 'completions', 'bearer'],
	[serverless, {apiVersion: 'v2'}, `${serverless}${chat}?api-version=v2`, 'chat-completions', 'bearer'],

	// Managed online ("realtime").
	[`${online}/score`, {}, `${online}/score`, 'azureml-score', 'bearer'],
	[online, {}, `${online}/score`, 'azureml-score', 'bearer'],
	[`${online}/`, {}, `${online}/score`, 'azureml-score', 'bearer'],
	[`${online}/custom/predict`, {api: 'azureml-score'}, `${online}/custom/predict`, 'azureml-score', 'bearer'],
	[`${online}/score`, {api: 'chat-completions'}, `${online}/v1${chat}`, 'chat-completions', 'bearer'],
	[`${online}/score`, {api: 'completions'}, `${online}/v1/completions`, 'completions', 'bearer'],
	[`${online}/v1${chat}`, {}, `${online}/v1${chat}`, 'chat-completions', 'bearer'],
	[`${online}/v1${chat}`, {api: 'azureml-score'}, `${online}/score`, 'azureml-score', 'bearer'],
	[`${online}${chat}`, {}, `${online}${chat}?${preview}`, 'chat-completions', 'bearer'],

	// Foundry.
	[foundry, {}, `${foundry}/openai/v1${chat}`, 'chat-completions', 'api-key'],
	[`${foundry}/openai/v1/`, {}, `${foundry}/openai/v1${chat}`, 'chat-completions', 'api-key'],
	[
		`${foundry}/openai/v1`,
		{api: 'completions'},
		`${foundry}/openai/v1/completions`,
		'completions',
		'api-key',
	],
	[`${foundry}/models`, {}, `${foundry}/models${chat}?${preview}`, 'chat-completions', 'api-key'],
	[`${foundry}/models${chat}`, {}, `${foundry}/models${chat}?${preview}`, 'chat-completions', 'api-key'],
	[
		`${foundry}/models${chat}?api-version=v9`,
		{},
		`${foundry}/models${chat}?api-version=v9`,
		'chat-completions',
		'api-key',
	],
	[foundry, {apiVersion: 'v9'}, `${foundry}/models${chat}?api-version=v9`, 'chat-completions', 'api-key'],
	[
		`${foundry}/api/projects/p1`,
		{},
		`${foundry}/api/projects/p1/models${chat}?${preview}`,
		'chat-completions',
		'api-key',
	],

	// Azure OpenAI: v1, and the dated API.
	[openai, {}, `${openai}/openai/v1${chat}`, 'chat-completions', 'api-key'],
	[`${openai}/openai`, {}, `${openai}/openai/v1${chat}`, 'chat-completions', 'api-key'],
	[`${openai}/openai/v1`, {}, `${openai}/openai/v1${chat}`, 'chat-completions', 'api-key'],
	[cognitive, {}, `${cognitive}/openai/v1${chat}`, 'chat-completions', 'api-key'],
	[
		openai,
		{deployment: 'gpt', apiVersion: '2024-10-21'},
		`${openai}${dated}?api-version=2024-10-21`,
		'chat-completions',
		'api-key',
	],
	[
		`${openai}/openai`,
		{deployment: 'gpt 4/5', apiVersion: 'v9'},
		`${openai}/openai/deployments/gpt%204%2F5${chat}?api-version=v9`,
		'chat-completions',
		'api-key',
	],
	[
		openai,
		{deployment: 'gpt', apiVersion: 'v9', api: 'completions'},
		`${openai}/openai/deployments/gpt/completions?api-version=v9`,
		'completions',
		'api-key',
	],
	[`${openai}${dated}`, {}, `${openai}${dated}?api-version=2024-10-21`, 'chat-completions', 'api-key'],
	[
		`${openai}${dated}?api-version=2023-05-15`,
		{},
		`${openai}${dated}?api-version=2023-05-15`,
		'chat-completions',
		'api-key',
	],
	[
		`${openai}${dated}?api-version=2023-05-15`,
		{apiVersion: 'v9'},
		`${openai}${dated}?api-version=v9`,
		'chat-completions',
		'api-key',
	],
	[
		`${openai}/openai/deployments/gpt`,
		{},
		`${openai}${dated}?api-version=2024-10-21`,
		'chat-completions',
		'api-key',
	],

	// GitHub Models.
	['https://models.github.ai', {}, `https://models.github.ai/inference${chat}`, 'chat-completions', 'bearer'],
	[
		'https://models.github.ai/inference',
		{},
		`https://models.github.ai/inference${chat}`,
		'chat-completions',
		'bearer',
	],

	// Everything else is taken for an OpenAI-compatible server.
	['https://api.example.com', {}, `https://api.example.com/v1${chat}`, 'chat-completions', 'bearer'],
	['https://api.example.com/v1', {}, `https://api.example.com/v1${chat}`, 'chat-completions', 'bearer'],
	['https://api.example.com/v1/', {}, `https://api.example.com/v1${chat}`, 'chat-completions', 'bearer'],
	['api.example.com/llm/v3', {}, `https://api.example.com/llm/v3${chat}`, 'chat-completions', 'bearer'],
	[
		`https://api.example.com/v1${chat}?tenant=a%20b`,
		{},
		`https://api.example.com/v1${chat}?tenant=a%20b`,
		'chat-completions',
		'bearer',
	],
	[
		'https://api.example.com/v1/completions',
		{},
		'https://api.example.com/v1/completions',
		'completions',
		'bearer',
	],
	[
		'https://api.example.com/v1/completions',
		{api: 'chat-completions'},
		`https://api.example.com/v1${chat}`,
		'chat-completions',
		'bearer',
	],
	['https://api.example.com/score', {}, 'https://api.example.com/score', 'azureml-score', 'bearer'],
	['http://localhost:8000', {}, `http://localhost:8000/v1${chat}`, 'chat-completions', 'bearer'],
	['localhost:8000/v1', {}, `http://localhost:8000/v1${chat}`, 'chat-completions', 'bearer'],
	['http://[::1]:8000', {}, `http://[::1]:8000/v1${chat}`, 'chat-completions', 'bearer'],
	['  https://API.example.com  ', {}, `https://api.example.com/v1${chat}`, 'chat-completions', 'bearer'],
	[
		'https://evil.example/.openai.azure.com',
		{},
		`https://evil.example/.openai.azure.com${chat}`,
		'chat-completions',
		'bearer',
	],
];

test.each(rows)('%s with %j goes to %s', (url, profile, final, api, header) => {
	const endpoint = resolve(url, profile);
	expect([endpoint.url.href, endpoint.api, endpoint.authHeader]).toEqual([final, api, header]);
});

test.each(rows)('the final URL of %s with %j stays as it is', (url, profile) => {
	const {url: final, api} = resolve(url, profile);
	expect(resolve(final.href, {...profile, api}).url.href).toBe(final.href);
});

test.each<readonly [url: string, profile: Partial<Profile>, model: string | undefined]>([
	[serverless, {}, undefined],
	[serverless, {model: 'm'}, 'm'],
	[serverless, {deployment: 'blue'}, undefined],
	[`${online}/v1`, {deployment: 'blue'}, undefined],
	[`${online}/score`, {model: 'm'}, undefined],
	[foundry, {deployment: 'gpt'}, 'gpt'],
	[foundry, {deployment: 'gpt', model: 'm'}, 'm'],
	[`${foundry}/models`, {deployment: 'gpt'}, 'gpt'],
	[`${openai}/openai/v1`, {deployment: 'gpt'}, 'gpt'],
	[`${openai}${dated}`, {deployment: 'gpt', model: 'm'}, undefined],
	['localhost:8000', {model: 'm'}, 'm'],
])('%s with %j names the model %s in the body', (url, profile, model) => {
	expect(resolve(url, profile).bodyModel).toBe(model);
});

test.each<readonly [url: string, profile: Partial<Profile>, headers: Readonly<Record<string, string>>]>([
	[`${online}/score`, {deployment: 'blue'}, {'azureml-model-deployment': 'blue'}],
	[`${online}/v1`, {deployment: 'blue'}, {'azureml-model-deployment': 'blue'}],
	[serverless, {deployment: 'blue'}, {'azureml-model-deployment': 'blue'}],
	[foundry, {deployment: 'gpt'}, {}],
	[openai, {deployment: 'gpt'}, {}],
	[`${openai}${dated}`, {deployment: 'gpt'}, {}],
	[`${serverless}${chat}`, {parameters: {temperature: 0, max_tokens: 5}}, {}],
	[`${serverless}${chat}`, {parameters: {top_k: 5}}, {'extra-parameters': 'pass-through'}],
	[`${foundry}/models`, {parameters: {ignore_eos: true}}, {'extra-parameters': 'pass-through'}],
	[`${serverless}/v1`, {parameters: {top_k: 5}}, {}],
	[
		`${foundry}/models`,
		{parameters: {top_k: 5}, headers: {'Extra-Parameters': 'drop'}},
		{'extra-parameters': 'drop'},
	],
	['localhost:8000', {headers: {'X-Team': 'nlp'}}, {'x-team': 'nlp'}],
])('%s with %j sends the headers %j', (url, profile, headers) => {
	expect(resolve(url, profile).headers).toEqual(headers);
});

test.each<readonly [url: string, profile: Partial<Profile>, type: string]>([
	[serverless, {}, 'key'],
	[openai, {}, 'api-key'],
	[openai, {auth: {type: 'key'}}, 'key'],
	['https://api.example.com', {}, 'key'],
	['localhost:8000', {}, 'none'],
	['localhost:8000', {secret: {from: 'env', name: 'KEY'}}, 'key'],
	['https://localhost:8000', {}, 'none'],
	[online, {auth: {type: 'entra'}}, 'entra'],
])('%s with %j signs in by %s', (url, profile, type) => {
	expect(resolve(url, profile).auth.type).toBe(type);
});

test.each([
	[online, 'https://ml.azure.com/.default'],
	[serverless, 'https://ml.azure.com/.default'],
	[openai, 'https://cognitiveservices.azure.com/.default'],
	[foundry, 'https://cognitiveservices.azure.com/.default'],
	[`${foundry}/api/projects/p1`, 'https://ai.azure.com/.default'],
])('a token for %s is of the scope %s', (url, scope) => {
	expect(resolve(url, {auth: {type: 'entra'}}).scope).toBe(scope);
	expect(resolve(url, {auth: {type: 'entra', scope: 'api://own/.default'}}).scope).toBe('api://own/.default');
});

test.each<readonly [url: string, profile: Partial<Profile>, maximum: number | undefined]>([
	[`${serverless}/v1`, {}, 1024],
	[`${serverless}${chat}`, {}, undefined],
	['localhost:8000', {}, undefined],
	['localhost:8000', {api: 'completions'}, 1024],
	[`${online}/score`, {}, undefined],
])('%s with %j falls back to a maximum of %s tokens', (url, profile, maximum) => {
	expect(resolve(url, profile).fallbackMaxTokens).toBe(maximum);
});

test.each<readonly [url: string, profile: Partial<Profile>, message: string]>([
	['http://api.example.com', {}, 'A key must not go to api.example.com unencrypted.'],
	['http://api.example.com', {auth: {type: 'entra'}}, 'A key must not go to api.example.com unencrypted.'],
	['http://127.0.0.1.example.com', {}, 'A key must not go to 127.0.0.1.example.com unencrypted.'],
	['http://10.0.0.7:8000', {}, 'A key must not go to 10.0.0.7:8000 unencrypted.'],
	[
		'https://me:pass@api.example.com',
		{},
		'The endpoint’s URL holds a user name or password, which would end up in logs.',
	],
	[
		'https://me@api.example.com',
		{},
		'The endpoint’s URL holds a user name or password, which would end up in logs.',
	],
	['ftp://api.example.com', {}, 'amlchat speaks https, not ftp:'],
	['file:///etc/passwd', {}, 'amlchat speaks https, not file:'],
	['https://', {}, 'The endpoint’s URL is not a valid URL.'],
	['', {}, 'The endpoint’s URL is not a valid URL.'],
	['https://a b', {}, 'The endpoint’s URL is not a valid URL.'],
])('refuses %s with %j', (url, profile, message) => {
	expect(() => resolve(url, profile)).toThrow(expect.objectContaining({kind: 'config', message}));
});

test('sends to an http host where no key is wanted', () => {
	expect(resolve('http://10.0.0.7:8000', {auth: {type: 'none'}}).url.href).toBe(
		`http://10.0.0.7:8000/v1${chat}`,
	);
});

test('a refusal names the profile’s command, or the flag where there is no profile', () => {
	const profile = {name: 'prod', url: 'ftp://x'};
	expect(() => resolveEndpoint(profile)).toThrow(
		expect.objectContaining({hint: 'Change it: amlchat profiles edit prod --url URL'}),
	);
	expect(() => resolveEndpoint(profile, null)).toThrow(
		expect.objectContaining({hint: 'Give another one with --url.'}),
	);
});
