import type {Message} from '../core/conversation.ts';
import type {Json, JsonObject} from '../core/json.ts';
import type {WireRequest} from './wire-format.ts';

/** One member of a request body. */
export type Entry = readonly [key: string, value: Json];

/** The names under which a server may take the maximum number of tokens to generate. */
const maximumNames = ['max_tokens', 'max_completion_tokens', 'max_new_tokens'];

/**
 * Builds an object from its members in order; where a key comes twice, the later value counts. A key named `__proto__`
 * becomes an ordinary member, as it is in JSON.
 */
export function createBody(entries: readonly Entry[]): JsonObject {
	return Object.fromEntries(entries);
}

/** `[[key, value]]`, or nothing where there is no value: nothing is sent that nobody set. */
export function optionalEntry(key: string, value: Json | undefined): readonly Entry[] {
	return value === undefined ? [] : [[key, value]];
}

/** The messages as chat formats send them: role and content, nothing that a caller's object may hold besides. */
export function encodeMessages(messages: readonly Message[], systemRole: string = 'system'): readonly Json[] {
	return messages.map(({role, content}) => ({role: role === 'system' ? systemRole : role, content}));
}

/**
 * The parameters of a request: those that somebody set, `stop` as a list, joined by the template's own stop strings,
 * and the fallback maximum where nobody set one. `reserved` names what the request says by itself (the conversation, and
 * `stream`, on which the reading of the response depends).
 */
export function parameterEntries(
	request: WireRequest,
	reserved: readonly string[],
	templateStops: readonly string[] = [],
): readonly Entry[] {
	const entries = Object.entries(request.parameters).filter(([key]) => !reserved.includes(key));
	const hasMaximum = entries.some(([key]) => maximumNames.includes(key));
	const stop = encodeStop(entries.find(([key]) => key === 'stop')?.[1], templateStops);
	return [
		...entries.map(([key, value]): Entry => [key, key === 'stop' ? (stop ?? value) : value]),
		...optionalEntry('max_tokens', hasMaximum ? undefined : request.fallbackMaxTokens),
		...optionalEntry('stop', stop),
	];
}

/** The stop strings as one list without doubles; `undefined` where there are none or the value is of another kind. */
export function encodeStop(value: Json | undefined, templateStops: readonly string[]): Json | undefined {
	const own = typeof value === 'string' ? [value] : (value ?? []);
	if (!Array.isArray(own)) {
		return undefined;
	}

	const stops = [...new Set<Json>([...own, ...templateStops])];
	return stops.length > 0 ? stops : undefined;
}
