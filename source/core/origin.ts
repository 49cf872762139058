/** Whether a URL's host is this very machine: 127.0.0.0/8, ::1 or localhost. */
export function isLoopback(url: URL): boolean {
	const host = url.hostname;
	return (
		host === 'localhost' ||
		host.endsWith('.localhost') ||
		host === '[::1]' ||
		/^127(?:\.\d{1,3}){3}$/.test(host)
	);
}

/** Whether a credential may travel to this URL: encrypted, or not leaving this machine. */
export function isSecure(url: URL): boolean {
	return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
}

/** A URL as it may be shown or logged: origin and path, and of the query only `api-version`. */
export function shownUrl(url: URL): string {
	const version = url.searchParams.get('api-version');
	return `${url.origin}${url.pathname}${version === null ? '' : `?api-version=${version}`}`;
}
