import {type ChatError, usageError} from '../core/errors.ts';
import {isObject, parseJson} from '../core/json.ts';
import {keepKnownFields} from '../profiles/describe-profile.ts';
import {findJsonError} from '../profiles/json-position.ts';
import {originOf} from '../profiles/normalize-url.ts';
import {profileError, readProfile} from '../profiles/parse-profile.ts';
import type {Profile} from '../profiles/profile.ts';
import {isStored, needsSecret} from './profile-changes.ts';

/** Fields that other commands add to a profile when they print it. */
const printedFields: ReadonlySet<string> = new Set(['default', 'finalUrl', 'secretState']);

/** A profile to import, and the names of fields that were left out because this version does not know them. */
export type ImportedProfile = {readonly profile: Profile; readonly unknownFields: readonly string[]};

/**
 * Reads the text of an export: an object with a list of profiles, the list alone, or one profile.
 *
 * @throws ChatError `usage` for text that is no JSON, `config` for a profile that cannot be used; neither quotes it.
 */
export function parseImport(bytes: Uint8Array, source: string): readonly ImportedProfile[] {
	const imported = listOf(parseText(bytes, source)).map((value, index) => {
		const fields = isObject(value) ? keepKnownFields(value) : value;
		const result = readProfile(fields);
		if (!result.ok) {
			throw profileError(`Profile ${index + 1} of ${source} cannot be used`, result.problems);
		}

		return {profile: result.profile, unknownFields: unknownFieldsOf(value)};
	});
	const names = imported.map(({profile}) => profile.name);
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) {
		throw usageError(`${source} has two profiles called “${twice}”.`, 'Rename one of them.');
	}

	return imported;
}

/**
 * An imported profile without a claim to a secret that did not come with it. The one it replaces hands its saved
 * secret on when requests go to the same origin.
 */
export function adoptSecret(imported: Profile, replaced: Profile | undefined): Profile {
	const {secret, ...fields} = imported;
	if (!needsSecret(imported.auth) || (secret !== undefined && !isStored(secret))) {
		return imported;
	}

	const kept =
		isStored(replaced?.secret) && replaced !== undefined && originOf(replaced.url) === originOf(imported.url)
			? replaced.secret
			: undefined;
	return kept === undefined ? fields : {...fields, secret: kept};
}

function parseText(bytes: Uint8Array, source: string): unknown {
	let text: string;
	try {
		text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch {
		throw notAnExport(`${source} is not UTF-8 text.`);
	}

	const parsed = parseJson(text);
	if (parsed === undefined) {
		const position = findJsonError(text);
		throw notAnExport(`${source} is not valid JSON (line ${position?.line}, column ${position?.column}).`);
	}

	return parsed.value;
}

function listOf(value: unknown): readonly unknown[] {
	const list = isObject(value) && Object.hasOwn(value, 'profiles') ? value.profiles : value;
	return Array.isArray(list) ? list : [list];
}

function unknownFieldsOf(value: unknown): readonly string[] {
	const known = isObject(value) ? keepKnownFields(value) : {};
	return Object.keys(isObject(value) ? value : {}).filter(
		field => !Object.hasOwn(known, field) && !printedFields.has(field),
	);
}

function notAnExport(message: string): ChatError {
	return usageError(message, 'Import what this printed: amlchat profiles export > profiles.json');
}
