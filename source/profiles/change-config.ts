import {type ChatError, configError} from '../core/errors.ts';
import {nearest} from '../core/nearest.ts';
import {type Config, configVersion} from './config-file.ts';
import type {Profile} from './profile.ts';
import {quoteWord} from './split-command.ts';

/**
 * The changes that can be made to a config, as pure functions: config in, config out.
 * Each throws a ChatError of kind `config` when the profile it names is missing, or is there already.
 */

/** @throws ChatError `config` when there is no profile of this name. */
export function findProfile(config: Config, name: string): Profile {
	const profile = config.profiles.find(candidate => candidate.name === name);
	if (profile === undefined) {
		throw missingError(config, name);
	}

	return profile;
}

/** Adds profiles; the first one of all becomes the default. With `shouldReplace`, existing ones keep their place. */
export function addProfiles(config: Config, added: readonly Profile[], shouldReplace = false): Config {
	const byName = new Map(added.map(profile => [profile.name, profile]));
	const taken = config.profiles.find(profile => byName.has(profile.name));
	if (taken !== undefined && !shouldReplace) {
		throw takenError(taken.name);
	}

	const kept = config.profiles.map(profile => byName.get(profile.name) ?? profile);
	const known = new Set(config.profiles.map(profile => profile.name));
	const profiles = [...kept, ...[...byName.values()].filter(profile => !known.has(profile.name))];
	return withDefault({...config, profiles}, config.default ?? profiles[0]?.name);
}

/** Puts a profile in the place of the one called `name`; under another name it is renamed as well. */
export function replaceProfile(config: Config, name: string, profile: Profile): Config {
	findProfile(config, name);
	if (profile.name !== name && config.profiles.some(other => other.name === profile.name)) {
		throw takenError(profile.name);
	}

	const profiles = config.profiles.map(other => (other.name === name ? profile : other));
	return withDefault({...config, profiles}, config.default === name ? profile.name : config.default);
}

/** Removes a profile. When it was the default, the first one left becomes the default. */
export function removeProfile(config: Config, name: string): Config {
	findProfile(config, name);
	const profiles = config.profiles.filter(profile => profile.name !== name);
	return withDefault({...config, profiles}, config.default === name ? profiles[0]?.name : config.default);
}

/** Makes a profile the default. */
export function setDefaultProfile(config: Config, name: string): Config {
	findProfile(config, name);
	return withDefault(config, name);
}

function withDefault(config: Config, name: string | undefined): Config {
	const {default: _former, ...rest} = config;
	return name === undefined ? rest : {...rest, default: name};
}

function takenError(name: string): ChatError {
	return configError(
		`There is already a profile called “${name}”.`,
		`Choose another name, or change that one: amlchat profiles edit ${quoteWord(name)} …`,
	);
}

function missingError(config: Config, name: string): ChatError {
	const message = `There is no profile called “${name}”.`;
	if (config.version > configVersion) {
		return configError(
			message,
			'A newer amlchat wrote the config; this one may not know all of it. Update amlchat.',
		);
	}

	const guess = nearest(
		name,
		config.profiles.map(profile => profile.name),
	);
	return configError(
		message,
		guess === undefined
			? 'See which there are: amlchat profiles list'
			: `Did you mean “${guess}”? See all: amlchat profiles list`,
	);
}
