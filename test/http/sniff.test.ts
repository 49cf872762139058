import {expect, test} from 'vitest';
import {sniffMedia, tellingCharacters} from '../../source/http/sniff.ts';

test.each([
	['text/event-stream', 'data: {}', 'events'],
	['text/event-stream; charset=utf-8', ': ping', 'events'],
	['text/event-stream', 'unheard-of: field', 'events'],
	['text/plain', 'data: {"a":1}', 'events'],
	['application/json', 'event: error', 'events'],
	['application/octet-stream', 'error: {"code":500}', 'events'],
	[undefined, ':\n\n', 'events'],
	['application/json', '{"choices":[]}', 'json'],
	['text/event-stream', '{"error":{"message":"no"}}', 'json'],
	['text/html', '{"choices":[]}', 'json'],
	[undefined, '["text"]', 'json'],
	[undefined, '"a string"', 'json'],
	['application/json', '\uFEFF\n {"a":1}', 'json'],
	['application/problem+json', 'nonsense', 'json'],
	['text/html; charset=utf-8', '<!doctype html>', 'html'],
	['text/event-stream', '<html>', 'html'],
	['application/json', '<html>', 'html'],
	['text/html', 'Please sign in', 'html'],
	['text/plain', 'upstream connect error', 'text'],
	[undefined, 'database: down', 'text'],
	['text/event-stream', '', 'empty'],
	['application/json', ' \r\n', 'empty'],
])('takes %s %j for %s', (type, start, expected) => {
	expect(sniffMedia(type, start)).toBe(expected);
});

test('tells a field of an event stream by as many characters as it says', () => {
	for (const field of ['data:', 'event:', 'id:', 'retry:', 'error:', ':']) {
		expect(sniffMedia('text/plain', `${field} {"a":1}`.slice(0, tellingCharacters))).toBe('events');
	}
});
