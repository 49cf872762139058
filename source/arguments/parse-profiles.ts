import type {ProfileFlags, ProfilesCommand} from '../commands/profiles-command.ts';
import {apis} from '../core/api.ts';
import {usageError} from '../core/errors.ts';
import {nearest} from '../core/nearest.ts';
import {authTypes} from '../profiles/profile.ts';
import type {Command} from './command.ts';
import {commonFlags, type FlagTable, profileFieldFlags} from './flags.ts';
import {type FlagValues, readFlags, readParameters} from './read-flags.ts';

const help = 'See: amlchat profiles --help';

const json: FlagTable = {json: {help: 'as JSON'}};
const yes: FlagTable = {yes: {short: 'y', help: 'do not ask'}};

const actions = [
	'list',
	'show',
	'add',
	'edit',
	'rename',
	'copy',
	'remove',
	'use',
	'export',
	'import',
] as const;

/**
 * Reads the words after `amlchat profiles`.
 *
 * @throws {ChatError} `usage`
 */
export function parseProfiles(args: readonly string[]): Command {
	const [word = 'list', ...rest] = args;
	const action = actions.find(candidate => candidate === word);
	if (action === undefined && !word.startsWith('-')) {
		const guess = nearest(word, actions);
		throw usageError(
			`There is no “profiles ${word.slice(0, 40)}”.`,
			guess === undefined ? help : `Did you mean: amlchat profiles ${guess}`,
		);
	}

	// `profiles --json` lists, too.
	return action === undefined ? parseAction('list', args) : parseAction(action, rest);
}

function parseAction(action: (typeof actions)[number], args: readonly string[]): Command {
	const read = (table: FlagTable) => readFlags(args, {...table, ...commonFlags}, help);
	const profiles = (command: ProfilesCommand): Command => ({type: 'profiles', command});
	switch (action) {
		case 'list': {
			const flags = read(json);
			words(flags, action, 0, 0);
			return profiles({action, json: flags.has('json')});
		}

		case 'show': {
			const flags = read(json);
			const [name] = words(flags, action, 0, 1);
			return profiles({action, name, json: flags.has('json')});
		}

		case 'add': {
			const flags = read({...profileFieldFlags, ...json});
			const [name] = words(flags, action, 0, 1);
			if (!hasFields(flags)) {
				return {type: 'profile-form', action, name};
			}

			if (name === undefined) {
				throw usageError(
					'profiles add needs a name for the profile.',
					'For example: amlchat profiles add prod --url URL',
				);
			}

			return profiles({action, name, flags: readFields(flags), json: flags.has('json')});
		}

		case 'edit': {
			const flags = read({
				...profileFieldFlags,
				...json,
				unset: {value: 'FIELD', isRepeatable: true, help: 'remove a field'},
			});
			const [name] = words(flags, action, 0, 1);
			const unset = flags.texts('unset');
			if (!hasFields(flags) && unset.length === 0) {
				return {type: 'profile-form', action, name};
			}

			if (name === undefined) {
				throw usageError(
					'profiles edit needs the name of the profile.',
					'See which there are: amlchat profiles list',
				);
			}

			return profiles({action, name, flags: readFields(flags), unset, json: flags.has('json')});
		}

		case 'rename':
		case 'copy': {
			const flags = read(json);
			const [name = '', newName = ''] = words(flags, action, 2, 2);
			return profiles({action, name, newName, json: flags.has('json')});
		}

		case 'remove': {
			const flags = read({...json, ...yes});
			const [name = ''] = words(flags, action, 1, 1);
			return profiles({action, name, yes: flags.has('yes'), json: flags.has('json')});
		}

		case 'use': {
			const flags = read(json);
			const [name = ''] = words(flags, action, 1, 1);
			return profiles({action, name, json: flags.has('json')});
		}

		case 'export': {
			const flags = read(json);
			return profiles({action, names: flags.words});
		}

		case 'import': {
			const flags = read({...json, ...yes, replace: {help: 'replace profiles of the same name'}});
			const [file = ''] = words(flags, action, 1, 1);
			return profiles({
				action,
				file,
				replace: flags.has('replace'),
				yes: flags.has('yes'),
				json: flags.has('json'),
			});
		}
	}
}

const wanted: Readonly<Record<string, string>> = {
	rename: 'a profile’s name and its new name',
	copy: 'a profile’s name and the copy’s name',
	import: 'a file, or - for standard input',
};

function words(flags: FlagValues, action: string, least: number, most: number): readonly string[] {
	if (flags.words.length < least) {
		throw usageError(`profiles ${action} needs ${wanted[action] ?? 'the name of a profile'}.`, help);
	}

	if (flags.words.length > most) {
		throw usageError(
			`profiles ${action} does not know what to do with “${flags.words[most]?.slice(0, 40)}”.`,
			help,
		);
	}

	return flags.words;
}

function hasFields(flags: FlagValues): boolean {
	return Object.keys(profileFieldFlags).some(name => flags.has(name));
}

function readFields(flags: FlagValues): ProfileFlags {
	const parameters = readParameters(flags, help);
	return {
		url: flags.text('url'),
		api: flags.choice('api', apis),
		auth: flags.choice('auth', authTypes),
		tokenEnv: flags.text('token-env'),
		tokenStdin: flags.has('token-stdin') || undefined,
		tokenCommand: flags.text('token-command'),
		model: flags.text('model'),
		deployment: flags.text('deployment'),
		apiVersion: flags.text('api-version'),
		template: flags.text('template'),
		system: flags.text('system'),
		parameters: Object.keys(parameters).length === 0 ? undefined : parameters,
		headers: flags.has('header') ? flags.texts('header') : undefined,
		contextTokens: flags.integer('context-tokens', 1),
		stream: flags.has('no-stream') ? false : flags.has('stream') ? true : undefined,
		scoreBody: flags.text('score-body'),
		answerPath: flags.text('answer-path'),
		caFile: flags.text('ca-file'),
		clientCert: flags.text('client-cert'),
		clientKey: flags.text('client-key'),
		scope: flags.text('scope'),
		tenant: flags.text('tenant'),
		clientId: flags.text('client-id'),
	};
}
