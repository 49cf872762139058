import type {Api} from '../core/api.ts';
import {redacted} from '../core/redact.ts';
import {describeSource} from './describe-source.ts';
import {knownFields} from './parse-profile.ts';
import type {Auth, Profile} from './profile.ts';
import {isSecretName} from './secret-name.ts';
import type {SecretState} from './secrets.ts';

/** What is worked out from a profile: where a request goes, as what, and how it is signed. */
export type UnderstoodProfile = {
	readonly finalUrl: string;
	readonly api: Api;
	readonly auth: Auth['type'];
};

/** What is shown of a profile beside its own fields. */
export type ProfileFacts = {
	readonly isDefault: boolean;
	readonly understood: UnderstoodProfile;
	readonly secretState: SecretState | undefined;
};

const nestedFields: Readonly<Record<string, readonly string[]>> = {
	auth: ['type', 'scope', 'tenant', 'clientId', 'endpointId'],
	secret: ['from', 'name', 'command'],
};

/**
 * The fields of a profile that this version knows, in a fixed order: an unknown field may hold anything, a secret
 * as well, so it is neither shown, exported nor imported. Takes whatever is in the place of a profile.
 */
export function keepKnownFields(profile: {readonly [field: string]: unknown}): Record<string, unknown> {
	return Object.fromEntries(
		knownFields()
			.filter(field => Object.hasOwn(profile, field))
			.map(field => [field, pick(profile[field], nestedFields[field])]),
	);
}

function pick(value: unknown, keys: readonly string[] | undefined): unknown {
	return keys === undefined || typeof value !== 'object' || value === null
		? value
		: Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));
}

/** A profile as `profiles list --json` prints it: known fields, headers that hold a secret masked. */
export function profileToJson(profile: Profile, isDefault: boolean): Record<string, unknown> {
	const {headers, ...fields} = keepKnownFields(profile) as Partial<Profile>;
	const shown = Object.entries(headers ?? {}).map(([name, value]) => [
		name,
		isSecretName(name) ? redacted : value,
	]);
	return {
		...fields,
		...(headers === undefined ? {} : {headers: Object.fromEntries(shown)}),
		default: isDefault,
	};
}

/** A profile as it is exported, and the names of the headers that were left out because they hold a secret. */
export function exportProfile(profile: Profile): {
	readonly profile: Record<string, unknown>;
	readonly leftOut: readonly string[];
} {
	const {headers, ...fields} = keepKnownFields(profile) as Partial<Profile>;
	const names = Object.keys(headers ?? {});
	const kept = Object.entries(headers ?? {}).filter(([name]) => !isSecretName(name));
	return {
		profile: {...fields, ...(kept.length === 0 ? {} : {headers: Object.fromEntries(kept)})},
		leftOut: names.filter(isSecretName),
	};
}

/** The lines of `profiles show`, as labels and values. No value is, or holds, any part of a secret. */
export function describeProfile(
	profile: Profile,
	{isDefault, understood, secretState}: ProfileFacts,
): ReadonlyArray<readonly [label: string, value: string]> {
	const {name, secret, ...fields} = profileToJson(profile, isDefault) as Partial<Profile> & {
		default: boolean;
	};
	const {default: _mark, url, auth, ...others} = fields;
	return [
		['name', isDefault ? `${name} (default)` : `${name}`],
		['url', `${url}`],
		['final url', understood.finalUrl],
		...(fields.api === undefined ? [['api', `${understood.api} (from the URL)`] as const] : []),
		...describeAuth(auth, understood),
		...(secret === undefined
			? []
			: [['key', `${describeState(secretState)} (${describeSource(secret)})`] as const]),
		...Object.entries(others).map(
			([field, value]) =>
				[labelOf(field), typeof value === 'string' ? value : JSON.stringify(value)] as const,
		),
	];
}

function describeAuth(
	auth: Profile['auth'],
	understood: UnderstoodProfile,
): ReadonlyArray<readonly [string, string]> {
	const {type, ...details} = auth ?? {type: `${understood.auth} (from the URL)`};
	return [
		['auth', type],
		...Object.entries(details).map(([key, value]) => [labelOf(key), `${value}`] as const),
	];
}

function describeState(state: SecretState | undefined): string {
	switch (state) {
		case 'other-origin':
			return 'saved for another address';
		case 'unchecked':
			return 'asked for when used';
		case 'unreadable':
			return 'cannot be read';
		default:
			return state === 'set' ? 'set' : 'not set';
	}
}

/** `contextTokens` → `context tokens`. */
function labelOf(field: string): string {
	return field.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}
