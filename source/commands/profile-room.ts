import {configFolder} from '../profiles/paths.ts';
import {createProfileStore, type ProfileStore} from '../profiles/profile-store.ts';
import {createSecretStore, type SecretStore} from '../profiles/secrets.ts';
import type {Io} from './io.ts';
import {systemOf} from './system.ts';

/** The saved profiles and their secrets, where this process keeps them. */
export function openProfiles(
	io: Io,
	notice: (text: string) => void,
): {readonly store: ProfileStore; readonly secrets: SecretStore} {
	const folder = configFolder(systemOf(io));
	return {
		store: createProfileStore({folder}),
		secrets: createSecretStore({folder, environment: io.environment, notice}),
	};
}
