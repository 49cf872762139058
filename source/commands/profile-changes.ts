import {resolve} from 'node:path';
import {usageError} from '../core/errors.ts';
import {isObject, type Json, type JsonObject, parseJson} from '../core/json.ts';
import {normalizeUrl, originOf} from '../profiles/normalize-url.ts';
import {knownFields} from '../profiles/parse-profile.ts';
import type {Auth, Profile, SecretSource} from '../profiles/profile.ts';
import {splitCommand} from '../profiles/split-command.ts';
import type {ProfileFlags} from './profiles-command.ts';
import {textOrFile} from './read-input.ts';
import {readTemplate} from './read-template.ts';

/** What flags change about a profile, files read and words split. */
export type ProfileChanges = {
	readonly fields: Readonly<Record<string, unknown>>;
	readonly parameters: JsonObject;
	readonly headers: Readonly<Record<string, string>>;
	readonly authType: Auth['type'] | undefined;
	/** Of an Entra sign-in. */
	readonly entra: Readonly<Record<string, string>>;
	readonly secret: SecretSource | undefined;
	readonly unset: readonly string[];
};

const entraHint = 'Leave them out, or add --auth entra.';

/**
 * Reads flags into changes, with the files that they name.
 *
 * @throws ChatError `usage` for flags that cannot be read or do not go together.
 */
export async function readProfileChanges(
	flags: ProfileFlags,
	unset: readonly string[] = [],
): Promise<ProfileChanges> {
	const {api, model, deployment, apiVersion, contextTokens, stream, answerPath} = flags;
	const fields = {
		url: flags.url === undefined ? undefined : normalizeUrl(flags.url),
		api,
		model,
		deployment,
		apiVersion,
		contextTokens,
		stream,
		answerPath,
		template: flags.template === undefined ? undefined : await readTemplate(flags.template),
		system: flags.system === undefined ? undefined : await textOrFile(flags.system),
		scoreBody: await readScoreBody(flags.scoreBody),
		caFile: fullPath(flags.caFile),
		clientCert: fullPath(flags.clientCert),
		clientKey: fullPath(flags.clientKey),
	};
	return {
		fields: withoutUndefined(fields),
		parameters: flags.parameters ?? {},
		headers: readHeaders(flags.headers ?? []),
		authType: flags.auth,
		entra: withoutUndefined({scope: flags.scope, tenant: flags.tenant, clientId: flags.clientId}),
		secret: readSecretSource(flags),
		unset: unset.map(readFieldName),
	};
}

/** Whether the flags say anything at all. */
export function hasFlags(flags: ProfileFlags): boolean {
	const {tokenStdin, parameters, headers, ...others} = flags;
	return (
		tokenStdin === true ||
		Object.keys(parameters ?? {}).length > 0 ||
		(headers ?? []).length > 0 ||
		Object.values(others).some(value => value !== undefined)
	);
}

/**
 * Makes the changed profile. A saved secret stays behind when the URL gets another origin, or the profile a sign-in
 * that needs no secret.
 *
 * @throws ChatError `usage` for flags that do not fit the profile.
 */
export function changeProfile(profile: Profile, changes: ProfileChanges): Profile {
	const {secret: formerSecret, ...former} = removeFields(profile, changes.unset);
	const auth = changeAuth(former.auth, changes);
	const url = typeof changes.fields.url === 'string' ? changes.fields.url : profile.url;
	const secret = changes.secret ?? keptSecret(formerSecret, profile.url, url, auth);
	return withoutUndefined({
		...former,
		...changes.fields,
		auth,
		secret,
		parameters: merge(former.parameters, changes.parameters),
		headers: mergeHeaders(former.headers, changes.headers),
	}) as Profile;
}

/** Whether a secret of this source is kept by amlchat itself, for one origin. */
export function isStored(source: SecretSource | undefined): boolean {
	return source?.from === 'file' || source?.from === 'keyring';
}

/** Whether requests with this sign-in carry a secret of the profile's; left out, it depends on the endpoint. */
export function needsSecret(auth: Auth | undefined): boolean {
	return auth === undefined || auth.type === 'key' || auth.type === 'api-key';
}

function keptSecret(
	secret: SecretSource | undefined,
	formerUrl: string,
	url: string,
	auth: Auth | undefined,
): SecretSource | undefined {
	const isElsewhere = URL.canParse(url) && originOf(url) !== originOf(formerUrl);
	return !needsSecret(auth) || (isStored(secret) && isElsewhere) ? undefined : secret;
}

function changeAuth(former: Auth | undefined, {authType, entra, secret}: ProfileChanges): Auth | undefined {
	const hasEntra = Object.keys(entra).length > 0;
	const type = authType ?? former?.type ?? (hasEntra ? 'entra' : undefined);
	const auth: Auth | undefined = type === undefined || type === former?.type ? former : {type};
	if (hasEntra && type !== 'entra') {
		throw usageError('--scope, --tenant and --client-id belong to the sign-in with Entra.', entraHint);
	}

	if (secret !== undefined && !needsSecret(auth)) {
		throw usageError(
			`A profile with auth ${type} has no key.`,
			'Leave the --token flag out, or add --auth key.',
		);
	}

	return hasEntra ? {...auth, type: 'entra', ...entra} : auth;
}

function readSecretSource({tokenEnv, tokenStdin, tokenCommand}: ProfileFlags): SecretSource | undefined {
	const count = [tokenEnv !== undefined, tokenStdin === true, tokenCommand !== undefined].filter(
		Boolean,
	).length;
	if (count > 1) {
		throw usageError(
			'A key comes from one place.',
			'Use one of --token-env, --token-stdin and --token-command.',
		);
	}

	if (tokenEnv !== undefined) {
		return {from: 'env', name: tokenEnv};
	}

	if (tokenCommand === undefined) {
		// For --token-stdin this is a placeholder, until saving the key tells where it went.
		return tokenStdin ? {from: 'file'} : undefined;
	}

	const [program = '', ...rest] = splitCommand(tokenCommand);
	if (program === '') {
		throw usageError('The token command is empty.', "For instance: --token-command 'pass show llama'");
	}

	// Profiles are used from any folder.
	return {from: 'command', command: [/[/\\]/.test(program) ? resolve(program) : program, ...rest]};
}

async function readScoreBody(scoreBody: string | undefined): Promise<Json | undefined> {
	const text = scoreBody === undefined ? undefined : await textOrFile(scoreBody);
	return text === undefined ? undefined : ((parseJson(text)?.value ?? text) as Json);
}

function readHeaders(headers: readonly string[]): Readonly<Record<string, string>> {
	const entries = headers.map(header => {
		const equals = header.indexOf('=');
		if (equals < 1) {
			throw usageError('--header wants NAME=VALUE.', 'For instance: --header x-team=nlp');
		}

		return [header.slice(0, equals), header.slice(equals + 1)] as const;
	});
	return Object.fromEntries(entries);
}

/** A relative path means this folder now, and another one when the profile is used. */
function fullPath(path: string | undefined): string | undefined {
	return path === undefined ? undefined : resolve(path);
}

/** `api-version` is `apiVersion`; what follows a dot is a key of the user's and stays. */
function readFieldName(text: string): string {
	const [, field = '', key = ''] = /^([^.]*)(.*)$/s.exec(text) ?? [];
	const name = field.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
	const removable = knownFields().filter(known => known !== 'name' && known !== 'url');
	if (!removable.includes(name) || (key !== '' && name !== 'parameters' && name !== 'headers')) {
		throw usageError(
			`--unset knows no field “${text}”.`,
			`It takes ${removable.join(', ')}, parameters.KEY, headers.NAME.`,
		);
	}

	return `${name}${key}`;
}

function removeFields(profile: Profile, unset: readonly string[]): Profile {
	const fields = unset.filter(field => !field.includes('.'));
	const kept = Object.entries(profile).filter(([field]) => !fields.includes(field));
	const changed = kept.map(([field, value]) => {
		const keys = unset.filter(path => path.startsWith(`${field}.`)).map(path => path.slice(field.length + 1));
		return [field, keys.length > 0 && isObject(value) ? removeKeys(value, keys, field === 'headers') : value];
	});
	return Object.fromEntries(changed) as Profile;
}

function removeKeys(value: object, keys: readonly string[], isCaseless: boolean): object {
	const normalize = (key: string) => (isCaseless ? key.toLowerCase() : key);
	const removed = new Set(keys.map(normalize));
	return Object.fromEntries(Object.entries(value).filter(([key]) => !removed.has(normalize(key))));
}

/** Later objects win. Entries, not assignment: a key called __proto__ is a key like any other. */
function merge<Value>(
	...objects: ReadonlyArray<Readonly<Record<string, Value>> | undefined>
): Readonly<Record<string, Value>> | undefined {
	const entries = objects.flatMap(object => Object.entries(object ?? {}));
	return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function mergeHeaders(
	former: Profile['headers'],
	added: Readonly<Record<string, string>>,
): Profile['headers'] {
	return merge(former && (removeKeys(former, Object.keys(added), true) as Record<string, string>), added);
}

function withoutUndefined<Value>(fields: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
	return Object.fromEntries(
		Object.entries(fields).filter((entry): entry is [string, Value] => entry[1] !== undefined),
	);
}
