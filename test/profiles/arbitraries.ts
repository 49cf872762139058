import fc from 'fast-check';
import {apis} from '../../source/core/api.ts';
import {printable} from '../../source/core/printable-text.ts';
import {templateNames} from '../../source/core/prompt-template.ts';
import type {Profile} from '../../source/profiles/profile.ts';

const oddNames = [
	'__proto__',
	'constructor',
	'toString',
	'api.example.com',
	'42',
	'ä b',
	'日本',
	'👩‍💻',
	'"',
	"it's",
	' ',
];

/** Names that the contract allows, the ones that break naive programs among them. */
export const names = fc.oneof(
	fc.constantFrom(...oddNames),
	fc
		.string({unit: 'binary', minLength: 1, maxLength: 20})
		.filter(name => !/^-|[/\\\n\t]/.test(name) && printable(name) === name),
);

const words = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);
const json = fc.jsonValue({maxDepth: 3}) as fc.Arbitrary<NonNullable<Profile['parameters']>[string]>;
const keys = fc.oneof(words, fc.constantFrom('__proto__', 'top_p', 'a.b'));

/** An object with any keys as own properties; fast-check's own dictionaries are kept from `__proto__`. */
function objectOf<Value>(values: fc.Arbitrary<Value>, ownKeys: fc.Arbitrary<string> = keys) {
	return fc
		.uniqueArray(fc.tuple(ownKeys, values), {maxLength: 4, selector: ([key]) => key.toLowerCase()})
		.map(entries => Object.fromEntries(entries) as Record<string, Value>);
}

const urls = fc.oneof(
	fc.webUrl({validSchemes: ['https'], withQueryParameters: false}),
	fc.constantFrom(
		'http://localhost:8080/v1',
		'http://127.0.0.1:1',
		'http://[::1]:9/score',
		'https://h/x?api-version=1',
	),
);

const auths: fc.Arbitrary<NonNullable<Profile['auth']>> = fc.oneof(
	fc.constantFrom(
		{type: 'key'},
		{type: 'api-key'},
		{type: 'none'},
		{type: 'aml-token', endpointId: '/subscriptions/s'},
	),
	fc.record({type: fc.constant('entra'), scope: words, tenant: words}, {requiredKeys: ['type']}),
) as fc.Arbitrary<NonNullable<Profile['auth']>>;

const secrets: fc.Arbitrary<NonNullable<Profile['secret']>> = fc.oneof(
	fc.constantFrom({from: 'keyring'}, {from: 'file'}, {from: 'env', name: 'LLAMA_KEY'}),
	fc.record({from: fc.constant('command'), command: fc.array(words, {minLength: 1})}),
) as fc.Arbitrary<NonNullable<Profile['secret']>>;

/** Profiles as the parser accepts them, unknown fields included. */
export const profiles = fc.record(
	{
		name: names,
		url: urls,
		api: fc.constantFrom(...apis),
		auth: auths,
		secret: secrets,
		model: words,
		deployment: words,
		apiVersion: words,
		template: fc.oneof(
			fc.constantFrom(...templateNames),
			fc.constant({user: '<{content}>', assistant: '{content}'}),
		),
		system: fc.string(),
		parameters: objectOf(json),
		headers: objectOf(
			words,
			fc.oneof(
				fc.constantFrom('__proto__', 'x-team'),
				words.map(word => `x-${word}`),
			),
		),
		contextTokens: fc.integer({min: 1}),
		stream: fc.boolean(),
		scoreBody: fc.constantFrom('chat', 'split', {input: '{{prompt}}'}),
		answerPath: fc.constantFrom('', '/output', '/a~1b/0'),
		caFile: fc.constant('/etc/ssl/ours.pem'),
		fieldOfTheFuture: json,
	},
	{requiredKeys: ['name', 'url']},
) as fc.Arbitrary<Profile>;
