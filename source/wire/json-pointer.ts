import {isObject} from '../core/json.ts';

/**
 * The value that a JSON Pointer (RFC 6901) leads to, e.g. `/choices/0/text`; the empty pointer is the whole value.
 * `undefined` when the pointer is malformed or leads nowhere. Own keys only, so `/constructor` finds nothing of ours.
 */
export function readPointer(value: unknown, pointer: string): unknown {
	if (pointer === '') {
		return value;
	}

	if (!pointer.startsWith('/')) {
		return undefined;
	}

	let current = value;
	for (const token of pointer.slice(1).split('/')) {
		current = step(current, token.replaceAll('~1', '/').replaceAll('~0', '~'));
	}

	return current;
}

function step(value: unknown, key: string): unknown {
	if (Array.isArray(value)) {
		return /^(?:0|[1-9]\d*)$/.test(key) ? value[Number(key)] : undefined;
	}

	return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
