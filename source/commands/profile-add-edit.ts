import {usageError} from '../core/errors.ts';
import {addProfiles, findProfile} from '../profiles/change-config.ts';
import type {Config} from '../profiles/config-file.ts';
import {describeSource} from '../profiles/describe-source.ts';
import {originOf} from '../profiles/normalize-url.ts';
import {parseProfile} from '../profiles/parse-profile.ts';
import type {Profile} from '../profiles/profile.ts';
import {parseSecretInput} from '../profiles/secret-input.ts';
import {quoteWord} from '../profiles/split-command.ts';
import {notice} from './output.ts';
import {
	changeProfile,
	hasFlags,
	isStored,
	needsSecret,
	type ProfileChanges,
	readProfileChanges,
} from './profile-changes.ts';
import type {ProfileFlags} from './profiles-command.ts';
import type {ProfilesContext} from './profiles-context.ts';
import {readStdin} from './read-input.ts';

/** `profiles add`: saves a new profile and resolves to the config with it. */
export async function addProfile(
	context: ProfilesContext,
	name: string,
	flags: ProfileFlags,
): Promise<Config> {
	if (flags.url === undefined) {
		throw usageError(
			'A profile needs a URL.',
			`Give it one: amlchat profiles add ${quoteWord(name)} --url https://host/v1`,
		);
	}

	const changes = await readProfileChanges(flags);
	const create = (given: ProfileChanges) => parseProfile(changeProfile({name, url: flags.url ?? ''}, given));
	const draft = create(changes);
	// Whether the name is free, before a key is read and saved under it.
	addProfiles(context.store.read(), [draft]);
	const profile = flags.tokenStdin ? create(await saveKey(context, draft, changes)) : draft;
	const config = await context.store.add(profile);
	const isDefault = config.default === name;
	await notice(
		context.io,
		`Saved “${name}” (${originOf(profile.url)})${isDefault ? '; it is the default' : ''}.`,
	);
	await noteKey(context, profile, changes);
	return config;
}

/** `profiles edit`: changes what the flags give and nothing else; resolves to the config with the changed profile. */
export async function editProfile(
	context: ProfilesContext,
	name: string,
	flags: ProfileFlags,
	unset: readonly string[],
): Promise<Config> {
	if (!hasFlags(flags) && unset.length === 0) {
		throw usageError(
			'There is nothing to change.',
			`For instance: amlchat profiles edit ${quoteWord(name)} --model gpt-4o --unset system`,
		);
	}

	const {store, io} = context;
	const former = store.get(name);
	const changes = await readProfileChanges(flags, unset);
	const draft = parseProfile(changeProfile(former, changes));
	const final = flags.tokenStdin ? await saveKey(context, draft, changes) : changes;
	const config = await store.edit(name, profile => changeProfile(profile, final));
	const profile = findProfile(config, name);
	await notice(io, `Changed “${name}”.`);
	await dropFormerSecret(context, former, profile);
	if (
		originOf(former.url) !== originOf(profile.url) &&
		changes.secret === undefined &&
		profile.secret !== undefined
	) {
		await notice(
			io,
			`Note: its key (${describeSource(profile.secret)}) goes to ${originOf(profile.url)} now.`,
		);
	}

	await noteKey(context, profile, changes);
	return config;
}

/** Deletes the saved secret of a profile that does not use it any more, and says so. */
export async function dropFormerSecret(
	{secrets, io}: ProfilesContext,
	former: Profile,
	profile: Profile,
): Promise<void> {
	if (!isStored(former.secret) || former.secret?.from === profile.secret?.from) {
		return;
	}

	await secrets.remove(former);
	const isElsewhere = originOf(former.url) !== originOf(profile.url);
	if (profile.secret === undefined && isElsewhere && needsSecret(profile.auth)) {
		await notice(
			io,
			`Note: the saved key belonged to ${originOf(former.url)} and is deleted. ` +
				`Give the new one: amlchat profiles edit ${quoteWord(profile.name)} --token-stdin`,
		);
	} else {
		await notice(io, `Note: the saved key of “${profile.name}” is deleted.`);
	}
}

/** Reads the key from standard input, saves it, and makes the changes point to where it went. */
async function saveKey(
	{io, secrets}: ProfilesContext,
	profile: Profile,
	changes: ProfileChanges,
): Promise<ProfileChanges> {
	if (io.stdin.isTTY) {
		throw usageError(
			'--token-stdin reads the key from a pipe; typed here, everybody could read it.',
			`For instance: amlchat profiles edit ${quoteWord(profile.name)} --token-stdin < key.txt`,
		);
	}

	const secret = parseSecretInput((await readStdin(io)).toString('utf8'));
	return {...changes, secret: await secrets.save(profile, secret)};
}

/** Says what is still missing before the profile can sign in. */
async function noteKey({io}: ProfilesContext, profile: Profile, changes: ProfileChanges): Promise<void> {
	const {secret, auth} = profile;
	if (changes.secret?.from === 'env' && !io.environment[changes.secret.name]) {
		await notice(io, `Note: the variable ${changes.secret.name} is not set yet.`);
	} else if (secret === undefined && changes.authType !== undefined && needsSecret(auth)) {
		await notice(
			io,
			`Note: no key yet. Give one: amlchat profiles edit ${quoteWord(profile.name)} --token-env VARIABLE (or --token-stdin)`,
		);
	}
}
