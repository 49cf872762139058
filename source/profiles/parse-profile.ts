import {win32} from 'node:path';
import {apis} from '../core/api.ts';
import {ChatError} from '../core/errors.ts';
import {isObject} from '../core/json.ts';
import {templateNames} from '../core/prompt-template.ts';
import {
	checkAnswerPath,
	checkEntraName,
	checkHeaderName,
	checkHeaderValue,
	checkLine,
	checkName,
	checkUrl,
	checkVariableName,
	checkVisibleAscii,
} from './check-fields.ts';
import {type Check, object, oneOf, type Problem, problem, satisfies, text} from './field-checks.ts';
import {normalizeUrl} from './normalize-url.ts';
import {type Auth, authTypes, type Profile, scoreBodyNames} from './profile.ts';

/** The profile, or everything that is wrong with it. */
export type ProfileResult =
	| {readonly ok: true; readonly profile: Profile}
	| {readonly ok: false; readonly problems: readonly Problem[]};

const deepestNesting = 100;

/**
 * Reads a profile from anything that JSON can hold and reports every problem at once. Fields that this version does
 * not know stay in the object, so that a save does not lose what a newer version wrote.
 */
export function readProfile(value: unknown): ProfileResult {
	if (!isObject(value)) {
		return {ok: false, problems: [{field: '', message: 'A profile is an object with a name and a url.'}]};
	}

	// Before anything walks through it: recursion has an end.
	if (!isShallow(value, deepestNesting)) {
		const message = `A profile is nested at most ${deepestNesting} levels deep.`;
		return {ok: false, problems: [{field: '', message}]};
	}

	const entries = Object.entries(value).filter(([, held]) => held !== undefined);
	const fields = new Map(entries);
	const problems = [
		...['name', 'url']
			.filter(field => !fields.has(field))
			.map(field => problem(field, 'This field is needed.')),
		...entries.flatMap(([field, held]) => checks.get(field)?.(held, field) ?? []),
		...checkTogether(fields),
	];
	if (problems.length > 0) {
		return {ok: false, problems};
	}

	// Entries, not assignment: an own key called __proto__ stays a key.
	const normalized = entries.map(([field, held]) => [
		field,
		field === 'url' ? normalizeUrl(String(held)) : held,
	]);
	return {ok: true, profile: Object.fromEntries(normalized) as Profile};
}

/**
 * Reads a profile from anything that JSON can hold.
 *
 * @throws ChatError `config`: the first problem is its message, the others its `why`.
 */
export function parseProfile(value: unknown): Profile {
	const result = readProfile(value);
	if (result.ok) {
		return result.profile;
	}

	throw profileError('The profile cannot be used', result.problems);
}

/** An error that names the first problem in its message and the others in its `why`. */
export function profileError(what: string, problems: readonly Problem[]): ChatError {
	const [first, ...others] = problems.map(describeProblem);
	return new ChatError('config', `${what}: ${first}`, {
		hint: 'Correct it and try again; amlchat profiles add --help lists the fields.',
		why: others.length === 0 ? undefined : `Also: ${others.join(' ')}`,
	});
}

/** One problem as one line: the field, then the sentence. */
export function describeProblem({field, message}: Problem): string {
	return field === '' ? message : `${field}: ${message}`;
}

/** The fields this version knows, in the order in which they are shown and exported. */
export function knownFields(): readonly string[] {
	return [...checks.keys()];
}

// A relative path would be read from the current folder, which may be anybody's repository.
const filePath = satisfies(
	value => typeof value === 'string' && win32.isAbsolute(value) && !value.includes('\0'),
	'The full path of a file is wanted.',
);

const checkAuth = object(
	'An object with a type',
	{
		type: oneOf(authTypes),
		scope: text(checkEntraName),
		tenant: text(checkEntraName),
		clientId: text(checkEntraName),
		endpointId: text(id => (id.startsWith('/') ? checkLine(id) : 'The ARM id of the endpoint is wanted.')),
	},
	['type'],
);

const secretChecks: Readonly<Record<string, Check>> = {
	keyring: () => [],
	file: () => [],
	env: object('An object', {name: text(checkVariableName)}, ['name']),
	command: object('An object', {command: checkCommand}, ['command']),
};

function checkSecret(value: unknown, field: string): readonly Problem[] {
	const from = isObject(value) && Object.hasOwn(value, 'from') ? value.from : undefined;
	const check =
		typeof from === 'string' && Object.hasOwn(secretChecks, from) ? secretChecks[from] : undefined;
	return check?.(value, field) ?? oneOf(Object.keys(secretChecks))(from, `${field}.from`);
}

function checkCommand(value: unknown, field: string): readonly Problem[] {
	const words = Array.isArray(value) ? value : [];
	const [program] = words;
	if (typeof program !== 'string' || program === '' || !words.every(isArgument)) {
		return [problem(field, 'A list of words is wanted, the program first.')];
	}

	// The same reason as for files: ./get-key would be looked for in the current folder.
	return /[/\\]/.test(program) && !win32.isAbsolute(program)
		? [problem(field, 'The program is given by its name or its full path.')]
		: [];
}

function isArgument(value: unknown): boolean {
	return typeof value === 'string' && !value.includes('\0');
}

function checkHeaders(value: unknown, field: string): readonly Problem[] {
	if (!isObject(value)) {
		return [problem(field, 'An object of names and values is wanted.')];
	}

	const seen = new Set<string>();
	return Object.entries(value).flatMap(([name, held]) => {
		const isTwice = seen.has(name.toLowerCase());
		seen.add(name.toLowerCase());
		const message = isTwice ? 'This header is given twice.' : checkHeaderName(name);
		return message === undefined
			? text(checkHeaderValue)(held, `${field}.${name}`)
			: [problem(`${field}.${name}`, message)];
	});
}

const messageText = text(template =>
	template.includes('{content}') ? undefined : 'It holds {content}, where the message goes.',
);

const checkCustomTemplate = object(
	'The name of a template, or an object',
	{
		system: messageText,
		user: messageText,
		assistant: messageText,
		start: text(),
		stop: satisfies(
			value => Array.isArray(value) && value.every(item => typeof item === 'string' && item !== ''),
			'A list of texts is wanted.',
		),
	},
	['user', 'assistant'],
);

function checkTemplate(value: unknown, field: string): readonly Problem[] {
	return typeof value === 'string' ? oneOf(templateNames)(value, field) : checkCustomTemplate(value, field);
}

const checkScoreBody = satisfies(
	value =>
		scoreBodyNames.some(name => name === value) ||
		/"\{\{(?:messages|prompt)\}\}"/.test(JSON.stringify(value)),
	`One of ${scoreBodyNames.join(', ')} is wanted, or JSON with "{{messages}}" or "{{prompt}}" in it.`,
);

const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
	['name', text(checkName)],
	// Whether plain http will do depends on `auth`, so that is checked below.
	['url', text(url => checkUrl(url, 'none'))],
	['api', oneOf(apis)],
	['auth', checkAuth],
	['secret', checkSecret],
	['model', text(checkLine)],
	['deployment', text(checkVisibleAscii)],
	['apiVersion', text(checkVisibleAscii)],
	['template', checkTemplate],
	['system', text()],
	['parameters', satisfies(isObject, 'An object of request parameters is wanted.')],
	['headers', checkHeaders],
	[
		'contextTokens',
		satisfies(
			value => Number.isSafeInteger(value) && Number(value) > 0,
			'A whole number of tokens is wanted.',
		),
	],
	['stream', satisfies(value => typeof value === 'boolean', 'true or false is wanted.')],
	['scoreBody', checkScoreBody],
	['answerPath', text(checkAnswerPath)],
	['caFile', filePath],
	['clientCert', filePath],
	['clientKey', filePath],
]);

/** What only shows when two fields are seen together. */
function checkTogether(fields: ReadonlyMap<string, unknown>): readonly Problem[] {
	const url = fields.get('url');
	const auth = fields.get('auth');
	const type = isObject(auth) ? (auth.type as Auth['type']) : undefined;
	const urlMessage = typeof url === 'string' && !checkUrl(url, 'none') ? checkUrl(url, type) : undefined;
	return [
		...(urlMessage === undefined ? [] : [problem('url', urlMessage)]),
		...(fields.has('clientCert') === fields.has('clientKey')
			? []
			: [problem('clientCert', 'clientCert and clientKey are wanted together.')]),
	];
}

function isShallow(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) {
		return true;
	}

	return levels > 0 && Object.values(value).every(held => isShallow(held, levels - 1));
}
