import {join} from 'node:path';
import {expect, test} from 'vitest';
import {
	conversationPath,
	createConversationId,
	isConversationId,
} from '../../source/conversations/conversation-id.ts';

test('makes an id of the time in UTC and six random digits', () => {
	expect(createConversationId(new Date('2026-11-22T18:45:00.999Z'), () => 35)).toBe('20261122-184500-00000z');
	expect(createConversationId(new Date('2026-11-22T18:45:00Z'), max => max - 1)).toBe(
		'20261122-184500-zzzzzz',
	);
});

test('makes ids that are in the order of their times, and different within a second', () => {
	const times = Array.from({length: 200}, (_, index) => new Date(Date.UTC(2026, 0, 1) + index * 1_234_567));
	const ids = times.map(time => createConversationId(time));
	expect(ids.toSorted()).toEqual(ids);
	const same = new Set(Array.from({length: 200}, () => createConversationId(new Date(0))));
	expect(same.size).toBe(200);
});

test('makes ids that it takes itself', () => {
	expect(isConversationId(createConversationId(new Date()))).toBe(true);
	expect(conversationPath('/data', '20261122-184500-k3x9qd')).toBe(
		join('/data', '20261122-184500-k3x9qd.jsonl'),
	);
});

test.each([
	'',
	'.',
	'..',
	'../secret',
	'a/b',
	'a\\b',
	'.hidden',
	'-rf',
	'a\0b',
	'a\nb',
	'ü',
	'x'.repeat(101),
])('refuses %j as an id', id => {
	expect(isConversationId(id)).toBe(false);
	expect(() => conversationPath('/data', id)).toThrow(expect.objectContaining({kind: 'usage'}));
});
