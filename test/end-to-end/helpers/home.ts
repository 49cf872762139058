import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Profile} from '../../../source/profiles/profile.ts';
import {createProfileStore} from '../../../source/profiles/profile-store.ts';
import {createSecretStore} from '../../../source/profiles/secrets.ts';
import {temporaryFolder} from '../../helpers/run-program.ts';

/** A key that a test looks for where it must not be. */
export const savedKey = 'sk-saved-1234567890';

/** An AMLCHAT_HOME with these profiles, the first of them the default; those of `withKey` have {@link savedKey}. */
export async function createHome(
	profiles: readonly Profile[],
	withKey: readonly string[] = [],
): Promise<string> {
	const folder = temporaryFolder();
	const store = createProfileStore({folder});
	const secrets = createSecretStore({folder, environment: {}, notice: () => {}});
	for (const profile of profiles) {
		const secret = withKey.includes(profile.name) ? await secrets.save(profile, savedKey) : undefined;
		await store.add(secret === undefined ? profile : {...profile, secret});
	}

	return folder;
}

export function readConfig(home: string): string {
	return readFileSync(join(home, 'config.json'), 'utf8');
}
