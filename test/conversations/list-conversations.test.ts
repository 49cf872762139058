import fs from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {createConversationLog} from '../../source/conversations/conversation-log.ts';
import {listConversations} from '../../source/conversations/list-conversations.ts';
import {promptOf, resultOf, temporaryFolder, tickingClock} from './samples.ts';

/** Writes a conversation; its clock starts at the given hour and ticks once a record. */
function write(folder: string, id: string, hour: number, prompts: readonly string[], answer = 'Yes.') {
	const log = createConversationLog({
		folder,
		version: '1',
		id,
		now: tickingClock(Date.UTC(2026, 10, 22, hour)),
	});
	for (const prompt of prompts) {
		log.prompt(promptOf(prompt));
		log.end(resultOf(answer));
	}

	return log;
}

test('tells of each conversation what it is about, whom it was with, when and how long', async () => {
	const folder = temporaryFolder();
	write(folder, 'older', 8, ['What is\n  a monad?', 'And a functor?']).close();
	write(folder, 'newer', 9, ['Hello']).close();
	expect(await listConversations(folder)).toEqual([
		{
			id: 'newer',
			title: 'Hello',
			profile: 'phi',
			created: '2026-11-22T09:00:01.000Z',
			updated: '2026-11-22T09:00:03.000Z',
			turns: 1,
		},
		{
			id: 'older',
			title: 'What is a monad?',
			profile: 'phi',
			created: '2026-11-22T08:00:01.000Z',
			updated: '2026-11-22T08:00:05.000Z',
			turns: 2,
		},
	]);
});

test('is empty where there is no folder', async () => {
	expect(await listConversations(join(temporaryFolder(), 'none'))).toEqual([]);
});

test('says why it cannot be read', async () => {
	const file = join(temporaryFolder(), 'file');
	fs.writeFileSync(file, '');
	await expect(listConversations(file)).rejects.toMatchObject({kind: 'storage', code: 'ENOTDIR'});
});

test('lists conversations only, whatever else is in the folder', async () => {
	const folder = temporaryFolder();
	const open = write(folder, 'chat', 8, ['Hello']);
	fs.writeFileSync(join(folder, 'chat.jsonl.torn'), '{"ty');
	fs.writeFileSync(join(folder, 'notes.txt'), 'x');
	fs.writeFileSync(join(folder, '-rf.jsonl'), 'x');
	fs.writeFileSync(join(folder, 'empty.jsonl'), '');
	fs.mkdirSync(join(folder, 'folder.jsonl'));
	expect((await listConversations(folder)).map(({id}) => id)).toEqual(['chat']);
	open.close();
});

test('opens only the files changed last when only some are asked for', async () => {
	const folder = temporaryFolder();
	for (let hour = 0; hour < 5; hour++) {
		const log = write(folder, `chat-${hour}`, hour, ['Hello']);
		log.close();
		fs.utimesSync(log.path, 1000 + hour, 1000 + hour);
	}

	expect((await listConversations(folder, {limit: 2})).map(({id}) => id)).toEqual(['chat-4', 'chat-3']);
});

test.each([1, 10])(
	'counts the turns that are left after retries and undos (answers of %i0 KB)',
	async size => {
		const folder = temporaryFolder();
		const log = write(folder, 'chat', 8, ['one', 'two', 'three'], 'word '.repeat(size * 2000));
		log.prompt(promptOf('two again'), {replacing: 2});
		expect(await listConversations(folder)).toMatchObject([{turns: 2}]);
		log.drop(2);
		expect(await listConversations(folder)).toMatchObject([{turns: 1, updated: '2026-11-22T08:00:09.000Z'}]);
		log.prompt(promptOf('one again'), {replacing: 1});
		expect(await listConversations(folder)).toMatchObject([{turns: 1}]);
		log.close();
	},
);

test('takes the title from the first prompt that counts', async () => {
	const folder = temporaryFolder();
	const log = write(folder, 'chat', 8, ['Helo']);
	log.prompt(promptOf('Hello'), {replacing: 1});
	log.close();
	expect(await listConversations(folder)).toMatchObject([{title: 'Hello', turns: 1}]);
});

test('finds a title that was given long ago', async () => {
	const folder = temporaryFolder();
	const log = write(folder, 'chat', 8, ['one']);
	log.title('All about numbers');
	const answer = 'word '.repeat(20_000);
	for (const prompt of ['two', 'three']) {
		log.prompt(promptOf(prompt));
		log.end(resultOf(answer));
	}

	log.close();
	expect(await listConversations(folder)).toMatchObject([{title: 'All about numbers', turns: 3}]);
});

test('reads more of the file where the first prompt or the last record is a very long one', async () => {
	const folder = temporaryFolder();
	const long = `Read this: ${'text '.repeat(50_000)}`;
	const log = write(folder, 'chat', 8, [long, 'Short']);
	expect(await listConversations(folder)).toMatchObject([
		{title: expect.stringMatching(/^Read this: /), turns: 2},
	]);
	log.prompt(promptOf(long));
	log.close();
	expect(await listConversations(folder)).toMatchObject([{turns: 3, updated: '2026-11-22T08:00:06.000Z'}]);
});

test('takes the time of the file for an answer that was interrupted', async () => {
	const folder = temporaryFolder();
	const log = write(folder, 'chat', 8, ['one']);
	log.prompt(promptOf('two'));
	log.part({text: 'Half'});
	log.close();
	fs.utimesSync(log.path, new Date('2026-12-24T12:00:00Z'), new Date('2026-12-24T12:00:00Z'));
	expect(await listConversations(folder)).toMatchObject([{turns: 2, updated: '2026-12-24T12:00:00.000Z'}]);
});

test('lists damaged conversations with what can be read of them', async () => {
	const folder = temporaryFolder();
	const log = write(folder, 'chat', 8, ['one', 'two']);
	log.close();
	const lines = fs.readFileSync(log.path, 'utf8').split('\n');
	fs.writeFileSync(join(folder, 'headless.jsonl'), `{"v":\r\n\0\0${lines.slice(1).join('\r\n')}{"type":"en`);
	fs.writeFileSync(join(folder, 'lost.jsonl'), '\0'.repeat(70_000));
	fs.utimesSync(join(folder, 'lost.jsonl'), 1000, 1000);
	expect(await listConversations(folder)).toEqual([
		expect.objectContaining({id: 'headless', title: 'one', turns: 2, created: '2026-11-22T08:00:01.000Z'}),
		expect.objectContaining({id: 'chat', title: 'one', turns: 2}),
		{
			id: 'lost',
			title: '(unreadable)',
			profile: null,
			created: '1970-01-01T00:16:40.000Z',
			updated: '1970-01-01T00:16:40.000Z',
			turns: 0,
		},
	]);
});

test('reads only the two ends of a long file', async () => {
	const folder = temporaryFolder();
	const log = write(folder, 'chat', 8, ['one', 'two'], 'word '.repeat(100_000));
	log.close();
	// Sparse: as long as a film. Reading all of it would take minutes.
	const content = fs.readFileSync(log.path);
	const size = 200 * 1024 ** 3;
	const descriptor = fs.openSync(log.path, 'r+');
	fs.ftruncateSync(descriptor, size);
	const tail = content.subarray(content.lastIndexOf('\n{"type":"end"'));
	fs.writeSync(descriptor, tail, 0, tail.length, size - tail.length);
	fs.closeSync(descriptor);
	expect(await listConversations(folder)).toMatchObject([{title: 'one', turns: 2}]);
});
