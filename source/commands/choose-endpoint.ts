import {configError} from '../core/errors.ts';
import type {JsonObject} from '../core/json.ts';
import {nearest} from '../core/nearest.ts';
import {normalizeUrl} from '../profiles/normalize-url.ts';
import type {Auth, Profile} from '../profiles/profile.ts';
import type {EndpointFlags} from './endpoint-flags.ts';

/** The name of the built-in profile, unless the user saved one of that name. */
export const demoName = 'demo';

/** The variable that holds the key of an endpoint without a profile. */
const tokenVariable = 'ENDPOINT_TOKEN';

/** The endpoint that flags and environment ask for. */
export type Choice =
	/** A saved profile, perhaps changed for this run. */
	| {readonly type: 'profile'; readonly profile: Profile; readonly saved: Profile}
	/** An endpoint given on the spot. */
	| {readonly type: 'on-the-spot'; readonly profile: Profile}
	| {readonly type: 'demo'; readonly isFallback: boolean};

/** What is saved, as far as choosing needs it. */
export type SavedProfiles = {
	readonly profiles: readonly Profile[];
	readonly defaultName?: string | undefined;
};

/**
 * Chooses: the profile named by the flag, else `--url`, else AMLCHAT_PROFILE, else API_URL, else the default profile,
 * else the demo endpoint. `readSaved` is called only when a saved profile is needed.
 *
 * @throws {ChatError} `config` for a profile that does not exist.
 */
export function chooseEndpoint(
	flags: EndpointFlags,
	environment: Readonly<Record<string, string | undefined>>,
	readSaved: () => SavedProfiles,
): Choice {
	const named = (name: string): Choice => {
		const {profiles} = readSaved();
		const saved = profiles.find(profile => profile.name === name);
		if (saved !== undefined) {
			return {type: 'profile', profile: applyFlags(saved, flags), saved};
		}

		if (name === demoName) {
			return {type: 'demo', isFallback: false};
		}

		const guess = nearest(name, [...profiles.map(profile => profile.name), demoName]);
		throw configError(
			`There is no profile called “${name}”.`,
			guess === undefined
				? 'See which there are: amlchat profiles list'
				: `Did you mean “${guess}”? See all: amlchat profiles list`,
		);
	};

	if (flags.profile !== undefined) {
		return named(flags.profile);
	}

	if (flags.url !== undefined) {
		return onTheSpot(flags.url, flags, environment);
	}

	if (environment.AMLCHAT_PROFILE) {
		return named(environment.AMLCHAT_PROFILE);
	}

	if (environment.API_URL) {
		return onTheSpot(environment.API_URL, flags, environment);
	}

	const saved = readSaved();
	const defaultProfile =
		saved.profiles.find(profile => profile.name === saved.defaultName) ?? saved.profiles[0];
	return defaultProfile === undefined
		? {type: 'demo', isFallback: true}
		: {type: 'profile', profile: applyFlags(defaultProfile, flags), saved: defaultProfile};
}

function onTheSpot(
	url: string,
	flags: EndpointFlags,
	environment: Readonly<Record<string, string | undefined>>,
): Choice {
	// The variable's key belongs to API_URL: another URL on the command line gets it only from the same origin.
	const apiUrl = environment.API_URL;
	const mayUseToken = !apiUrl || originOf(apiUrl) === originOf(url);
	const variable = flags.tokenEnv ?? (environment[tokenVariable] && mayUseToken ? tokenVariable : undefined);
	const base: Profile = {
		name: 'on-the-spot',
		url,
		...(variable === undefined ? {} : {secret: {from: 'env', name: variable}}),
	};
	return {type: 'on-the-spot', profile: applyFlags(base, flags)};
}

/** A profile with the changes that the flags ask for, for this run only. */
export function applyFlags(profile: Profile, flags: EndpointFlags): Profile {
	const isElsewhere = flags.url !== undefined && originOf(flags.url) !== originOf(profile.url);
	const {secret, ...rest} = profile;
	const kept = isElsewhere ? {...rest, headers: {}} : profile;
	return {
		...kept,
		...(isElsewhere && secret !== undefined && profile.auth === undefined
			? {auth: {type: 'key'} as const}
			: {}),
		...(flags.url === undefined ? {} : {url: flags.url}),
		...(flags.api === undefined ? {} : {api: flags.api}),
		...(flags.model === undefined ? {} : {model: flags.model}),
		...(flags.deployment === undefined ? {} : {deployment: flags.deployment}),
		...(flags.apiVersion === undefined ? {} : {apiVersion: flags.apiVersion}),
		...(flags.tokenEnv === undefined ? {} : {secret: {from: 'env', name: flags.tokenEnv}}),
		...(flags.auth === undefined ? {} : {auth: authFor(flags.auth, profile.auth)}),
		...(flags.noStream ? {stream: false} : {}),
		parameters: mergeParameters(profile.parameters, flags.parameters),
	};
}

function authFor(type: NonNullable<EndpointFlags['auth']>, saved: Auth | undefined): Auth {
	return saved?.type === type ? saved : {type};
}

/** Later objects win. Keys are defined, not assigned, so that `__proto__` is a key like any other. */
function mergeParameters(...objects: ReadonlyArray<JsonObject | undefined>): JsonObject {
	return Object.fromEntries(objects.flatMap(object => Object.entries(object ?? {})));
}

function originOf(url: string): string | undefined {
	return URL.parse(normalizeUrl(url))?.origin;
}
