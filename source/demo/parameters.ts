import {isObject, type Json, type JsonObject} from '../core/json.ts';
import type {Limits} from './limit-pieces.ts';
import type {Location, Refuse} from './validation.ts';

/** The names under which clients limit an answer: OpenAI's newer one, the common one, and that of older Azure ML images. */
const maximumNames = ['max_completion_tokens', 'max_tokens', 'max_new_tokens'] as const;
const stopNames = ['stop', 'stop_sequences'] as const;
const ranges = {temperature: [0, 2], top_p: [0, 1]} as const;

/**
 * Reads the limits out of a request's parameters. `null` counts as not given, as with OpenAI; parameters that the demo
 * does not know are left alone.
 *
 * @throws RefusedRequest when one that it knows has a value that no server would take.
 */
export function readLimits(parameters: JsonObject, refuse: Refuse, at: Location = []): Limits {
	for (const [name, [low, high]] of Object.entries(ranges)) {
		const value = parameters[name] ?? low;
		if (typeof value !== 'number' || value < low || value > high) {
			throw refuse([...at, name], `Input should be a number from ${low} to ${high}`, value);
		}
	}

	return {maxTokens: readMaximum(parameters, refuse, at), stop: readStop(parameters, refuse, at)};
}

/** Reads a flag that is false when it is left out. */
export function readFlag(parameters: JsonObject, name: string, refuse: Refuse, at: Location = []): boolean {
	const value = parameters[name] ?? false;
	if (typeof value !== 'boolean') {
		throw refuse([...at, name], 'Input should be a valid boolean', value);
	}

	return value;
}

/** Whether the stream shall report its usage: `{"stream_options":{"include_usage":true}}`. */
export function readIncludeUsage(parameters: JsonObject, refuse: Refuse): boolean {
	const options = parameters.stream_options ?? {};
	if (!isObject(options)) {
		throw refuse(['stream_options'], 'Input should be a valid dictionary', options);
	}

	return readFlag(options as JsonObject, 'include_usage', refuse, ['stream_options']);
}

function readMaximum(parameters: JsonObject, refuse: Refuse, at: Location): number {
	const name = maximumNames.find(candidate => (parameters[candidate] ?? null) !== null);
	const value = name === undefined ? undefined : parameters[name];
	if (name === undefined || value === undefined) {
		return Number.POSITIVE_INFINITY;
	}

	if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
		throw refuse([...at, name], 'Input should be an integer greater than or equal to 1', value);
	}

	return value;
}

function readStop(parameters: JsonObject, refuse: Refuse, at: Location): readonly string[] {
	const name = stopNames.find(candidate => (parameters[candidate] ?? null) !== null) ?? 'stop';
	const value: Json = parameters[name] ?? [];
	const list: readonly Json[] = Array.isArray(value) ? value : [value];
	if (!list.every(entry => typeof entry === 'string')) {
		throw refuse([...at, name], 'Input should be a string or a list of strings', value);
	}

	return list.filter(entry => entry !== '');
}
