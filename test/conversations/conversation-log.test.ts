import {spawnSync} from 'node:child_process';
import fs from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {
	type ConversationLogOptions,
	createConversationLog,
} from '../../source/conversations/conversation-log.ts';
import {lockPath} from '../../source/conversations/log-file.ts';
import {readConversation} from '../../source/conversations/read-conversation.ts';
import {manualTimer, promptOf, readFileLines, resultOf, temporaryFolder, tickingClock} from './samples.ts';

function createLog(folder: string, more: Partial<ConversationLogOptions> = {}) {
	return createConversationLog({folder, version: '1.0.0', id: 'chat', now: tickingClock(), ...more});
}

test('writes a header, what was asked of whom, what came and how it ended', () => {
	const timer = manualTimer();
	const log = createLog(join(temporaryFolder(), 'data', 'conversations'), {schedule: timer.schedule});
	expect(log.prompt(promptOf('Hello', {system: 'Be brief.'}))).toBeUndefined();
	log.part({reasoning: 'A greeting.'});
	log.part({text: 'Hi '});
	timer.ring();
	log.part({text: 'there.'});
	expect(log.end(resultOf('Hi there.', {reasoning: 'A greeting.'}))).toBeUndefined();
	expect(log.close()).toBeUndefined();
	expect(readFileLines(log.path)).toEqual([
		{v: 1, id: 'chat', created: '2026-11-22T18:45:01.000Z', version: '1.0.0'},
		{
			type: 'prompt',
			turn: 1,
			at: '2026-11-22T18:45:01.000Z',
			text: 'Hello',
			profile: 'phi',
			api: 'chat-completions',
			url: 'https://phi.example/v1/chat/completions',
			model: 'phi-4',
			deployment: 'blue',
			system: 'Be brief.',
			parameters: {temperature: 0.2},
		},
		{type: 'part', turn: 1, text: 'Hi ', reasoning: 'A greeting.'},
		{type: 'part', turn: 1, text: 'there.'},
		{
			type: 'end',
			turn: 1,
			at: '2026-11-22T18:45:03.000Z',
			status: 'complete',
			finishReason: 'stop',
			usage: {promptTokens: 5, completionTokens: 7, totalTokens: 12},
			timing: {firstTokenMs: 12.5, totalMs: 80, tokensPerSecond: null},
			requestId: 'r-1',
			deployment: 'blue',
			model: 'phi-4-2026',
		},
	]);
});

test('leaves nothing behind for a chat without a prompt', () => {
	const folder = join(temporaryFolder(), 'conversations');
	const log = createLog(folder);
	log.title('Never used');
	log.part({text: 'nobody asked'});
	log.end(resultOf('nobody asked'));
	log.drop(1);
	expect(log.close()).toBeUndefined();
	expect(fs.existsSync(folder)).toBe(false);
});

test('keeps folder and file to their owner', () => {
	const folder = join(temporaryFolder(), 'data', 'conversations');
	const log = createLog(folder);
	log.prompt(promptOf('Hello'));
	log.close();
	expect(fs.statSync(log.path).mode & 0o777).toBe(0o600);
	expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
	expect(fs.statSync(join(folder, '..')).mode & 0o777).toBe(0o700);
});

test('has the prompt in the file when `prompt` returns, the answer when `end` does', async () => {
	const folder = temporaryFolder();
	const log = createLog(folder);
	log.prompt(promptOf('Hello'));
	expect((await readConversation(folder, 'chat')).turns).toMatchObject([
		{prompt: {text: 'Hello'}, status: 'interrupted', text: ''},
	]);
	log.end(resultOf('All at once.', {reasoning: 'Hm.'}));
	expect((await readConversation(folder, 'chat')).turns).toMatchObject([
		{status: 'complete', text: 'All at once.', reasoning: 'Hm.'},
	]);
	log.close();
});

test('writes streamed text once in half a second', () => {
	const timer = manualTimer();
	const log = createLog(temporaryFolder(), {schedule: timer.schedule});
	log.prompt(promptOf('Count'));
	const before = fs.statSync(log.path).size;
	for (let word = 0; word < 100; word++) {
		log.part({text: `${word} `});
	}

	expect(timer.delays).toEqual([500]);
	expect(fs.statSync(log.path).size).toBe(before);
	timer.ring();
	expect(readFileLines(log.path).slice(2)).toEqual([expect.objectContaining({type: 'part'})]);
	log.part({text: 'more'});
	expect(timer.delays).toEqual([500, 500]);
	log.close();
	timer.ring();
	expect(readFileLines(log.path)).toHaveLength(4);
});

test('does not keep the program alive by its timer', () => {
	const script = `
		const {createConversationLog} = await import(${JSON.stringify(import.meta.resolve('../../source/conversations/conversation-log.ts'))});
		const log = createConversationLog({folder: process.argv[1], version: '1', id: 'chat'});
		log.prompt({text: 'Hi', parameters: {}, url: 'http://x/'});
		log.part({text: 'Never flushed'});
		const start = performance.now();
		process.on('exit', () => { process.exitCode = performance.now() - start < 400 ? 0 : 1; });
	`;
	const child = spawnSync(process.execPath, ['--input-type=module', '-e', script, temporaryFolder()]);
	expect({status: child.status, stderr: child.stderr.toString()}).toMatchObject({status: 0});
});

test('ignores what comes after the end of a turn', () => {
	const log = createLog(temporaryFolder());
	log.prompt(promptOf('Hello'));
	log.end(resultOf('Hi.'));
	const size = fs.statSync(log.path).size;
	log.part({text: ' late'});
	expect(log.end(resultOf('Hi. late'))).toBeUndefined();
	log.close();
	expect(fs.statSync(log.path).size).toBe(size);
});

test('keeps half a surrogate pair that ends a piece of the stream', async () => {
	const folder = temporaryFolder();
	const timer = manualTimer();
	const log = createLog(folder, {schedule: timer.schedule});
	log.prompt(promptOf('Wave'));
	for (const unit of '👋🏽'.split('')) {
		log.part({text: unit});
		timer.ring();
	}

	log.end(resultOf('👋🏽'));
	log.close();
	expect((await readConversation(folder, 'chat')).turns[0]?.text).toBe('👋🏽');
});

test('splits a very long answer into records of bounded size', async () => {
	const folder = temporaryFolder();
	const log = createLog(folder);
	const text = 'long '.repeat(700_000);
	log.prompt(promptOf('Write a book'));
	log.end(resultOf(text));
	log.close();
	expect(readFileLines(log.path).filter(line => (line as {type?: string}).type === 'part')).toHaveLength(4);
	expect((await readConversation(folder, 'chat')).turns[0]?.text === text).toBe(true);
});

test('records a retry, an edited prompt and an undo by dropping, with every line still there', async () => {
	const folder = temporaryFolder();
	const log = createLog(folder);
	for (const text of ['one', 'two', 'three']) {
		log.prompt(promptOf(text));
		log.end(resultOf(text.toUpperCase()));
	}

	log.prompt(promptOf('two again'), {replacing: 2});
	log.end(resultOf('TWO AGAIN'));
	log.prompt(promptOf('four'));
	log.end(resultOf('FOUR'));
	expect(log.turn).toBe(3);
	log.drop(3);
	expect(log.turn).toBe(2);
	log.close();
	const {turns} = await readConversation(folder, 'chat');
	expect(turns.map(({turn, prompt, text}) => [turn, prompt?.text, text])).toEqual([
		[1, 'one', 'ONE'],
		[2, 'two again', 'TWO AGAIN'],
	]);
	expect(fs.readFileSync(log.path, 'utf8')).toContain('THREE');
});

test('writes a title with the first prompt, and again with each end', async () => {
	const folder = temporaryFolder();
	const log = createLog(folder);
	log.title('Greetings');
	log.prompt(promptOf('Hello'));
	log.end(resultOf('Hi.'));
	log.title('Farewells');
	log.close();
	expect(readFileLines(log.path).map(line => (line as {text?: string}).text)).toEqual([
		undefined,
		'Greetings',
		'Hello',
		'Hi.',
		'Greetings',
		undefined,
		'Farewells',
	]);
	expect((await readConversation(folder, 'chat')).title).toBe('Farewells');
});

test('never writes into a file that is there already', () => {
	const folder = temporaryFolder();
	fs.writeFileSync(join(folder, 'chat.jsonl'), 'somebody else');
	const log = createLog(folder);
	expect(log.prompt(promptOf('Hello'))).toMatchObject({kind: 'storage', code: 'EEXIST'});
	log.close();
	expect(fs.readFileSync(log.path, 'utf8')).toBe('somebody else');
});

test('releases its lock, also when it could not save anything', () => {
	const folder = temporaryFolder();
	const log = createLog(folder);
	log.prompt(promptOf('Hello'));
	expect(fs.existsSync(lockPath(log.path))).toBe(true);
	log.close();
	expect(fs.readdirSync(folder)).toEqual(['chat.jsonl']);

	const unlucky = createLog(folder);
	unlucky.prompt(promptOf('Hello'));
	unlucky.close();
	expect(fs.readdirSync(folder)).toEqual(['chat.jsonl']);
});

test('reports a folder that cannot be made, goes on, and saves all of it once it can', async () => {
	const blocker = join(temporaryFolder(), 'data');
	fs.writeFileSync(blocker, 'a file where a folder should be');
	const folder = join(blocker, 'conversations');
	const timer = manualTimer();
	const log = createLog(folder, {schedule: timer.schedule});
	const error = log.prompt(promptOf('First'));
	expect(error).toMatchObject({kind: 'storage', code: 'ENOTDIR'});
	expect(error?.message).toContain(log.path);
	log.part({text: 'One'});
	timer.ring();
	expect(log.end(resultOf('One.'))).toMatchObject({kind: 'storage'});
	expect(log.prompt(promptOf('Second'))).toMatchObject({kind: 'storage'});
	fs.rmSync(blocker);
	expect(log.end(resultOf('Two.'))).toBeUndefined();
	expect(log.close()).toBeUndefined();
	expect(await readConversation(folder, 'chat')).toMatchObject({
		damagedLines: 0,
		missingTurns: 0,
		turns: [
			{prompt: {text: 'First'}, text: 'One.', status: 'complete'},
			{prompt: {text: 'Second'}, text: 'Two.', status: 'complete'},
		],
	});
});

test('tries once more when it is closed', async () => {
	const blocker = join(temporaryFolder(), 'data');
	fs.writeFileSync(blocker, '');
	const log = createLog(blocker);
	log.prompt(promptOf('First'));
	log.part({text: 'One'});
	fs.rmSync(blocker);
	expect(log.close()).toBeUndefined();
	expect((await readConversation(blocker, 'chat')).turns).toMatchObject([
		{text: 'One', status: 'interrupted'},
	]);
});

test.each([
	['deleted', (path: string) => fs.rmSync(path)],
	['moved', (path: string) => fs.renameSync(path, `${path}.away`)],
	['replaced', replaceByCopy],
	['taken over', (path: string) => fs.writeFileSync(lockPath(path), '{"pid":1,"host":"other"}')],
])('says so when its file was %s, for what follows would be lost', (_, happens) => {
	const log = createLog(temporaryFolder());
	log.prompt(promptOf('Hello'));
	log.end(resultOf('Hi.'));
	happens(log.path);
	const error = log.prompt(promptOf('Still there?'));
	expect(error).toMatchObject({kind: 'storage'});
	expect(error?.message).toMatch(/was moved, deleted or taken over/);
	log.close();
});

test('does not send a prompt to the file that no reader would take back', () => {
	const log = createLog(temporaryFolder());
	const tooLong = '\u0001'.repeat(12 * 1024 * 1024);
	expect(log.prompt(promptOf(tooLong))).toMatchObject({kind: 'storage'});
	expect(log.prompt(promptOf('Short'))).toBeUndefined();
	expect(log.turn).toBe(2);
	log.close();
});

test('refuses an id that leads out of the folder', () => {
	expect(() => createConversationLog({folder: temporaryFolder(), version: '1', id: '../chat'})).toThrow(
		expect.objectContaining({kind: 'usage'}),
	);
});

function replaceByCopy(path: string): void {
	fs.copyFileSync(path, `${path}.copy`);
	fs.renameSync(`${path}.copy`, path);
}
