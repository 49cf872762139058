import {join} from 'node:path';
import {isObject, type JsonObject} from '../core/json.ts';
import {describeProblem, readProfile} from './parse-profile.ts';
import type {Profile} from './profile.ts';
import {brokenFileError, readJsonFile} from './read-json-file.ts';

/** The version of `config.json` that this program writes. */
export const configVersion = 1;

/**
 * What `config.json` holds. Profiles are an array on disk as well: it keeps their order, and no name can collide
 * with a property that objects have anyway.
 */
export type Config = {
	/** Higher than {@link configVersion}: a newer amlchat wrote it, so it can be read but not written. */
	readonly version: number;
	readonly profiles: readonly Profile[];
	/** The name of the default profile. */
	readonly default?: string;
	readonly preferences: JsonObject;
};

/** A config and the whole object it was read from, with the keys that this version does not know. */
export type ConfigFile = {readonly config: Config; readonly source: {readonly [key: string]: unknown}};

export const emptyConfig: Config = {version: configVersion, profiles: [], preferences: {}};

export function configPath(folder: string): string {
	return join(folder, 'config.json');
}

/**
 * Reads `config.json` strictly, a missing file as an empty config. It never writes.
 *
 * @throws ChatError `config` that names the line or the field.
 */
export function readConfigFile(folder: string): ConfigFile {
	const path = configPath(folder);
	const value = readJsonFile(path, path, 'config file');
	return value === undefined ? {config: emptyConfig, source: {}} : parseConfig(value, path);
}

/**
 * Reads the parsed content of a config file.
 *
 * @throws ChatError `config` that names the field.
 */
export function parseConfig(value: unknown, path: string): ConfigFile {
	const fail = (what: string) => brokenFileError(`The config file cannot be used: ${what}`, path);
	if (!isObject(value)) {
		throw fail('it does not hold an object.');
	}

	const source = new Map(Object.entries(value));
	const version = source.get('version') ?? configVersion;
	if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
		throw fail('version: A whole number is wanted.');
	}

	const preferences = source.get('preferences') ?? {};
	if (!isObject(preferences)) {
		throw fail('preferences: An object is wanted.');
	}

	const defaultName = source.get('default');
	if (defaultName !== undefined && typeof defaultName !== 'string') {
		throw fail('default: The name of a profile is wanted.');
	}

	const values = source.get('profiles') ?? [];
	if (!Array.isArray(values)) {
		throw fail('profiles: A list is wanted.');
	}

	const profiles = values.flatMap((item, index) => {
		const result = readProfile(item);
		if (result.ok) {
			return [result.profile];
		}

		// What a newer version can express may be beyond this one; the profiles that are not still serve.
		if (version > configVersion) {
			return [];
		}

		const [first] = result.problems;
		const place = `profiles[${index}]${first?.field ? '.' : ': '}`;
		throw fail(`${place}${first === undefined ? '' : describeProblem(first)}`);
	});

	const names = profiles.map(profile => profile.name);
	const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
	if (twice !== -1) {
		throw fail(`profiles[${twice}].name: Another profile has this name.`);
	}

	return {
		config: {
			version,
			profiles,
			preferences: preferences as JsonObject,
			...(defaultName === undefined ? {} : {default: defaultName}),
		},
		source: value,
	};
}
