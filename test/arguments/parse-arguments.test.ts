import {describe, expect, it} from 'vitest';
import type {Command} from '../../source/arguments/command.ts';
import {parseArguments} from '../../source/arguments/parse-arguments.ts';
import type {EndpointFlags} from '../../source/commands/endpoint-flags.ts';
import {ChatError} from '../../source/core/errors.ts';

/** What the flags say when none is given. */
const defaults: EndpointFlags = {
	profile: undefined,
	url: undefined,
	api: undefined,
	model: undefined,
	deployment: undefined,
	apiVersion: undefined,
	template: undefined,
	tokenEnv: undefined,
	auth: undefined,
	system: undefined,
	parameters: {},
	noStream: false,
	timeoutSeconds: undefined,
	firstByteTimeoutSeconds: undefined,
	idleTimeoutSeconds: undefined,
	retries: undefined,
	verbose: false,
};

function endpointOf(...args: readonly string[]): EndpointFlags {
	const parsed = parseArguments(['ask', 'x', ...args]);
	if (parsed.type !== 'ask') {
		throw new Error(`This is no ask: ${parsed.type}`);
	}

	return parsed.command.endpoint;
}

function refusal(...args: readonly string[]): {readonly message: string; readonly hint: string} {
	try {
		parseArguments(args);
	} catch (error) {
		expect(error).toBeInstanceOf(ChatError);
		const {kind, message, hint} = error as ChatError;
		expect(kind).toBe('usage');
		expect(message).toMatch(/[.]$|: \S+|FILE$/);
		return {message, hint};
	}

	throw new Error(`Accepted: ${args.join(' ')}`);
}

describe('commands', () => {
	const chat = {endpoint: defaults, output: 'text', save: true, saveAsked: false} as const;
	const ask = {endpoint: defaults, output: 'text', save: false} as const;
	it.each<[args: readonly string[], command: Command]>([
		[[], {type: 'chat', command: {...chat, prompt: undefined}}],
		[['hello', 'there'], {type: 'chat', command: {...chat, prompt: 'hello there'}}],
		[['chat', 'demo'], {type: 'chat', command: {...chat, prompt: 'demo'}}],
		[['--', 'ask'], {type: 'chat', command: {...chat, prompt: 'ask'}}],
		[['--no-save'], {type: 'chat', command: {...chat, prompt: undefined, save: false}}],
		[['--save'], {type: 'chat', command: {...chat, prompt: undefined, saveAsked: true}}],
		[['--json', 'x'], {type: 'chat', command: {...chat, prompt: 'x', output: 'json'}}],
		[['ask'], {type: 'ask', command: {...ask, prompt: undefined}}],
		[['ask', 'a', 'b'], {type: 'ask', command: {...ask, prompt: 'a b'}}],
		[['ask', '--', '-p', '--help'], {type: 'ask', command: {...ask, prompt: '-p --help'}}],
		[['ask', 'x', '--save'], {type: 'ask', command: {...ask, prompt: 'x', save: true}}],
		[['ask', 'x', '--save', '--no-save'], {type: 'ask', command: {...ask, prompt: 'x'}}],
		[['ask', 'x', '--json'], {type: 'ask', command: {...ask, prompt: 'x', output: 'json'}}],
		[['ask', 'x', '--json', '--jsonl'], {type: 'ask', command: {...ask, prompt: 'x', output: 'jsonl'}}],
		[
			['invoke', '--input-json', 'f.json'],
			{type: 'invoke', command: {inputJson: 'f.json', stream: false, json: false, endpoint: defaults}},
		],
		[
			['invoke', '--input-json=-', '--stream', '--json'],
			{type: 'invoke', command: {inputJson: '-', stream: true, json: true, endpoint: defaults}},
		],
		[['demo'], {type: 'demo', port: undefined}],
		[['demo', '--port', '8080'], {type: 'demo', port: 8080}],
		[['--version'], {type: 'version'}],
		[['--help'], {type: 'help', topic: 'chat'}],
		[['help'], {type: 'help', topic: 'chat'}],
		[['help', 'ask'], {type: 'help', topic: 'ask'}],
		[['ask', '-h'], {type: 'help', topic: 'ask'}],
		[['profiles', 'add', '--help'], {type: 'help', topic: 'profiles'}],
		[['ask', 'x', '--nope', '--help'], {type: 'help', topic: 'ask'}],
	])('%j', (args, command) => {
		expect(parseArguments(args)).toEqual(command);
	});

	it.each(['compare', 'batch', 'bench', 'replay', 'check', 'azure', 'history', 'completion'])(
		'%s is refused while it does not exist, and never taken for a prompt',
		command => {
			expect(refusal(command, 'x').message).toBe(`This version of amlchat has no ${command} yet.`);
		},
	);

	it.each(['--record', '--continue', '--resume'])('%s is refused while it does not exist', flag => {
		expect(refusal(flag).message).toContain(flag);
		expect(refusal('ask', 'x', `${flag}=y`).message).toContain(flag);
	});

	it('takes a word behind -- for a prompt, even where it looks like a flag of a later version', () => {
		expect(parseArguments(['ask', '--', '--record'])).toMatchObject({command: {prompt: '--record'}});
	});
});

describe('the flags of an endpoint', () => {
	it.each<[args: readonly string[], flags: Partial<EndpointFlags>]>([
		[[], {}],
		[['-p', 'one'], {profile: 'one'}],
		[['-pone'], {profile: 'one'}],
		[['--profile=one'], {profile: 'one'}],
		[['--profile', 'one', '--profile', 'two'], {profile: 'two'}],
		[['-p', '__proto__'], {profile: '__proto__'}],
		[['--url', 'https://h/v1?a=b'], {url: 'https://h/v1?a=b'}],
		[['--api', 'azureml-score'], {api: 'azureml-score'}],
		[['--api', 'completions'], {api: 'completions'}],
		[['--api', 'chat-completions'], {api: 'chat-completions'}],
		[['--model', 'm'], {model: 'm'}],
		[['--deployment', 'blue'], {deployment: 'blue'}],
		[['--api-version', '2024-05-01-preview'], {apiVersion: '2024-05-01-preview'}],
		[['--template', 'llama2'], {template: 'llama2'}],
		[['--template', '@my.json'], {template: '@my.json'}],
		[['--token-env', 'MY_KEY'], {tokenEnv: 'MY_KEY'}],
		[['--auth', 'api-key'], {auth: 'api-key'}],
		[['--auth', 'none'], {auth: 'none'}],
		[['-s', 'Be brief.'], {system: 'Be brief.'}],
		[['--system=@file'], {system: '@file'}],
		[['--no-stream'], {noStream: true}],
		[['--timeout', '0.5'], {timeoutSeconds: 0.5}],
		[['--first-byte-timeout', '10'], {firstByteTimeoutSeconds: 10}],
		[['--idle-timeout', '10'], {idleTimeoutSeconds: 10}],
		[['--retries', '0'], {retries: 0}],
		[['-v'], {verbose: true}],
		[['--verbose'], {verbose: true}],
	])('%j', (args, flags) => {
		expect(endpointOf(...args)).toEqual({...defaults, ...flags});
	});

	it.each([
		['a value that is missing', ['--model'], 'The flag --model needs a value: --model M'],
		['a value where none belongs', ['--no-stream=yes'], 'The flag --no-stream takes no value.'],
		['an unknown flag', ['--temprature', '1'], 'There is no flag --temprature.'],
		['an unknown short flag', ['-x'], 'There is no flag -x.'],
		['a secret as a flag', ['--token', 'sk-1'], 'There is no flag --token.'],
		['an unknown API', ['--api', 'responses'], '--api knows no “responses”.'],
		['an unknown sign-in', ['--auth', 'basic'], '--auth knows no “basic”.'],
		['an unknown template', ['--template', 'llama1'], 'There is no template called “llama1”.'],
		['a word for a number', ['--temperature', 'warm'], '--temperature wants a number, not “warm”.'],
		['no number', ['--top-p', ' '], '--top-p wants a number'],
		['an endless number', ['--top-p', 'Infinity'], '--top-p wants a number'],
		['half a token', ['--max-tokens', '1.5'], '--max-tokens wants a whole number, not “1.5”.'],
		['no tokens at all', ['--max-tokens', '0'], '--max-tokens wants a number of at least 1'],
		['a negative number of tries', ['--retries', '-1'], '--retries wants a number of at least 0'],
		['no time', ['--timeout', '0'], '--timeout wants seconds, more than 0'],
		['more time than a timer has', ['--idle-timeout', '99999999'], 'at most 2147483.'],
		['a parameter without a value', ['--set', 'temperature'], '--set wants KEY=VALUE, not “temperature”.'],
		['a parameter without a name', ['--set', '=1'], '--set wants KEY=VALUE'],
	])('refuses %s', (_title, args, message) => {
		expect(refusal('ask', 'x', ...args).message).toContain(message);
	});

	it('guesses which flag was meant', () => {
		expect(refusal('ask', '--temprature', '1').hint).toBe(
			'Did you mean --temperature? See: amlchat ask --help',
		);
		expect(refusal('ask', '--max-token', '1').hint).toContain('--max-tokens');
		expect(refusal('invoke', '--input', 'x').hint).toContain('--input-json');
		expect(refusal('ask', '--xyzzy-plugh').hint).toBe('See: amlchat ask --help');
	});

	it('never repeats a long value in its message', () => {
		expect(refusal('ask', '--api', 'x'.repeat(5000)).message.length).toBeLessThan(200);
		expect(refusal('ask', `--${'x'.repeat(5000)}`).message.length).toBeLessThan(200);
	});
});

describe('request parameters', () => {
	it.each<[args: readonly string[], parameters: object]>([
		[['--set', 'a=1'], {a: 1}],
		[['--set', 'a=true'], {a: true}],
		[['--set', 'a=null'], {a: null}],
		[['--set', 'a="1"'], {a: '1'}],
		[['--set', 'a=[1, {"b": 2}]'], {a: [1, {b: 2}]}],
		[['--set', 'a=a text'], {a: 'a text'}],
		[['--set', 'a='], {a: ''}],
		[['--set', 'a=b=c'], {a: 'b=c'}],
		[['--set', 'a={broken'], {a: '{broken'}],
		[['--set', 'a=1', '--set', 'a=2', '--set', 'b=3'], {a: 2, b: 3}],
		[['--temperature', '0'], {temperature: 0}],
		[['--temperature=-1'], {temperature: -1}],
		[['--top-p', '0.9'], {top_p: 0.9}],
		[['--max-tokens', '10'], {max_tokens: 10}],
		[['--seed', '7'], {seed: 7}],
		[['--stop', 'x'], {stop: ['x']}],
		[['--stop', 'x', '--stop', '\n'], {stop: ['x', '\n']}],
		[['--temperature', '1', '--set', 'temperature=0.5'], {temperature: 1}],
	])('%j', (args, parameters) => {
		expect(endpointOf(...args).parameters).toEqual(parameters);
	});

	it('may have any name', () => {
		const {parameters} = endpointOf('--set', '__proto__={"a":1}', '--set', 'constructor=1');
		expect(JSON.stringify(parameters)).toBe('{"__proto__":{"a":1},"constructor":1}');
		expect(Object.getPrototypeOf(parameters)).toBe(Object.prototype);
	});
});

describe('the profiles commands', () => {
	it.each<[args: readonly string[], command: object]>([
		[[], {action: 'list', json: false}],
		[['--json'], {action: 'list', json: true}],
		[['list', '--json'], {action: 'list', json: true}],
		[['show'], {action: 'show', name: undefined, json: false}],
		[['show', 'one', '--json'], {action: 'show', name: 'one', json: true}],
		[['rename', 'a', 'b'], {action: 'rename', name: 'a', newName: 'b'}],
		[['copy', 'a', 'b'], {action: 'copy', name: 'a', newName: 'b'}],
		[['remove', 'a', '--yes'], {action: 'remove', name: 'a', yes: true}],
		[['remove', 'a', '-y'], {action: 'remove', name: 'a', yes: true}],
		[['use', 'a'], {action: 'use', name: 'a'}],
		[['export'], {action: 'export', names: []}],
		[['export', 'a', 'b'], {action: 'export', names: ['a', 'b']}],
		[['import', '-', '--replace'], {action: 'import', file: '-', replace: true, yes: false}],
		[['add', 'a', '--url', 'u'], {action: 'add', name: 'a', flags: {url: 'u'}}],
		[['add', 'a', '--url', 'u', '--token-env', 'K'], {flags: {tokenEnv: 'K'}}],
		[['add', 'a', '--url', 'u', '--token-stdin'], {flags: {tokenStdin: true}}],
		[['add', 'a', '--url', 'u', '--token-command', 'pass show x'], {flags: {tokenCommand: 'pass show x'}}],
		[['add', 'a', '--url', 'u', '--header', 'x=y', '--header', 'z=1'], {flags: {headers: ['x=y', 'z=1']}}],
		[['add', 'a', '--url', 'u', '--no-stream'], {flags: {stream: false}}],
		[['add', 'a', '--url', 'u', '--stop', 'x', '--set', 'k=1'], {flags: {parameters: {k: 1, stop: ['x']}}}],
		[['edit', 'a', '--unset', 'model', '--unset', 'system'], {action: 'edit', unset: ['model', 'system']}],
	])('profiles %j', (args, command) => {
		expect(parseArguments(['profiles', ...args])).toMatchObject({type: 'profiles', command});
	});

	it('open a form without any field', () => {
		expect(parseArguments(['profiles', 'add'])).toEqual({
			type: 'profile-form',
			action: 'add',
			name: undefined,
		});
		expect(parseArguments(['profiles', 'add', 'a'])).toEqual({
			type: 'profile-form',
			action: 'add',
			name: 'a',
		});
	});

	it.each([
		[['lst'], 'There is no “profiles lst”.', 'Did you mean: amlchat profiles list'],
		[['show', 'a', 'b'], 'profiles show does not know what to do with “b”.', ''],
		[['use'], 'profiles use needs the name of a profile.', ''],
		[['rename', 'a'], 'profiles rename needs a profile’s name and its new name.', ''],
		[['import'], 'profiles import needs a file, or - for standard input.', ''],
		[['add', '--url', 'u'], 'profiles add needs a name for the profile.', ''],
		[['edit', '--model', 'm'], 'profiles edit needs the name of the profile.', ''],
		[['add', 'a', '--url', 'u', '--auth', 'basic'], '--auth knows no “basic”.', ''],
		[
			['add', 'a', '--url', 'u', '--context-tokens', '0'],
			'--context-tokens wants a number of at least 1',
			'',
		],
		[['remove', 'a', '--force'], 'There is no flag --force.', ''],
	])('refuses profiles %j', (args, message, hint) => {
		const refused = refusal('profiles', ...args);
		expect(refused.message).toContain(message);
		expect(refused.hint).toContain(hint);
	});
});
