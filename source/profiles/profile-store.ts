import {configError} from '../core/errors.ts';
import type {Json} from '../core/json.ts';
import {addProfiles, findProfile, removeProfile, replaceProfile, setDefaultProfile} from './change-config.ts';
import {type Config, configPath, configVersion, readConfigFile} from './config-file.ts';
import {withFileLock} from './file-lock.ts';
import {parseProfile} from './parse-profile.ts';
import type {Profile} from './profile.ts';
import {newerFileError} from './read-json-file.ts';
import {loadConfigSaver} from './save-config-file.ts';

/**
 * The saved profiles. Reading is synchronous and strict; each change reads the file again under its lock, changes
 * that one thing and writes the whole file, and resolves to the config as it is then.
 *
 * Everything throws ChatErrors: `config` for a file or profile that cannot be used, `storage` when it cannot be
 * written.
 */
export type ProfileStore = {
	read(): Config;
	list(): readonly Profile[];
	/** @throws ChatError `config` when there is no such profile. */
	get(name: string): Profile;
	/** The default profile; `undefined` when there are no profiles. */
	getDefault(): Profile | undefined;
	/** Adds a profile; the first of all becomes the default. */
	add(profile: Profile): Promise<Config>;
	/** Adds several at once, all or none. */
	addAll(profiles: readonly Profile[], options?: {readonly shouldReplace?: boolean}): Promise<Config>;
	/** Puts a profile in the place of the one called `name`. */
	replace(name: string, profile: Profile): Promise<Config>;
	/** Replaces a profile by what `change` makes of it, so that edits at the same time do not undo each other. */
	edit(name: string, change: (profile: Profile) => Profile): Promise<Config>;
	rename(name: string, newName: string): Promise<Config>;
	copy(name: string, newName: string): Promise<Config>;
	remove(name: string): Promise<Config>;
	setDefault(name: string): Promise<Config>;
	/** Sets a preference; `undefined` removes it. */
	setPreference(key: string, value: Json | undefined): Promise<Config>;
};

/** Makes the store of the profiles in `config.json` of this folder. Nothing is read or created before it is needed. */
export function createProfileStore({folder}: {readonly folder: string}): ProfileStore {
	const read = () => readConfigFile(folder).config;

	async function update(change: (config: Config) => Config): Promise<Config> {
		// Before the lock: loading takes longer than saving.
		const save = await loadConfigSaver(folder);
		return withFileLock({folder, path: configPath(folder), what: 'config'}, () => {
			const {config, source} = readConfigFile(folder);
			if (config.version > configVersion) {
				throw newerFileError('config', config.version);
			}

			const changed = change(config);
			// Whatever the caller made of it: nothing is written that could not be read again.
			const next = {...changed, profiles: changed.profiles.map(parseProfile)};
			save(next, source);
			return next;
		});
	}

	const edit = (name: string, change: (profile: Profile) => Profile) =>
		update(config => replaceProfile(config, name, change(findProfile(config, name))));

	return {
		read,
		list: () => read().profiles,
		get: name => findProfile(read(), name),
		getDefault() {
			const config = read();
			if (config.default === undefined) {
				return undefined;
			}

			const profile = config.profiles.find(candidate => candidate.name === config.default);
			if (profile === undefined) {
				throw configError(
					`The default profile “${config.default}” does not exist.`,
					'Choose another: amlchat profiles use NAME',
				);
			}

			return profile;
		},
		add: profile => update(config => addProfiles(config, [profile])),
		addAll: (profiles, {shouldReplace = false} = {}) =>
			update(config => addProfiles(config, profiles, shouldReplace)),
		replace: (name, profile) => edit(name, () => profile),
		edit,
		rename: (name, newName) => edit(name, profile => ({...profile, name: newName})),
		copy: (name, newName) =>
			update(config => addProfiles(config, [{...findProfile(config, name), name: newName}])),
		remove: name => update(config => removeProfile(config, name)),
		setDefault: name => update(config => setDefaultProfile(config, name)),
		setPreference: (key, value) =>
			update(config => {
				const others = Object.entries(config.preferences).filter(([name]) => name !== key);
				const entries = value === undefined ? others : [...others, [key, value] as const];
				return {...config, preferences: Object.fromEntries(entries)};
			}),
	};
}
