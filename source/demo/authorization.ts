import type {DemoRequest} from './model.ts';

// An ESM import of a builtin runs all of its getters; this gives the module alone.
const {createHash, timingSafeEqual} = process.getBuiltinModule('node:crypto');

/** Whether a request brings the key, as `Authorization: Bearer KEY` or `api-key: KEY`. */
export function isAuthorized(headers: DemoRequest['headers'], key: string): boolean {
	const bearer = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
	const given = [bearer, headers['api-key']];
	return given.some(candidate => candidate !== undefined && isSameSecret(candidate, key));
}

/** Compares in constant time; hashing first gives both sides the one length that the comparison needs. */
function isSameSecret(left: string, right: string): boolean {
	const digest = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(left), digest(right));
}
