import type {UnderstoodProfile} from '../profiles/describe-profile.ts';
import type {Profile} from '../profiles/profile.ts';
import type {ProfileStore} from '../profiles/profile-store.ts';
import type {SecretStore} from '../profiles/secrets.ts';
import type {Io} from './io.ts';

/** What the `profiles` commands work with. */
export type ProfilesDependencies = {
	readonly store: ProfileStore;
	readonly secrets: SecretStore;
	/** Works out what requests of a profile are like. @throws ChatError `config` for a profile that cannot be used */
	readonly understand: (profile: Profile) => UnderstoodProfile;
	/** Asks a yes-or-no question; undefined without a terminal. */
	readonly confirm?: ((question: string) => Promise<boolean>) | undefined;
};

export type ProfilesContext = ProfilesDependencies & {readonly io: Io};
