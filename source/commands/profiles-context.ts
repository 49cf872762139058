import type {Profile} from '../profiles/profile.ts';
import type {ProfileStore} from '../profiles/profile-store.ts';
import type {SecretStore} from '../profiles/secrets.ts';
import type {Io} from './io.ts';

/** What the `profiles` commands work with. */
export type ProfilesDependencies = {
	readonly store: ProfileStore;
	readonly secrets: SecretStore;
	/** Works out the URL that requests go to. */
	readonly finalUrl: (profile: Profile) => string;
	/** Asks a yes-or-no question; undefined without a terminal. */
	readonly confirm?: ((question: string) => Promise<boolean>) | undefined;
};

export type ProfilesContext = ProfilesDependencies & {readonly io: Io};
