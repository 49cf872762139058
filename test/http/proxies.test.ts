import {expect, test} from 'vitest';
import {proxiesFrom, proxySecrets} from '../../source/http/proxies.ts';

test('knows no proxy where the environment names none', () => {
	expect(proxiesFrom({NO_PROXY: '*', HTTPS_PROXY: ''})).toBeUndefined();
});

test('prefers the lower-case names', () => {
	expect(
		proxiesFrom({https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:2', no_proxy: 'a.example'}),
	).toEqual({http: undefined, https: 'http://lower:1', none: 'a.example'});
});

test.each([
	'someone:pass-word@proxy:8080',
	'socks5://someone:pass-word@proxy:8080',
	'http://someone:pass-word%@proxy:8080',
	'http://someone:pass-word@',
])('refuses %s, and does not repeat its password', proxy => {
	let thrown: unknown;
	try {
		proxiesFrom({HTTPS_PROXY: proxy});
	} catch (error) {
		thrown = error;
	}

	expect(thrown).toMatchObject({
		kind: 'config',
		message: 'HTTPS_PROXY is not a valid URL that starts with http:// or https://.',
		hint: 'Set it like this: HTTPS_PROXY=http://proxy.example:8080 (in a password, write % as %25).',
	});
	expect(JSON.stringify(thrown)).not.toContain('pass-word');
});

test('finds the passwords in proxy URLs, as written and decoded', () => {
	const proxies = proxiesFrom({HTTP_PROXY: 'http://a:p%40ss@proxy:1', HTTPS_PROXY: 'http://proxy:2'});
	expect(proxySecrets(proxies)).toEqual(['p@ss', 'p%40ss']);
	expect(proxySecrets(undefined)).toEqual([]);
});
