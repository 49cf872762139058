import type {ChatError} from '../core/errors.ts';
import type {JsonObject} from '../core/json.ts';
import type {Profile} from '../profiles/profile.ts';

/** How an endpoint departs from what others of its wire format take; learned from what it refused. */
export type Dialect = {
	readonly refusesStreamOptions?: boolean;
	/** The name under which the maximum goes out. */
	readonly maximumName?: 'max_tokens' | 'max_completion_tokens';
	readonly systemRole?: 'developer';
};

/** What an endpoint's refusal teaches, and the words for it. */
export type Lesson = {readonly dialect: Dialect; readonly note: string};

/**
 * What a refused request teaches about the endpoint, if sending it again in another way may help. Each thing is learned
 * once, so that a request is never repeated for ever.
 *
 * OpenAI's reasoning models take `max_completion_tokens` and the role `developer`; older servers know neither, nor
 * `stream_options`.
 */
export function learnFrom(
	error: ChatError,
	dialect: Dialect,
	{parameters = {}, system = ''}: Pick<Profile, 'parameters' | 'system'>,
): Lesson | undefined {
	if (error.status !== 400 && error.status !== 422) {
		return undefined;
	}

	const said = error.body ?? '';
	if (!dialect.refusesStreamOptions && /stream_options|include_usage/.test(said)) {
		return {
			dialect: {...dialect, refusesStreamOptions: true},
			note: 'The endpoint refuses stream_options; sent again without it.',
		};
	}

	const [refused, taken] = Object.hasOwn(parameters, 'max_completion_tokens')
		? (['max_completion_tokens', 'max_tokens'] as const)
		: (['max_tokens', 'max_completion_tokens'] as const);
	if (
		dialect.maximumName === undefined &&
		Object.hasOwn(parameters, refused) &&
		new RegExp(`\\b${refused}\\b`).test(said)
	) {
		return {
			dialect: {...dialect, maximumName: taken},
			note: `The endpoint refuses ${refused}; sent again as ${taken}.`,
		};
	}

	if (
		system !== '' &&
		dialect.systemRole === undefined &&
		/\bsystem\b/.test(said) &&
		/\bdeveloper\b|\brole\b/.test(said)
	) {
		return {
			dialect: {...dialect, systemRole: 'developer'},
			note: 'The endpoint refuses the role “system”; sent again as “developer”.',
		};
	}

	return undefined;
}

/** The parameters under the names that the endpoint takes. */
export function speakDialect(parameters: JsonObject, {maximumName}: Dialect): JsonObject {
	if (maximumName === undefined) {
		return parameters;
	}

	const entries = Object.entries(parameters).map(([key, value]) =>
		key === 'max_tokens' || key === 'max_completion_tokens'
			? ([maximumName, value] as const)
			: ([key, value] as const),
	);
	return Object.fromEntries(entries);
}
