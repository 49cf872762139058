import {expect, test} from 'vitest';
import {isLoopback, isSecure, shownUrl} from '../../source/core/origin.ts';

test.each([
	['http://localhost', true],
	['http://localhost:8000/v1', true],
	['http://LOCALHOST', true],
	['http://app.localhost', true],
	['http://127.0.0.1', true],
	['http://127.8.9.10:1', true],
	['http://127.1', true],
	['http://[::1]:8000', true],
	['http://localhost.example.com', false],
	['http://127.0.0.1.example.com', false],
	['http://0.0.0.0', false],
	['http://10.0.0.1', false],
	['http://[::2]', false],
	['http://mylocalhost', false],
])('%s is this machine: %s', (url, expected) => {
	expect(isLoopback(new URL(url))).toBe(expected);
});

test.each([
	['https://api.example.com', true],
	['http://localhost:8000', true],
	['http://api.example.com', false],
	['ftp://localhost', false],
	['file:///etc/passwd', false],
])('a key may go to %s: %s', (url, expected) => {
	expect(isSecure(new URL(url))).toBe(expected);
});

test('shows origin and path, and of the query only the API version', () => {
	expect(shownUrl(new URL('https://me:pass@host.example:8443/v1/chat?sig=abc&api-version=v1&key=k#f'))).toBe(
		'https://host.example:8443/v1/chat?api-version=v1',
	);
	expect(shownUrl(new URL('https://host.example/v1?key=k'))).toBe('https://host.example/v1');
});
