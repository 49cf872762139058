import {isLoopback} from '../core/origin.ts';
import {printable} from '../core/printable-text.ts';
import {normalizeUrl} from './normalize-url.ts';
import type {Auth} from './profile.ts';
import {isSecretName} from './secret-name.ts';

/**
 * Checks of single fields, for a form that validates while somebody types and for the parser of whole profiles.
 * Each answers `undefined` when the text is fine, else one short sentence that says what is wanted.
 */
export type CheckText = (text: string) => string | undefined;

const longestName = 64;

/** Names have 1 to 64 printable characters, no slash in either direction, no dash in front. */
export function checkName(name: string): string | undefined {
	const length = [...name].length;
	if (length === 0 || length > longestName) {
		return `A name has 1 to ${longestName} characters.`;
	}

	if (!isPrintableLine(name)) {
		return 'A name holds printable characters only.';
	}

	if (/[/\\]/.test(name)) {
		return 'A name holds no / and no \\.';
	}

	return name.startsWith('-') ? 'A name does not start with a dash.' : undefined;
}

/**
 * Checks a host, a base or a full route. Refused is whatever would leak a secret later: a password or a key inside
 * the URL, and plain http to another machine, unless requests are not signed at all.
 */
export function checkUrl(text: string, authType?: Auth['type']): string | undefined {
	if (text.trim() === '') {
		return 'A profile needs a URL.';
	}

	if (/[\s\p{Cc}]/u.test(text.trim())) {
		return 'A URL holds no spaces.';
	}

	const url = URL.parse(normalizeUrl(text));
	if (url === null || url.hostname === '' || /^https?:(?!\/\/)/i.test(text.trim())) {
		return 'This is no URL: give a host, https://host/v1 or a full route.';
	}

	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		return 'A URL starts with https://.';
	}

	if (url.username !== '' || url.password !== '') {
		return 'A user name or password must not be part of the URL.';
	}

	const secret = [...url.searchParams.keys()].find(
		name => isSecretName(name) || name.toLowerCase() === 'code',
	);
	if (secret !== undefined) {
		return 'A key must not be part of the URL: leave it out of the query.';
	}

	if (url.protocol === 'http:' && !isLoopback(url) && authType !== 'none') {
		return 'Plain http shows the key to others: use https, or auth none.';
	}

	return undefined;
}

/** Headers that belong to the sign-in or to the transport; a profile cannot set them. */
const reservedHeaders: ReadonlySet<string> = new Set([
	'api-key',
	'authorization',
	'connection',
	'content-length',
	'expect',
	'host',
	'keep-alive',
	'proxy-authorization',
	'proxy-connection',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
]);

/** Checks a header's name: a token of RFC 9110, 5.6.2, that is not ours to set. */
export function checkHeaderName(name: string): string | undefined {
	if (!/^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/.test(name)) {
		return 'A header name holds letters, digits and dashes only.';
	}

	return reservedHeaders.has(name.toLowerCase()) ? 'This header is set by amlchat itself.' : undefined;
}

/** Checks a header's value: RFC 9110, 5.5, without the deprecated folding. */
export function checkHeaderValue(value: string): string | undefined {
	return /^(?:[!-~\u0080-\u00FF](?:[\t -~\u0080-\u00FF]*[!-~\u0080-\u00FF])?)?$/.test(value)
		? undefined
		: 'A header value is one line of Latin letters, without spaces around it.';
}

/** Checks the name of an environment variable. */
export function checkVariableName(name: string): string | undefined {
	return /^[A-Za-z_][\dA-Za-z_]*$/.test(name)
		? undefined
		: 'The name of a variable holds letters, digits and _ only.';
}

/** Checks a JSON Pointer (RFC 6901). */
export function checkAnswerPath(pointer: string): string | undefined {
	return /^(?:\/(?:[^~/]|~[01])*)*$/u.test(pointer)
		? undefined
		: 'A JSON Pointer starts with /, for instance /output/0/text.';
}

/** Checks text that becomes part of a line, a header or a path. */
export function checkLine(text: string): string | undefined {
	return text !== '' && isPrintableLine(text) ? undefined : 'One line of printable text is wanted.';
}

/** Checks text that is sent as a header value or a query parameter. */
export function checkVisibleAscii(text: string): string | undefined {
	return /^[!-~]+$/.test(text) ? undefined : 'Letters, digits and signs are wanted, without spaces.';
}

/** Checks an Entra scope, tenant or client id. */
export function checkEntraName(text: string): string | undefined {
	return /^[\w.:/-]+$/.test(text) ? undefined : 'Letters, digits and . : / _ - are wanted.';
}

/** Whether the gate in front of the terminal would let every character through. */
function isPrintableLine(text: string): boolean {
	return !/[\t\n]/.test(text) && printable(text) === text;
}
