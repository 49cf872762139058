import {isLoopback} from '../core/origin.ts';

/**
 * Puts the scheme in front of a bare host: `https://`, or `http://` where the host is this machine. A URL that has a
 * scheme stays as written, without the spaces around it.
 */
export function normalizeUrl(text: string): string {
	const trimmed = text.trim();
	if (/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed)) {
		return trimmed;
	}

	const rest = trimmed.replace(/^\/\//, '');
	const url = URL.parse(`https://${rest}`);
	return `${url !== null && isLoopback(url) ? 'http' : 'https'}://${rest}`;
}

/**
 * The origin (scheme, host and port) that a secret belongs to.
 *
 * @throws TypeError for a URL that `checkUrl` would have refused.
 */
export function originOf(url: string): string {
	return new URL(normalizeUrl(url)).origin;
}
