import {isObject} from '../core/json.ts';
import type {CheckText} from './check-fields.ts';

/** What is wrong with one field. `field` is its path (`auth.type`), `message` one sentence. */
export type Problem = {readonly field: string; readonly message: string};

/** Checks one value; `field` is its path, for the problems. */
export type Check = (value: unknown, field: string) => readonly Problem[];

/** A problem of one field. */
export function problem(field: string, message: string): Problem {
	return {field, message};
}

/** Wants text that a check of single fields accepts. */
export function text(check: CheckText = () => undefined): Check {
	return (value, field) => {
		const message = typeof value === 'string' ? check(value) : 'Text in quotes is wanted.';
		return message === undefined ? [] : [problem(field, message)];
	};
}

/** Wants one of these names. */
export function oneOf(names: readonly string[]): Check {
	return (value, field) =>
		names.some(name => name === value) ? [] : [problem(field, `One of ${names.join(', ')} is wanted.`)];
}

/** Wants whatever the predicate accepts. */
export function satisfies(isFine: (value: unknown) => boolean, message: string): Check {
	return (value, field) => (isFine(value) ? [] : [problem(field, message)]);
}

/** Checks the known keys of an object; other keys belong to another version and are left alone. */
export function object(
	what: string,
	checksByKey: Readonly<Record<string, Check>>,
	needed: readonly string[],
): Check {
	return (value, field) => {
		if (!isObject(value)) {
			return [problem(field, `${what} is wanted.`)];
		}

		return Object.entries(checksByKey).flatMap(([key, check]) => {
			const held = Object.hasOwn(value, key) ? value[key] : undefined;
			if (held === undefined) {
				return needed.includes(key) ? [problem(`${field}.${key}`, 'This field is needed.')] : [];
			}

			return check(held, `${field}.${key}`);
		});
	};
}
