import type {EndpointFlags} from '../commands/endpoint-flags.ts';
import {apis} from '../core/api.ts';
import {usageError} from '../core/errors.ts';
import {isTemplateName, templateNames} from '../core/prompt-template.ts';
import type {Command} from './command.ts';
import {flagWords} from './flag-words.ts';
import {askFlags, chatFlags, commonFlags, demoFlags, type FlagTable, invokeFlags} from './flags.ts';
import {helpPages} from './help.ts';
import {parseProfiles} from './parse-profiles.ts';
import {type FlagValues, readFlags, readParameters} from './read-flags.ts';

/** Commands of the public interface that this version does not have yet: they must not be taken for a prompt. */
const futureCommands: ReadonlySet<string> = new Set([
	'compare',
	'batch',
	'bench',
	'replay',
	'check',
	'azure',
	'history',
	'completion',
]);

/** Flags of the public interface that this version does not have yet. */
const futureFlags: ReadonlySet<string> = new Set(['--record', '--continue', '--resume']);

/**
 * Reads the words after `amlchat`.
 *
 * @throws {ChatError} `usage`
 */
export function parseArguments(args: readonly string[]): Command {
	const [first, ...rest] = args;
	if (first === 'help') {
		return {type: 'help', topic: rest[0] ?? 'chat'};
	}

	const name = first !== undefined && Object.hasOwn(helpPages, first) ? first : undefined;
	const ownArgs = name === undefined ? args : rest;
	if (hasHelpFlag(ownArgs)) {
		return {type: 'help', topic: name ?? 'chat'};
	}

	const missing =
		first !== undefined && futureCommands.has(first)
			? first
			: flagWords(ownArgs).find(word => futureFlags.has(word.split('=', 1)[0] ?? ''));
	if (missing !== undefined) {
		throw usageError(`This version of amlchat has no ${missing} yet.`, 'See what it has: amlchat --help');
	}

	switch (name) {
		case 'ask':
			return parseAsk(rest);
		case 'invoke':
			return parseInvoke(rest);
		case 'demo':
			return parseDemo(rest);
		case 'profiles':
			return parseProfiles(rest);
		case 'chat':
			return parseChat(rest);
		default:
			return parseChat(args);
	}
}

function hasHelpFlag(args: readonly string[]): boolean {
	return flagWords(args).some(word => word === '--help' || word === '-h');
}

function read(args: readonly string[], table: FlagTable, topic: string): FlagValues {
	return readFlags(args, {...table, ...commonFlags}, helpHint(topic));
}

function helpHint(topic: string): string {
	return topic === 'chat' ? 'See: amlchat --help' : `See: amlchat ${topic} --help`;
}

function parseChat(args: readonly string[]): Command {
	const flags = read(args, chatFlags, 'chat');
	if (flags.has('version')) {
		return {type: 'version'};
	}

	return {
		type: 'chat',
		command: {
			prompt: prompt(flags),
			endpoint: readEndpointFlags(flags, 'chat'),
			output: output(flags),
			save: !flags.has('no-save'),
			saveAsked: flags.has('save'),
		},
	};
}

function parseAsk(args: readonly string[]): Command {
	const flags = read(args, askFlags, 'ask');
	return {
		type: 'ask',
		command: {
			prompt: prompt(flags),
			endpoint: readEndpointFlags(flags, 'ask'),
			output: output(flags),
			save: flags.has('save') && !flags.has('no-save'),
		},
	};
}

function parseInvoke(args: readonly string[]): Command {
	const flags = read(args, invokeFlags, 'invoke');
	const inputJson = flags.text('input-json');
	if (inputJson === undefined || inputJson === '') {
		throw usageError('invoke needs the request body: --input-json FILE', helpHint('invoke'));
	}

	if (flags.words.length > 0) {
		throw usageError(`invoke takes no words, but got “${flags.words[0]?.slice(0, 40)}”.`, helpHint('invoke'));
	}

	return {
		type: 'invoke',
		command: {
			inputJson,
			stream: flags.has('stream'),
			json: flags.has('json'),
			endpoint: readEndpointFlags(flags, 'invoke'),
		},
	};
}

function parseDemo(args: readonly string[]): Command {
	const flags = read(args, demoFlags, 'demo');
	if (flags.words.length > 0) {
		throw usageError(`demo takes no words, but got “${flags.words[0]?.slice(0, 40)}”.`, helpHint('demo'));
	}

	return {type: 'demo', port: flags.integer('port', 0)};
}

function prompt(flags: FlagValues): string | undefined {
	return flags.words.length === 0 ? undefined : flags.words.join(' ');
}

function output(flags: FlagValues): 'text' | 'json' | 'jsonl' {
	return flags.has('jsonl') ? 'jsonl' : flags.has('json') ? 'json' : 'text';
}

/** The flags that name an endpoint and shape a request. */
export function readEndpointFlags(flags: FlagValues, topic: string): EndpointFlags {
	const template = flags.text('template');
	if (template !== undefined && !template.startsWith('@') && !isTemplateName(template)) {
		throw usageError(
			`There is no template called “${template.slice(0, 40)}”.`,
			`Use one of ${templateNames.join(', ')}, or @FILE.`,
		);
	}

	return {
		profile: flags.text('profile'),
		url: flags.text('url'),
		api: flags.choice('api', apis),
		model: flags.text('model'),
		deployment: flags.text('deployment'),
		apiVersion: flags.text('api-version'),
		template,
		tokenEnv: flags.text('token-env'),
		auth: flags.choice('auth', ['key', 'api-key', 'entra', 'none']),
		system: flags.text('system'),
		parameters: readParameters(flags, helpHint(topic)),
		noStream: flags.has('no-stream'),
		timeoutSeconds: positive(flags, 'timeout', topic),
		firstByteTimeoutSeconds: positive(flags, 'first-byte-timeout', topic),
		idleTimeoutSeconds: positive(flags, 'idle-timeout', topic),
		retries: flags.integer('retries', 0),
		verbose: flags.has('verbose'),
	};
}

/** Node's timers fire at once beyond this many milliseconds. */
const longestTimerMs = 2 ** 31 - 1;

function positive(flags: FlagValues, name: string, topic: string): number | undefined {
	const seconds = flags.number(name, 0);
	if (seconds === undefined || (seconds > 0 && seconds * 1000 <= longestTimerMs)) {
		return seconds;
	}

	throw usageError(
		`--${name} wants seconds, more than 0 and at most ${Math.floor(longestTimerMs / 1000)}.`,
		helpHint(topic),
	);
}
