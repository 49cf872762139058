import {parseArgs} from 'node:util';
import {usageError} from '../core/errors.ts';
import type {JsonObject} from '../core/json.ts';
import {parseJson} from '../core/json.ts';
import {nearest} from '../core/nearest.ts';
import type {FlagTable} from './flags.ts';

/** The flags and words of a command line, checked against a table. */
export type FlagValues = {
	readonly words: readonly string[];
	has(name: string): boolean;
	/** The last value given. */
	text(name: string): string | undefined;
	texts(name: string): readonly string[];
	/** @throws {ChatError} `usage` when it is not a number of at least `minimum`. */
	number(name: string, minimum?: number): number | undefined;
	integer(name: string, minimum?: number): number | undefined;
	/** @throws {ChatError} `usage` when it is none of the choices. */
	choice<T extends string>(name: string, choices: readonly T[]): T | undefined;
};

/**
 * Reads flags and words.
 *
 * @throws {ChatError} `usage` for a flag that is not in the table, lacks its value, or has one it does not take.
 */
export function readFlags(args: readonly string[], table: FlagTable, help: string): FlagValues {
	const {tokens} = parseArgs({
		args: [...args],
		strict: false,
		allowPositionals: true,
		tokens: true,
		options: Object.fromEntries(
			Object.entries(table).map(([name, flag]) => [
				name,
				{
					type: flag.value === undefined ? ('boolean' as const) : ('string' as const),
					...(flag.short === undefined ? {} : {short: flag.short}),
				},
			]),
		),
	});
	const words: string[] = [];
	const values = new Map<string, string[]>();
	for (const token of tokens) {
		if (token.kind === 'positional') {
			words.push(token.value);
		} else if (token.kind === 'option') {
			const flag = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
			if (flag === undefined) {
				throw unknownFlag(token.rawName, table, help);
			}

			if (flag.value !== undefined && token.value === undefined) {
				throw usageError(`The flag ${token.rawName} needs a value: ${token.rawName} ${flag.value}`, help);
			}

			if (flag.value === undefined && token.value !== undefined) {
				throw usageError(`The flag ${token.rawName} takes no value.`, help);
			}

			const list = values.get(token.name) ?? [];
			list.push(token.value ?? '');
			values.set(token.name, list);
		}
	}

	const text = (name: string) => values.get(name)?.at(-1);
	const number = (name: string, minimum = Number.NEGATIVE_INFINITY) => {
		const value = text(name);
		if (value === undefined) {
			return undefined;
		}

		const parsed = value.trim() === '' ? Number.NaN : Number(value);
		if (!Number.isFinite(parsed) || parsed < minimum) {
			const wanted = minimum === Number.NEGATIVE_INFINITY ? 'a number' : `a number of at least ${minimum}`;
			throw usageError(`--${name} wants ${wanted}, not “${shorten(value)}”.`, help);
		}

		return parsed;
	};

	return {
		words,
		text,
		number,
		has: name => values.has(name),
		texts: name => values.get(name) ?? [],
		integer(name, minimum) {
			const parsed = number(name, minimum);
			if (parsed !== undefined && !Number.isSafeInteger(parsed)) {
				throw usageError(`--${name} wants a whole number, not “${shorten(text(name) ?? '')}”.`, help);
			}

			return parsed;
		},
		choice<T extends string>(name: string, choices: readonly T[]) {
			const value = text(name);
			if (value === undefined) {
				return undefined;
			}

			const found = choices.find(choice => choice === value);
			if (found === undefined) {
				throw usageError(`--${name} knows no “${shorten(value)}”. It takes ${choices.join(', ')}.`, help);
			}

			return found;
		},
	};
}

/** `--set` and its shorthands, as request parameters; later ones win. */
export function readParameters(flags: FlagValues, help: string): JsonObject {
	const entries: Array<[string, unknown]> = flags.texts('set').map(text => {
		const equals = text.indexOf('=');
		if (equals < 1) {
			throw usageError(`--set wants KEY=VALUE, not “${shorten(text)}”.`, help);
		}

		const value = text.slice(equals + 1);
		const parsed = parseJson(value);
		return [text.slice(0, equals), parsed === undefined ? value : parsed.value];
	});
	const shorthands: ReadonlyArray<readonly [string, unknown]> = [
		['temperature', flags.number('temperature')],
		['top_p', flags.number('top-p')],
		['max_tokens', flags.integer('max-tokens', 1)],
		['seed', flags.integer('seed')],
		['stop', flags.has('stop') ? flags.texts('stop') : undefined],
	];
	for (const [key, value] of shorthands) {
		if (value !== undefined) {
			entries.push([key, value]);
		}
	}

	// fromEntries defines own properties, so that even a key named __proto__ is only a key.
	return Object.fromEntries(entries) as JsonObject;
}

function unknownFlag(rawName: string, table: FlagTable, help: string) {
	const guess = nearest(
		rawName,
		Object.keys(table).map(name => `--${name}`),
	);
	return usageError(
		`There is no flag ${shorten(rawName)}.`,
		guess === undefined ? help : `Did you mean ${guess}? ${help}`,
	);
}

function shorten(text: string): string {
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
