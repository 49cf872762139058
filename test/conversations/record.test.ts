import fc from 'fast-check';
import {expect, test} from 'vitest';
import {parseLine, serialiseLine} from '../../source/conversations/record.ts';
import {createEndRecord, createPromptRecord} from '../../source/conversations/turn-records.ts';
import {conversationRecord} from './arbitraries.ts';
import {promptOf, resultOf} from './samples.ts';

const at = '2026-11-22T18:45:00.000Z';

test('reads back every record exactly as it was written', () => {
	fc.assert(
		fc.property(conversationRecord, record => {
			const line = serialiseLine(record);
			expect(line.indexOf('\n')).toBe(line.length - 1);
			expect(parseLine(line.slice(0, -1))).toEqual({kind: 'record', record});
		}),
	);
});

test('takes a line that was cut anywhere for damaged', () => {
	fc.assert(
		fc.property(conversationRecord, fc.nat(), (record, at) => {
			const line = serialiseLine(record).slice(0, -1);
			expect(parseLine(line.slice(0, at % line.length))).toEqual({kind: 'damaged'});
		}),
	);
});

test('never throws, whatever a line holds', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string({unit: 'binary'}), fc.json()), line => {
			expect(parseLine(line).kind).toMatch(/^(?:header|record|unknown|damaged)$/);
		}),
	);
});

test('reads the header', () => {
	const header = {v: 1, id: '20261122-184500-k3x9qd', created: at, version: '1.0.0'};
	expect(parseLine(JSON.stringify(header))).toEqual({kind: 'header', header});
});

test.each([
	['a kind of a newer version', '{"type":"branch","from":3}', 'unknown'],
	['a kind that is a name on every object', '{"type":"constructor"}', 'unknown'],
	['a kind that is no text', '{"type":7}', 'unknown'],
	['an object that says nothing', '{}', 'damaged'],
	['a list', '[1,2]', 'damaged'],
	['a prompt without its text', `{"type":"prompt","turn":1,"at":"${at}"}`, 'damaged'],
	['a turn that is no number of a turn', '{"type":"part","turn":0.5,"text":"x"}', 'damaged'],
	['a turn zero', '{"type":"part","turn":0,"text":"x"}', 'damaged'],
])('takes %s for what it is', (_, line, kind) => {
	expect(parseLine(line).kind).toBe(kind);
});

test('fills in what an older or newer version left out of a prompt', () => {
	const line = `{"type":"prompt","turn":2,"at":"${at}","text":"Hi","api":"responses","parameters":[],"mood":"good"}`;
	expect(parseLine(line)).toEqual({
		kind: 'record',
		record: {
			type: 'prompt',
			turn: 2,
			at,
			text: 'Hi',
			profile: null,
			api: 'responses',
			url: '',
			model: null,
			deployment: null,
			system: null,
			parameters: {},
		},
	});
});

test('does not take an end that it does not understand for a whole answer', () => {
	const parsed = parseLine(`{"type":"end","turn":1,"at":"${at}","status":"continued","usage":3,"timing":{}}`);
	expect(parsed).toMatchObject({kind: 'record', record: {status: 'incomplete', usage: null, timing: null}});
});

test('keeps a parameter called __proto__ a parameter', () => {
	const parameters = JSON.parse('{"__proto__":{"polluted":true}}');
	const line = serialiseLine(createPromptRecord(promptOf('Hi', {parameters}), 1, at));
	expect(line).toContain('"parameters":{"__proto__":{"polluted":true}}');
	expect(serialiseLine(recordOf(line))).toBe(line);
	expect('polluted' in {}).toBe(false);
});

test.each([
	['https://user:pass@host.example:8443/v1/chat?api-key=abc#x', 'https://host.example:8443/v1/chat'],
	['http://127.0.0.1:1234/score', 'http://127.0.0.1:1234/score'],
	['nonsense?key=abc', ''],
])('records of %s only what is no secret', (url, recorded) => {
	expect(createPromptRecord(promptOf('Hi', {url}), 1, at).url).toBe(recorded);
});

test('records of the details only what belongs into the log', () => {
	const details = {...promptOf('Hi'), secret: 'abc'};
	expect(createPromptRecord(details, 1, at)).not.toHaveProperty('secret');
});

const failure = {status: null, message: 'Broken.', hint: 'Again.', retryable: true, requestId: null};

test.each([
	['complete', resultOf('text')],
	['incomplete', resultOf('text', {error: {...failure, kind: 'network'}})],
	['incomplete', resultOf('', {reasoning: 'hm', error: {...failure, kind: 'network'}})],
	['error', resultOf('', {error: {...failure, kind: 'auth'}})],
	['stopped', resultOf('text', {error: {...failure, kind: 'interrupted'}})],
	['stopped', resultOf('', {error: {...failure, kind: 'interrupted'}})],
])('calls a turn %s by its result', (status, result) => {
	expect(createEndRecord(result, 1, at).status).toBe(status);
});

function recordOf(line: string) {
	const parsed = parseLine(line);
	if (parsed.kind !== 'record') {
		throw new Error(`No record: ${line}`);
	}

	return parsed.record;
}
