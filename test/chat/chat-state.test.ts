import fc from 'fast-check';
import {expect, test} from 'vitest';
import {
	type ChatAction,
	type ChatState,
	emptyChat,
	messagesFor,
	reduceChat,
	type Turn,
} from '../../source/chat/chat-state.ts';
import {ChatError} from '../../source/core/errors.ts';
import type {TurnResult} from '../../source/core/turn.ts';
import type {Block} from '../../source/markdown/block.ts';

function block(source: string): Block {
	return {kind: 'markdown', source, hasGap: false};
}

function result(text: string, reasoning: string | null = null): TurnResult {
	return {
		profile: 'test',
		api: 'chat-completions',
		model: null,
		text,
		reasoning,
		finishReason: 'stop',
		usage: null,
		timing: {firstTokenMs: 1, totalMs: 2, tokensPerSecond: null},
		requestId: null,
		deployment: null,
	};
}

const stopped = new ChatError('interrupted', 'Stopped by you.', {hint: 'What had arrived is kept.'});
const broken = new ChatError('network', 'The connection broke.', {hint: 'Send it again.'});

function started(id: number, prompt: string, replaces?: number): ChatAction {
	return {type: 'turn-started', id, prompt, atMs: 100, replaces};
}

function ended(text: string, error?: ChatError, reasoning: string | null = null): ChatAction {
	const settled = text === '' ? [] : [block(text)];
	return {type: 'turn-ended', settled, result: result(text, reasoning), error, place: {}, atMs: 300};
}

function advanced(settled: readonly string[], tail: readonly string[], reasoning = ''): ChatAction {
	return {
		type: 'answer-advanced',
		settled: settled.map(block),
		tail: tail.map(block),
		reasoning,
		pieces: 1,
		atMs: 200,
	};
}

function reduceAll(actions: readonly ChatAction[], from: ChatState = emptyChat): ChatState {
	return actions.reduce(reduceChat, from);
}

const word = fc.string({unit: 'grapheme', maxLength: 6});
const blocks = fc.array(word.map(block), {maxLength: 3});
const action: fc.Arbitrary<ChatAction> = fc.oneof(
	fc.record({
		type: fc.constant('turn-started' as const),
		id: fc.nat(9),
		prompt: word,
		atMs: fc.nat(),
		replaces: fc.option(fc.nat(9), {nil: undefined}),
	}),
	fc.record({type: fc.constant('retry-planned' as const), text: word, untilMs: fc.nat()}),
	fc.record({
		type: fc.constant('answer-advanced' as const),
		settled: blocks,
		tail: blocks,
		reasoning: word,
		pieces: fc.nat(),
		atMs: fc.nat(),
	}),
	fc.record({
		type: fc.constant('turn-ended' as const),
		settled: blocks,
		result: fc
			.record({text: word, reasoning: fc.option(word)})
			.map(({text, reasoning}) => result(text, reasoning)),
		error: fc.constantFrom(undefined, stopped, broken),
		place: fc.constant({}),
		atMs: fc.nat(),
	}),
	fc.record({
		type: fc.constant('item-printed' as const),
		item: word.map(text => ({kind: 'note' as const, text})),
	}),
	fc.record({type: fc.constant('conversation-cleared' as const), note: word}),
);

test('takes any action in any state, appends to the transcript only, and changes nothing it holds', () => {
	fc.assert(
		fc.property(fc.array(action, {maxLength: 20}), actions => {
			let state = emptyChat;
			for (const next of actions) {
				const before = state;
				const copy = structuredClone({
					...before,
					transcript: before.transcript.map(({id, kind}) => [id, kind]),
				});
				state = reduceChat(before, next);
				// The very items, not equal ones: the screen printed them and will not look again.
				expect(state.transcript.slice(0, before.transcript.length)).toEqual(before.transcript);
				expect(before.transcript.every((item, index) => state.transcript[index] === item)).toBe(true);
				expect({
					...before,
					transcript: before.transcript.map(({id, kind}) => [id, kind]),
				}).toEqual(copy);
			}

			const ids = state.transcript.map(({id}) => id);
			expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
		}),
	);
});

test('an answer becomes items as its blocks settle, the tail never', () => {
	const state = reduceAll([
		started(1, 'Hi'),
		advanced([], ['He']),
		advanced(['Hello.\n\n'], ['How']),
		ended('How are you?'),
	]);
	expect(state.transcript.map(({kind}) => kind)).toEqual(['prompt', 'block', 'block', 'answer-end']);
	expect(state.live).toBeUndefined();
	expect(state.turns).toMatchObject([{id: 1, prompt: 'Hi', text: 'How are you?', status: 'complete'}]);
});

test('folds the reasoning once, where the answer begins', () => {
	const live = [
		started(1, 'Hi'),
		advanced([], [], 'Hm'),
		advanced([], [], 'Hmm.'),
		advanced([], ['A'], 'Hmm.'),
	];
	const state = reduceAll([...live, advanced(['A\n\n'], [], 'Hmm.'), ended('A', undefined, 'Hmm.')]);
	expect(state.transcript.filter(({kind}) => kind === 'reasoning')).toMatchObject([{text: 'Hmm.', ms: 100}]);
	expect(state.transcript.map(({kind}) => kind)).toEqual([
		'prompt',
		'reasoning',
		'block',
		'block',
		'answer-end',
	]);
});

test('folds the reasoning of an answer that never began', () => {
	const state = reduceAll([started(1, 'Hi'), advanced([], [], 'Hmm.'), ended('', broken, 'Hmm.')]);
	expect(state.transcript.map(({kind}) => kind)).toEqual(['prompt', 'reasoning', 'error']);
});

test.each([
	['a whole answer', ended('Fine.'), 'complete', ['prompt', 'block', 'answer-end']],
	['an answer that broke off', ended('Fi', broken), 'incomplete', ['prompt', 'block', 'answer-end', 'error']],
	['an answer that never came', ended('', broken), 'failed', ['prompt', 'error']],
	['an answer that was stopped', ended('Fi', stopped), 'stopped', ['prompt', 'block', 'answer-end']],
	['an answer that was stopped early', ended('', stopped), 'stopped', ['prompt', 'note']],
])('closes %s', (_, end, status, kinds) => {
	const state = reduceAll([started(1, 'Hi'), end]);
	expect(state.turns[0]?.status).toBe(status);
	expect(state.transcript.map(({kind}) => kind)).toEqual(kinds);
});

test('a retry takes the place of the turn and of all after it', () => {
	const before = [started(1, 'a'), ended('1'), started(2, 'b'), ended('2'), started(3, 'c'), ended('3')];
	const state = reduceAll([...before, started(2, 'b', 2), ended('two')]);
	expect(state.turns.map(({prompt, text}) => [prompt, text])).toEqual([
		['a', '1'],
		['b', 'two'],
	]);
	expect(state.transcript.filter(item => item.kind === 'prompt' && item.isRetry)).toHaveLength(1);
});

test('a planned try is shown until something comes', () => {
	const waiting = reduceAll([started(1, 'Hi'), {type: 'retry-planned', text: 'Busy', untilMs: 9}]);
	expect(waiting.live?.retry).toEqual({text: 'Busy', untilMs: 9});
	expect(reduceChat(waiting, advanced([], ['A'])).live?.retry).toBeUndefined();
});

test('a new conversation forgets the turns and keeps what was printed', () => {
	const state = reduceAll([started(1, 'Hi'), ended('Fine.'), {type: 'conversation-cleared', note: 'New.'}]);
	expect(state.turns).toEqual([]);
	expect(state.transcript.map(({kind}) => kind)).toEqual(['prompt', 'block', 'answer-end', 'note']);
});

test('sends the turns that have an answer, whole or not, and the new prompt', () => {
	const turn = (prompt: string, text: string, status: Turn['status']): Turn => ({
		id: 1,
		prompt,
		text,
		reasoning: 'never sent',
		status,
	});
	expect(
		messagesFor(
			[
				turn('a', '1', 'complete'),
				turn('b', '', 'failed'),
				turn('c', '3', 'stopped'),
				turn('d', '4', 'incomplete'),
			],
			'e',
		),
	).toEqual([
		{role: 'user', content: 'a'},
		{role: 'assistant', content: '1'},
		{role: 'user', content: 'c'},
		{role: 'assistant', content: '3'},
		{role: 'user', content: 'd'},
		{role: 'assistant', content: '4'},
		{role: 'user', content: 'e'},
	]);
});
