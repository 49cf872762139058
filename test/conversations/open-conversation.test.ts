import fs from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {createConversationLog} from '../../source/conversations/conversation-log.ts';
import {openConversationLog} from '../../source/conversations/open-conversation.ts';
import {readConversation} from '../../source/conversations/read-conversation.ts';
import {promptOf, resultOf, temporaryFolder, tickingClock} from './samples.ts';

const id = 'chat';
const version = '1.0.0';

/** A conversation of three turns; gives the bytes of its file. */
function writeConversation(folder: string): Buffer {
	const log = createConversationLog({folder, version, id, now: tickingClock()});
	for (const number of ['one', 'two', 'three']) {
		log.prompt(promptOf(`Say ${number} – “${number}”`));
		log.part({text: `This is `});
		log.end(resultOf(`This is ${number}.`, {usage: null, requestId: null, deployment: null, model: null}));
	}

	log.close();
	return fs.readFileSync(log.path);
}

test('goes on where the conversation ended', async () => {
	const folder = temporaryFolder();
	const before = writeConversation(folder);
	const {log, conversation} = await openConversationLog({folder, id, version});
	expect(conversation.turns.map(turn => turn.text)).toEqual([
		'This is one.',
		'This is two.',
		'This is three.',
	]);
	expect(log.turn).toBe(3);
	log.prompt(promptOf('Say four'));
	log.end(resultOf('This is four.'));
	log.close();
	const after = fs.readFileSync(log.path);
	expect(after.subarray(0, before.length).equals(before)).toBe(true);
	const {turns, header} = await readConversation(folder, id);
	expect(header?.id).toBe(id);
	expect(turns.map(({turn, text}) => [turn, text]).at(-1)).toEqual([4, 'This is four.']);
});

test('changes nothing when nothing is said', async () => {
	const folder = temporaryFolder();
	const before = writeConversation(folder);
	const {log} = await openConversationLog({folder, id, version});
	log.close();
	expect(fs.readFileSync(log.path).equals(before)).toBe(true);
	expect(fs.readdirSync(folder)).toEqual(['chat.jsonl']);
});

test('loses nothing but the record that was cut, wherever the last two were, and goes on', async () => {
	const folder = temporaryFolder();
	const whole = writeConversation(folder);
	const path = join(folder, 'chat.jsonl');
	const records = linesOf(whole);
	const firstCut = whole.length - (records.at(-1)?.length ?? 0) - (records.at(-2)?.length ?? 0);
	for (let length = firstCut; length <= whole.length; length++) {
		fs.writeFileSync(path, whole.subarray(0, length));
		fs.rmSync(`${path}.torn`, {force: true});
		const {log, conversation} = await openConversationLog({folder, id, version});
		log.prompt(promptOf('And then?'));
		log.close();

		const wholeLines = linesOf(whole.subarray(0, length));
		const tail = wholeLines.at(-1)?.at(-1) === 0x0a ? undefined : wholeLines.pop();
		// Cut just before its line feed, a record is still all there.
		const isKept =
			tail !== undefined && records.some(record => record.equals(Buffer.concat([tail, lineFeed])));
		const kept = Buffer.concat(isKept ? [...wholeLines, tail, lineFeed] : wholeLines);
		const after = fs.readFileSync(path);
		expect(after.subarray(0, kept.length).equals(kept)).toBe(true);
		expect(linesOf(after)).toHaveLength(linesOf(kept).length + 1);
		expect(fs.existsSync(`${path}.torn`)).toBe(tail !== undefined && !isKept);
		if (tail !== undefined && !isKept) {
			expect(fs.readFileSync(`${path}.torn`).equals(Buffer.concat([tail, lineFeed]))).toBe(true);
		}

		expect(conversation).toMatchObject({damagedLines: 0, missingTurns: 0});
		expect(conversation.turns.slice(0, 2).map(turn => turn.text)).toEqual(['This is one.', 'This is two.']);
		const {turns, damagedLines} = await readConversation(folder, id);
		expect(damagedLines).toBe(0);
		expect(turns.at(-1)?.prompt?.text).toBe('And then?');
	}
});

test.each([
	['NUL bytes that a power cut left', Buffer.alloc(5000), 'torn'],
	[
		'a fragment longer than a block',
		Buffer.from(`{"type":"part","turn":3,"text":"${'x'.repeat(200_000)}`),
		'torn',
	],
	['a whole record of a newer version', Buffer.from('{"type":"mood","value":3}'), 'kept'],
	['a whole record before NUL bytes', Buffer.from('{"type":"part","turn":3,"text":"!"}\0\0\0'), 'kept'],
])('keeps %s apart from what is written next', async (_, tail, where) => {
	const folder = temporaryFolder();
	const whole = writeConversation(folder);
	const path = join(folder, 'chat.jsonl');
	fs.appendFileSync(path, tail);
	const {log} = await openConversationLog({folder, id, version});
	log.prompt(promptOf('Next'));
	log.close();
	const kept = where === 'kept' ? Buffer.concat([whole, tail, lineFeed]) : whole;
	expect(fs.readFileSync(path).subarray(0, kept.length).equals(kept)).toBe(true);
	expect(fs.existsSync(`${path}.torn`)).toBe(where === 'torn');
	expect((await readConversation(folder, id)).turns.at(-1)).toMatchObject({turn: 4, prompt: {text: 'Next'}});
});

test('begins a file again of which nothing was ever written', async () => {
	const folder = temporaryFolder();
	fs.writeFileSync(join(folder, 'chat.jsonl'), '');
	const {log} = await openConversationLog({folder, id, version});
	log.prompt(promptOf('Hello'));
	log.close();
	expect(await readConversation(folder, id)).toMatchObject({header: {id}, turns: [{turn: 1}]});
});

test('keeps the number of a turn that was interrupted', async () => {
	const folder = temporaryFolder();
	const log = createConversationLog({folder, version, id});
	log.prompt(promptOf('Hello'));
	log.part({text: 'Half an answ'});
	log.close();
	const reopened = await openConversationLog({folder, id, version});
	reopened.log.prompt(promptOf('Go on'));
	reopened.log.end(resultOf('…er.'));
	reopened.log.close();
	expect((await readConversation(folder, id)).turns.map(({turn, status}) => [turn, status])).toEqual([
		[1, 'interrupted'],
		[2, 'complete'],
	]);
});

test('is refused while the conversation is open elsewhere, new or continued', async () => {
	const folder = temporaryFolder();
	const first = createConversationLog({folder, version, id});
	first.prompt(promptOf('Hello'));
	await expect(openConversationLog({folder, id, version})).rejects.toMatchObject({
		kind: 'usage',
		message: expect.stringContaining('open in another window (process '),
	});
	first.close();
	const second = await openConversationLog({folder, id, version});
	await expect(openConversationLog({folder, id, version})).rejects.toMatchObject({kind: 'usage'});
	second.log.close();
	const third = await openConversationLog({folder, id, version});
	third.log.close();
});

test.each(['unknown', '../chat'])('says that there is no conversation %s', async unknown => {
	const folder = temporaryFolder();
	await expect(openConversationLog({folder, id: unknown, version})).rejects.toMatchObject({
		kind: 'usage',
		hint: 'Run: amlchat history list',
	});
	await expect(readConversation(join(folder, 'missing'), unknown)).rejects.toMatchObject({kind: 'usage'});
	expect(fs.readdirSync(folder)).toEqual([]);
});

test('does not write to a conversation of a newer amlchat', async () => {
	const folder = temporaryFolder();
	const path = join(folder, 'chat.jsonl');
	fs.writeFileSync(path, '{"v":2,"id":"chat","created":"2030-01-01T00:00:00.000Z","version":"9.0.0"}\n');
	await expect(openConversationLog({folder, id, version})).rejects.toMatchObject({kind: 'config'});
	expect(fs.readdirSync(folder)).toEqual(['chat.jsonl']);
	expect((await readConversation(folder, id)).header?.v).toBe(2);
});

test('says why a conversation cannot be opened', async () => {
	const folder = temporaryFolder();
	fs.mkdirSync(join(folder, 'chat.jsonl'));
	await expect(openConversationLog({folder, id, version})).rejects.toMatchObject({
		kind: 'storage',
		code: 'EISDIR',
	});
	await expect(readConversation(folder, id)).rejects.toMatchObject({kind: 'storage', code: 'EISDIR'});
});

const lineFeed = Buffer.from('\n');

/** The lines of a file with their line feeds. */
function linesOf(bytes: Buffer): Buffer[] {
	const lines: Buffer[] = [];
	for (let start = 0; start < bytes.length; ) {
		const end = bytes.indexOf(0x0a, start) + 1 || bytes.length;
		lines.push(bytes.subarray(start, end));
		start = end;
	}

	return lines;
}
