import fs from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {type ChatStore, type ChatStoreOptions, createChatStore} from '../../source/chat/chat-store.ts';
import {
	type ConversationLog,
	createConversationLog,
	type Schedule,
} from '../../source/conversations/conversation-log.ts';
import type {ConversationTurn} from '../../source/conversations/fold-records.ts';
import {readConversation} from '../../source/conversations/read-conversation.ts';
import {ChatError} from '../../source/core/errors.ts';
import {type LoopbackEndpoint, type Script, startEndpoint} from '../helpers/loopback-endpoint.ts';
import {openTestSession} from '../helpers/open-test-session.ts';
import {
	answerOf,
	doneEvent,
	finishEvent,
	jsonReply,
	streamOf,
	textEvent,
} from '../helpers/server-sent-events.ts';

type Chat = {
	readonly server: LoopbackEndpoint;
	readonly store: ChatStore;
	/** The path of the current conversation's file. */
	readonly path: () => string;
};

/** The turns of a conversation as its file tells them. */
async function savedTurns(path: string): Promise<readonly ConversationTurn[]> {
	return (await readConversation(dirname(path), basename(path, '.jsonl'))).turns;
}

/** A chat with a server, saved in a folder of its own; both go with the test. */
async function startChat(script: Script, options: Partial<ChatStoreOptions> = {}): Promise<Chat> {
	const folder = fs.mkdtempSync(join(tmpdir(), 'amlchat-chat-'));
	onTestFinished(() => fs.rmSync(folder, {recursive: true, force: true}));
	const server = await startEndpoint(script);
	let log: ConversationLog | undefined;
	const store = createChatStore({
		session: openTestSession({url: server.url}),
		createLog() {
			log = createConversationLog({folder, version: '1.0.0'});
			return log;
		},
		...options,
	});
	onTestFinished(() => store.close(new ChatError('interrupted', 'The test is over.', {hint: ''})));
	return {server, store, path: () => log?.path ?? ''};
}

function bodyOf(
	server: LoopbackEndpoint,
	index: number,
): {readonly messages: unknown; readonly prompt: unknown} {
	return JSON.parse(server.requests[index]?.body ?? '');
}

test('a prompt is on the disk when its request arrives', async () => {
	const logged: string[] = [];
	const chat = await startChat(() => {
		logged.push(fs.readFileSync(chat.path(), 'utf8'));
		return answerOf('Fine.');
	});
	expect(await chat.store.send('How are you?')).toBe('answered');
	expect(await chat.store.send('And now?')).toBe('answered');
	const lines = logged.map(text =>
		text
			.trimEnd()
			.split('\n')
			.map(line => JSON.parse(line)),
	);
	expect(lines[0]?.map(({type}) => type)).toEqual([undefined, 'prompt']);
	expect(lines[0]?.at(-1)).toMatchObject({
		text: 'How are you?',
		url: `${chat.server.url}/v1/chat/completions`,
	});
	// The first answer is saved before the second prompt.
	expect(lines[1]?.map(({type}) => type)).toEqual([undefined, 'prompt', 'part', 'end', 'prompt']);
});

test('stopping keeps the part, on the screen, on the disk and for the next prompt', async () => {
	const chat = await startChat((_, index) =>
		index === 0 ? streamOf(textEvent('Once upon'), 'stall!') : answerOf('Yes.'),
	);
	chat.store.subscribe(() => {
		if (chat.store.getState().live?.pieces === 1) {
			chat.store.stop();
		}
	});
	expect(await chat.store.send('Tell me.')).toBe('answered');
	expect(chat.store.getState().turns).toMatchObject([{text: 'Once upon', status: 'stopped'}]);
	await chat.server.requests[0]?.hungUp;
	expect(chat.store.stop()).toBe(false);

	await chat.store.send('Go on.');
	expect(bodyOf(chat.server, 1).messages).toEqual([
		{role: 'user', content: 'Tell me.'},
		{role: 'assistant', content: 'Once upon'},
		{role: 'user', content: 'Go on.'},
	]);
	expect(await savedTurns(chat.path())).toMatchObject([
		{prompt: {text: 'Tell me.'}, text: 'Once upon'},
		{prompt: {text: 'Go on.'}, text: 'Yes.'},
	]);
});

test('a prompt that failed is told, and not sent again with the next one', async () => {
	const chat = await startChat((_, index) => (index === 0 ? {status: 400} : answerOf('Yes.')));
	expect(await chat.store.send('First.')).toBe('failed');
	expect(chat.store.getState().transcript.at(-1)).toMatchObject({
		kind: 'error',
		error: {kind: 'request'},
		place: {profile: 'test', host: chat.server.host},
	});
	expect(await chat.store.send('Second.')).toBe('answered');
	expect(bodyOf(chat.server, 1).messages).toEqual([{role: 'user', content: 'Second.'}]);
});

test('a retry asks the last prompt again, in place of its answer', async () => {
	const chat = await startChat((_, index) => answerOf(`Answer ${index}.`));
	expect(chat.store.retry()).toBeUndefined();
	await chat.store.send('One?');
	await chat.store.send('Two?');
	expect(await chat.store.retry()).toBe('answered');
	expect(bodyOf(chat.server, 2)).toEqual(bodyOf(chat.server, 1));
	expect(chat.store.getState().turns.map(({text}) => text)).toEqual(['Answer 0.', 'Answer 2.']);
	expect((await savedTurns(chat.path())).map(({text}) => text)).toEqual(['Answer 0.', 'Answer 2.']);
});

test('a retry without a log replaces as well', async () => {
	const chat = await startChat((_, index) => answerOf(`Answer ${index}.`), {createLog: undefined});
	await chat.store.send('One?');
	await chat.store.retry();
	await chat.store.retry();
	expect(chat.store.getState().turns.map(({text}) => text)).toEqual(['Answer 2.']);
});

test('the history goes to another endpoint in the words of its own API', async () => {
	const chat = await startChat(answerOf('Fine.'));
	const other = await startEndpoint(jsonReply({output: 'Well.'}));
	await chat.store.send('How are you?');
	chat.store.setSession(openTestSession({name: 'other', url: `${other.url}/score`}));
	await chat.store.send('And you?');
	expect(bodyOf(other, 0)).toEqual({
		input_data: {
			input_string: [
				{role: 'user', content: 'How are you?'},
				{role: 'assistant', content: 'Fine.'},
				{role: 'user', content: 'And you?'},
			],
			parameters: {},
		},
	});
	chat.store.setSession(
		openTestSession({url: other.url, api: 'completions', template: 'llama2', stream: false}),
	);
	await chat.store.send('Really?');
	expect(bodyOf(other, 1).prompt).toBe(
		'[INST] How are you? [/INST] Fine. </s><s>[INST] And you? [/INST] Well. </s><s>[INST] Really? [/INST]',
	);
	expect((await savedTurns(chat.path())).map(({prompt}) => prompt?.api)).toEqual([
		'chat-completions',
		'azureml-score',
		'completions',
	]);
});

test('tells its listeners once in a frame, however many pieces come', async () => {
	const framesAsked: number[] = [];
	let ring = () => {};
	const schedule: Schedule = (callback, delayMs) => {
		framesAsked.push(delayMs);
		ring = callback;
		return () => {};
	};
	const words = Array.from({length: 100}, (_, index) => `${index} `);
	const pieces = words.map(textEvent);
	const first = Promise.withResolvers<void>();
	const half = Promise.withResolvers<void>();
	const shown = Promise.withResolvers<void>();
	// The clock stands still: the first piece is shown at once, the others wait for the frame's end.
	const chat = await startChat(
		streamOf(
			...pieces.slice(0, 1),
			first.promise,
			...pieces.slice(1, 50),
			shown.promise,
			...pieces.slice(50),
			finishEvent(),
			doneEvent,
		),
		{
			now: () => 1000,
			schedule,
			createLog: () =>
				logThatTells(
					new Map([
						['0 ', first.resolve],
						['49 ', half.resolve],
					]),
				),
		},
	);
	const told: string[] = [];
	chat.store.subscribe(() => {
		const {live} = chat.store.getState();
		told.push(live === undefined ? 'end' : String(live.pieces));
	});
	const sent = chat.store.send('Count.');
	await half.promise;
	ring();
	shown.resolve();
	await sent;
	expect(told).toEqual(['0', '1', '50', 'end']);
	expect(framesAsked).toEqual([33, 33]);
	expect(chat.store.getState().turns[0]?.text).toBe(words.join(''));
});

/** A log that is not saved and tells when a text came, whatever came together with it. */
function logThatTells(tellers: ReadonlyMap<string, () => void>): ConversationLog {
	const nothing = () => undefined;
	return {
		id: 'chat',
		path: '',
		turn: 1,
		prompt: nothing,
		part({text = ''}) {
			for (const [end, tell] of tellers) {
				if (text.endsWith(end)) {
					tell();
				}
			}
		},
		end: nothing,
		drop: nothing,
		title: nothing,
		close: nothing,
	};
}

test('a conversation that cannot be saved is told, and goes on', async () => {
	const file = join(fs.mkdtempSync(join(tmpdir(), 'amlchat-chat-')), 'no-folder');
	onTestFinished(() => fs.rmSync(join(file, '..'), {recursive: true, force: true}));
	fs.writeFileSync(file, '');
	const chat = await startChat(answerOf('Fine.'), {
		createLog: () => createConversationLog({folder: file, version: '1.0.0'}),
	});
	expect(await chat.store.send('How are you?')).toBe('answered');
	expect(chat.store.getState().turns).toMatchObject([{text: 'Fine.', status: 'complete'}]);
	const errors = chat.store.getState().transcript.filter(item => item.kind === 'error');
	expect(errors).not.toHaveLength(0);
	expect(errors.every(({error}) => error.kind === 'storage')).toBe(true);
});

test('a new conversation has a file of its own and no history', async () => {
	const chat = await startChat(answerOf('Fine.'));
	await chat.store.send('One?');
	const first = chat.path();
	chat.store.clear();
	await chat.store.send('Two?');
	expect(chat.path()).not.toBe(first);
	expect(bodyOf(chat.server, 1).messages).toEqual([{role: 'user', content: 'Two?'}]);
	expect(await savedTurns(first)).toHaveLength(1);
	expect(await savedTurns(chat.path())).toHaveLength(1);
});

test('closing stops the answer in flight and saves its part', async () => {
	const chat = await startChat(streamOf(textEvent('Once'), 'stall!'));
	const begun = Promise.withResolvers<void>();
	chat.store.subscribe(() => {
		if (chat.store.getState().live?.pieces === 1) {
			begun.resolve();
		}
	});
	const sent = chat.store.send('Tell me.');
	await begun.promise;
	await chat.store.close(new ChatError('interrupted', 'Window closed.', {hint: '', signal: 'SIGHUP'}));
	expect(await sent).toBe('answered');
	expect(await savedTurns(chat.path())).toMatchObject([{text: 'Once'}]);
	await chat.server.requests[0]?.hungUp;
});

test('a note of the endpoint and a wait for another try reach the screen', async () => {
	const chat = await startChat((_, index) => (index === 0 ? {status: 503} : answerOf('Fine.')));
	const retries: unknown[] = [];
	chat.store.subscribe(() => retries.push(chat.store.getState().live?.retry?.text));
	await chat.store.send('Hello');
	expect(retries).toContain('Busy (503). Trying again in 1 s (1 of 3).');
});
