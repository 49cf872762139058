/** Any value that JSON can write. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. Values read from outside may hold any key, `__proto__` included: never spread or assign them. */
export type JsonObject = {readonly [key: string]: Json};

/** Narrows an unknown value to a plain object with string keys; arrays and null are none. */
export function isObject(value: unknown): value is {readonly [key: string]: unknown} {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Parses JSON without throwing: the parser's own messages quote the text, which may hold secrets. */
export function parseJson(text: string): {readonly value: unknown} | undefined {
	try {
		return {value: JSON.parse(text)};
	} catch {
		return undefined;
	}
}
