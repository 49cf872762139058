import {parseProfile} from '../profiles/parse-profile.ts';
import type {Profile} from '../profiles/profile.ts';
import {parseSecretInput} from '../profiles/secret-input.ts';
import type {ProfileDraft} from '../ui/profile-draft.ts';
import type {Io} from './io.ts';
import {editProfile} from './profile-add-edit.ts';
import {hasFlags} from './profile-changes.ts';
import {openProfiles} from './profile-room.ts';
import type {ProfileFlags} from './profiles-command.ts';
import {understandProfile} from './understand-profile.ts';

/** The profile that a form's fields make. */
export function draftProfile({name, url, api, model, deployment, variable, key}: ProfileDraft): Profile {
	const secret =
		variable === ''
			? key === ''
				? undefined
				: ({from: 'file'} as const)
			: ({from: 'env', name: variable} as const);
	return {
		name,
		url,
		...(api === '' ? {} : {api: api as NonNullable<Profile['api']>}),
		...(model === '' ? {} : {model}),
		...(deployment === '' ? {} : {deployment}),
		...(secret === undefined ? {} : {secret}),
	};
}

/** A saved profile as the form shows it; its key is never part of that. */
export function profileDraft({name, url, api, model, deployment, secret}: Profile): ProfileDraft {
	return {
		name,
		url,
		key: '',
		variable: secret?.from === 'env' ? secret.name : '',
		api: api ?? '',
		model: model ?? '',
		deployment: deployment ?? '',
	};
}

/** Saves a new profile and its key. Resolves to the notices about it. */
export async function addDraft(draft: ProfileDraft, io: Io): Promise<readonly string[]> {
	const notices: string[] = [];
	const {store, secrets} = openProfiles(io, text => notices.push(text));
	// The profile first: its name may be taken, and then its key must not replace the other one's.
	const profile = parseProfile(draftProfile(draft));
	await store.add(profile);
	if (draft.key !== '') {
		const secret = await secrets.save(profile, parseSecretInput(draft.key));
		await store.edit(profile.name, saved => ({...saved, secret}));
	}

	return notices;
}

/** Changes a saved profile to what the form says; what the form does not show stays. */
export async function editDraft(name: string, draft: ProfileDraft, io: Io): Promise<readonly string[]> {
	const notices: string[] = [];
	const {store, secrets} = openProfiles(io, text => notices.push(text));
	const {flags, unset} = draftChanges(profileDraft(store.get(name)), draft);
	if (hasFlags(flags) || unset.length > 0) {
		const stderr = {
			...io.stderr,
			write: async (text: string | Uint8Array) => void notices.push(String(text).trimEnd()),
		};
		await editProfile(
			{store, secrets, understand: understandProfile, io: {...io, stderr}},
			name,
			flags,
			unset,
		);
	}

	if (draft.name !== name) {
		const former = store.get(name);
		await store.rename(name, draft.name);
		await secrets.rename(former, draft.name);
	}

	if (draft.key !== '') {
		const secret = await secrets.save(store.get(draft.name), parseSecretInput(draft.key));
		await store.edit(draft.name, saved => ({...saved, secret}));
	}

	return notices;
}

/** What a changed form asks for, in the terms of `profiles edit`. */
function draftChanges(
	before: ProfileDraft,
	after: ProfileDraft,
): {readonly flags: ProfileFlags; readonly unset: readonly string[]} {
	const changed = (field: keyof ProfileDraft) =>
		after[field] !== before[field] && after[field] !== '' ? after[field] : undefined;
	const emptied = (['api', 'model', 'deployment'] as const).filter(
		field => before[field] !== '' && after[field] === '',
	);
	return {
		flags: {
			url: changed('url'),
			api: changed('api') as ProfileFlags['api'],
			model: changed('model'),
			deployment: changed('deployment'),
			tokenEnv: changed('variable'),
		},
		unset: [...emptied, ...(before.variable !== '' && after.variable === '' ? ['secret'] : [])],
	};
}
