import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {ChatError} from '../../source/core/errors.ts';
import {parseProfile, readProfile} from '../../source/profiles/parse-profile.ts';
import {profiles} from './arbitraries.ts';

const valid = {name: 'llama', url: 'https://host/v1'};

function problemsOf(value: unknown): readonly string[] {
	const result = readProfile(value);
	return result.ok ? [] : result.problems.map(({field, message}) => `${field}: ${message}`);
}

describe('parseProfile', () => {
	it('gives back every profile that went through JSON, whatever it is called', () => {
		fc.assert(
			fc.property(profiles, profile => {
				const text = JSON.stringify(profile);
				const parsed = parseProfile(JSON.parse(text));
				expect(JSON.stringify(parsed)).toBe(text);
				expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
			}),
		);
	});

	it('never throws anything but a ChatError of kind config', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.jsonValue(),
					fc.dictionary(
						fc.constantFrom('name', 'url', 'auth', 'secret', 'headers', 'template', 'scoreBody'),
						fc.jsonValue(),
					),
				),
				value => {
					try {
						parseProfile(value);
					} catch (error) {
						expect(error).toBeInstanceOf(ChatError);
						expect((error as ChatError).kind).toBe('config');
					}
				},
			),
		);
	});

	it('names every problem, the first one in the message', () => {
		const parse = () => parseProfile({name: 'a/b', url: 'ftp://host', api: 'chat', stream: 'yes'});
		expect(parse).toThrow('The profile cannot be used: name: A name holds no / and no \\.');
		try {
			parse();
		} catch (error) {
			expect((error as ChatError).why).toBe(
				'Also: url: A URL starts with https://. ' +
					'api: One of chat-completions, completions, azureml-score is wanted. ' +
					'stream: true or false is wanted.',
			);
		}
	});

	it('puts the scheme in front of a bare host', () => {
		const url = 'my-endpoint.eastus2.inference.ml.azure.com';
		expect(parseProfile({...valid, url}).url).toBe(`https://${url}`);
		expect(parseProfile({...valid, url: ' localhost:8080/v1 '}).url).toBe('http://localhost:8080/v1');
	});

	it.each([
		[undefined, ': A profile is an object with a name and a url.'],
		[[], ': A profile is an object with a name and a url.'],
		[{url: valid.url}, 'name: This field is needed.'],
		[{name: 'a'}, 'url: This field is needed.'],
		[{...valid, name: 1}, 'name: Text in quotes is wanted.'],
		[{...valid, auth: 'key'}, 'auth: An object with a type is wanted.'],
		[{...valid, auth: {}}, 'auth.type: This field is needed.'],
		[{...valid, auth: {type: 'basic'}}, 'auth.type: One of key, api-key, entra, aml-token, none is wanted.'],
		[
			{...valid, auth: {type: 'entra', tenant: 'a b'}},
			'auth.tenant: Letters, digits and . : / _ - are wanted.',
		],
		[{...valid, secret: {from: 'plain'}}, 'secret.from: One of keyring, file, env, command is wanted.'],
		[{...valid, secret: 'sk-1'}, 'secret.from: One of keyring, file, env, command is wanted.'],
		[{...valid, secret: {from: 'toString'}}, 'secret.from: One of keyring, file, env, command is wanted.'],
		[{...valid, secret: {from: 'env'}}, 'secret.name: This field is needed.'],
		[
			{...valid, secret: {from: 'env', name: 'A B'}},
			'secret.name: The name of a variable holds letters, digits and _ only.',
		],
		[
			{...valid, secret: {from: 'command', command: []}},
			'secret.command: A list of words is wanted, the program first.',
		],
		[
			{...valid, secret: {from: 'command', command: 'pass'}},
			'secret.command: A list of words is wanted, the program first.',
		],
		[
			{...valid, secret: {from: 'command', command: ['./pass']}},
			'secret.command: The program is given by its name or its full path.',
		],
		[
			{...valid, headers: {authorization: 'x'}},
			'headers.authorization: This header is set by amlchat itself.',
		],
		[{...valid, headers: {'Api-Key': 'x'}}, 'headers.Api-Key: This header is set by amlchat itself.'],
		[{...valid, headers: {'x y': 'x'}}, 'headers.x y: A header name holds letters, digits and dashes only.'],
		[
			{...valid, headers: {x: 'a\r\nb'}},
			'headers.x: A header value is one line of Latin letters, without spaces around it.',
		],
		[{...valid, headers: {x: 'a', X: 'b'}}, 'headers.X: This header is given twice.'],
		[{...valid, template: 'llama9'}, /^template: One of llama2, .* is wanted\.$/],
		[
			{...valid, template: {user: 'x', assistant: '{content}'}},
			'template.user: It holds {content}, where the message goes.',
		],
		[{...valid, template: {user: '{content}'}}, 'template.assistant: This field is needed.'],
		[{...valid, parameters: []}, 'parameters: An object of request parameters is wanted.'],
		[{...valid, contextTokens: 1.5}, 'contextTokens: A whole number of tokens is wanted.'],
		[{...valid, contextTokens: 0}, 'contextTokens: A whole number of tokens is wanted.'],
		[{...valid, scoreBody: 'chats'}, /^scoreBody: One of chat, text, params, split is wanted, or JSON/],
		[{...valid, scoreBody: {input: 'x'}}, /^scoreBody: /],
		[
			{...valid, answerPath: 'output'},
			'answerPath: A JSON Pointer starts with /, for instance /output/0/text.',
		],
		[{...valid, caFile: 'ca.pem'}, 'caFile: The full path of a file is wanted.'],
		[{...valid, clientCert: '/a.pem'}, 'clientCert: clientCert and clientKey are wanted together.'],
		[{...valid, model: 'a\nb'}, 'model: One line of printable text is wanted.'],
		[{...valid, deployment: 'blü'}, 'deployment: Letters, digits and signs are wanted, without spaces.'],
		[{...valid, url: 'http://host'}, 'url: Plain http shows the key to others: use https, or auth none.'],
	])('refuses %j with one clear problem', (value, message) => {
		const problems = problemsOf(value);
		expect(problems[0]).toMatch(message);
	});

	it('takes plain http to another machine only when nothing is signed', () => {
		const url = 'http://192.168.1.5:8000/v1';
		expect(problemsOf({...valid, url, auth: {type: 'none'}})).toEqual([]);
		expect(problemsOf({...valid, url, auth: {type: 'key'}})).toHaveLength(1);
	});

	it('stops at nesting that would overflow the stack later', () => {
		const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
		expect(problemsOf({...valid, parameters: {deep}})).toEqual([
			': A profile is nested at most 100 levels deep.',
		]);
	});

	it('drops fields that are undefined, as objects made in code have them', () => {
		expect(Object.keys(parseProfile({...valid, model: undefined}))).toEqual(['name', 'url']);
	});
});
