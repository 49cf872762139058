import {describe, expect, it} from 'vitest';
import {
	checkAnswerPath,
	checkHeaderName,
	checkHeaderValue,
	checkName,
	checkUrl,
	checkVariableName,
} from '../../source/profiles/check-fields.ts';

describe('checkName', () => {
	it.each([
		'a',
		'a.b',
		'__proto__',
		'constructor',
		'日本語',
		'👩‍💻 laptop',
		'🏴󠁧󠁢󠁥󠁮󠁧󠁿',
		'نمونه‌ها',
		'a-',
		'42',
		'"',
		'x'.repeat(64),
		'😀'.repeat(64),
	])('takes %j', name => {
		expect(checkName(name)).toBeUndefined();
	});

	it.each<readonly [name: string, message: string]>([
		['', 'A name has 1 to 64 characters.'],
		['x'.repeat(65), 'A name has 1 to 64 characters.'],
		['a/b', 'A name holds no / and no \\.'],
		['a\\b', 'A name holds no / and no \\.'],
		['..\\x', 'A name holds no / and no \\.'],
		['-p', 'A name does not start with a dash.'],
		...[
			'\n',
			'\t',
			'\0',
			'\u001B[31m',
			'\u009B',
			'\u202E',
			'\u200B',
			'\uFEFF',
			'\uD800',
			'\uFFFE',
			`e${'\u0301'.repeat(9)}`,
		].map(text => [`a${text}b`, 'A name holds printable characters only.'] as const),
	])('refuses %j', (name, message) => {
		expect(checkName(name)).toBe(message);
	});
});

describe('checkUrl', () => {
	it.each([
		'https://host',
		'https://host/v1/chat/completions?api-version=2024-05-01-preview',
		'my-endpoint.eastus2.inference.ml.azure.com',
		'host:8443/score',
		'localhost:8080',
		'http://localhost',
		'http://127.9.9.9:1',
		'http://[::1]:8080/v1',
		'https://bücher.example/v1',
	])('takes %j', url => {
		expect(checkUrl(url)).toBeUndefined();
	});

	it.each([
		['', 'A profile needs a URL.'],
		['https://a b', 'A URL holds no spaces.'],
		['https://', 'This is no URL: give a host, https://host/v1 or a full route.'],
		['https:/host', 'This is no URL: give a host, https://host/v1 or a full route.'],
		['https://host:99999', 'This is no URL: give a host, https://host/v1 or a full route.'],
		['javascript:alert(1)', 'This is no URL: give a host, https://host/v1 or a full route.'],
		['ftp://host', 'A URL starts with https://.'],
		['file:///etc/passwd', 'This is no URL: give a host, https://host/v1 or a full route.'],
		['https://me:pw@host', 'A user name or password must not be part of the URL.'],
		['me:pw@host', 'A user name or password must not be part of the URL.'],
		['https://host?api-key=1', 'A key must not be part of the URL: leave it out of the query.'],
		['https://host?code=1', 'A key must not be part of the URL: leave it out of the query.'],
		['https://host?subscription-key=1', 'A key must not be part of the URL: leave it out of the query.'],
		['https://host?x=1&sig=2', 'A key must not be part of the URL: leave it out of the query.'],
		['https://host?accessToken=1', 'A key must not be part of the URL: leave it out of the query.'],
		['http://host', 'Plain http shows the key to others: use https, or auth none.'],
		['http://127.0.0.1.evil.com', 'Plain http shows the key to others: use https, or auth none.'],
		['http://localhost.evil.com', 'Plain http shows the key to others: use https, or auth none.'],
	])('refuses %j', (url, message) => {
		expect(checkUrl(url)).toBe(message);
	});
});

describe('the other fields', () => {
	it('take what is valid', () => {
		expect(checkHeaderName('x-team')).toBeUndefined();
		expect(checkHeaderValue('a value, with; signs')).toBeUndefined();
		expect(checkHeaderValue('')).toBeUndefined();
		expect(checkVariableName('LLAMA_KEY2')).toBeUndefined();
		expect(checkAnswerPath('/a~0b/~1/0')).toBeUndefined();
	});

	it('refuse what is not', () => {
		expect(checkHeaderName('')).toBeDefined();
		expect(checkHeaderName('Content-Length')).toBeDefined();
		expect(checkHeaderValue(' x')).toBeDefined();
		expect(checkHeaderValue('日本')).toBeDefined();
		expect(checkVariableName('2KEY')).toBeDefined();
		expect(checkVariableName('sk-secret')).toBeDefined();
		expect(checkAnswerPath('/a~2')).toBeDefined();
	});
});
