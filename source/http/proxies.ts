import {configError} from '../core/errors.ts';

/** The proxies that the environment names; undefined where it names none. */
export type Proxies = {
	readonly http?: string | undefined;
	readonly https?: string | undefined;
	readonly none?: string | undefined;
};

/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY (lower case first, as curl does).
 *
 * @throws {ChatError} `config` where a proxy is not a URL; its value, which may hold a password, is not repeated.
 */
export function proxiesFrom(environment: Readonly<Record<string, string | undefined>>): Proxies | undefined {
	const read = (name: string) => environment[name.toLowerCase()] || environment[name] || undefined;
	const proxies = {http: read('HTTP_PROXY'), https: read('HTTPS_PROXY'), none: read('NO_PROXY')};
	if (proxies.http === undefined && proxies.https === undefined) {
		return undefined;
	}

	for (const [name, value] of [
		['HTTP_PROXY', proxies.http],
		['HTTPS_PROXY', proxies.https],
	] as const) {
		if (value !== undefined && !isUsable(value)) {
			throw configError(
				`${name} is not a valid URL that starts with http:// or https://.`,
				`Set it like this: ${name}=http://proxy.example:8080 (in a password, write % as %25).`,
			);
		}
	}

	return proxies;
}

function isUsable(value: string): boolean {
	const url = /^https?:\/\//i.test(value) ? URL.parse(value) : null;
	return url !== null && !/%(?![\da-f]{2})/i.test(url.username + url.password);
}

/** The password inside a proxy URL, so that it can be masked everywhere. */
export function proxySecrets(proxies: Proxies | undefined): readonly string[] {
	return [proxies?.http, proxies?.https].flatMap(value => {
		const url = value === undefined ? null : URL.parse(value);
		return url?.password ? [decodeURIComponent(url.password), url.password] : [];
	});
}
