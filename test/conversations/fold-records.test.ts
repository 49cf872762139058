import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type ConversationTurn, foldRecords} from '../../source/conversations/fold-records.ts';
import {
	type ConversationRecord,
	type EndRecord,
	type ParsedLine,
	type PromptRecord,
	parseLine,
	serialiseLine,
} from '../../source/conversations/record.ts';
import {createEndRecord, createPromptRecord} from '../../source/conversations/turn-records.ts';
import {conversationRecord, endRecord, promptRecord, text} from './arbitraries.ts';
import {promptOf, resultOf} from './samples.ts';

const at = '2026-11-22T18:45:00.000Z';
const damaged: ParsedLine = {kind: 'damaged'};

/** One step of a conversation: a turn with its parts, or taking back the last turns. */
const step = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			prompt: promptRecord,
			parts: fc.array(fc.record({text, reasoning: text})),
			end: fc.option(endRecord),
		}),
	},
	{weight: 1, arbitrary: fc.record({dropLast: fc.integer({min: 1, max: 3})})},
);

test('comes to the same conversation that was written, line by line', () => {
	fc.assert(
		fc.property(fc.array(step, {maxLength: 12}), steps => {
			const records: ConversationRecord[] = [];
			const expected: ConversationTurn[] = [];
			for (const each of steps) {
				if ('dropLast' in each) {
					const turn = Math.max(1, expected.length - each.dropLast + 1);
					records.push({type: 'drop', turn, at});
					expected.splice(turn - 1);
					continue;
				}

				const turn = expected.length + 1;
				const prompt: PromptRecord = {...each.prompt, turn};
				const end: EndRecord | undefined = each.end === null ? undefined : {...each.end, turn};
				records.push(prompt, ...each.parts.map(part => ({type: 'part' as const, turn, ...part})));
				records.push(...(end === undefined ? [] : [end]));
				const reasoning = each.parts.map(part => part.reasoning).join('');
				expected.push({
					turn,
					prompt,
					text: each.parts.map(part => part.text).join(''),
					reasoning: reasoning === '' ? null : reasoning,
					status: end?.status ?? 'interrupted',
					end,
				});
			}

			const lines = records.map(record => parseLine(serialiseLine(record).trimEnd()));
			expect(foldRecords(lines)).toEqual({
				header: undefined,
				title: undefined,
				turns: expected,
				damagedLines: 0,
				missingTurns: 0,
			});
		}),
	);
});

test('takes any lines in any order', () => {
	const line: fc.Arbitrary<ParsedLine> = fc.oneof(
		conversationRecord.map(record => ({kind: 'record' as const, record})),
		fc.constant(damaged),
		fc.constant({kind: 'unknown' as const}),
	);
	fc.assert(
		fc.property(fc.array(line), lines => {
			const {turns, damagedLines} = foldRecords(lines);
			expect(damagedLines).toBe(lines.filter(({kind}) => kind === 'damaged').length);
			const isDropped = lines.some(each => each.kind === 'record' && each.record.type === 'drop');
			const length = turns.reduce((sum, turn) => sum + turn.text.length, 0);
			const given = lines.reduce((sum, each) => sum + partLength(each), 0);
			expect(isDropped ? length <= given : length === given).toBe(true);
		}),
	);
});

test('loads a turn without an end as interrupted, with its parts', () => {
	const {turns} = foldRecords([promptLine(1), partLine(1, 'Half an '), partLine(1, 'answ')]);
	expect(turns).toMatchObject([{turn: 1, text: 'Half an answ', status: 'interrupted', end: undefined}]);
});

test('keeps an answer whose prompt was damaged', () => {
	const conversation = foldRecords([damaged, partLine(1, 'Answer'), endLine(1), promptLine(2)]);
	expect(conversation).toMatchObject({
		damagedLines: 1,
		missingTurns: 0,
		turns: [
			{turn: 1, prompt: undefined, text: 'Answer', status: 'complete'},
			{turn: 2, status: 'interrupted'},
		],
	});
});

test('does not call an answer complete that lost a line', () => {
	const {turns} = foldRecords([
		promptLine(1),
		partLine(1, 'The start'),
		damaged,
		partLine(1, 'the end'),
		endLine(1),
	]);
	expect(turns[0]?.status).toBe('incomplete');
});

test('does not blame a damaged line on an answer that had ended', () => {
	const {turns} = foldRecords([promptLine(1), partLine(1, 'Whole'), endLine(1), damaged]);
	expect(turns[0]?.status).toBe('complete');
});

test('counts the turns of which no line is left', () => {
	expect(foldRecords([promptLine(1), promptLine(4), promptLine(5)]).missingTurns).toBe(2);
});

test('does not merge two turns of one number', () => {
	const {turns} = foldRecords([
		promptLine(1),
		partLine(1, 'one'),
		endLine(1),
		promptLine(1),
		partLine(1, 'two'),
	]);
	expect(turns.map(turn => turn.text)).toEqual(['one', 'two']);
});

test('drops a turn and all that followed it', () => {
	const lines = [
		promptLine(1),
		promptLine(2),
		promptLine(3),
		dropLine(2),
		promptLine(2),
		partLine(2, 'again'),
	];
	expect(foldRecords(lines).turns.map(turn => [turn.turn, turn.text])).toEqual([
		[1, ''],
		[2, 'again'],
	]);
});

test('takes the first header and the last title', () => {
	const header = {v: 1, id: 'a', created: at, version: '1'};
	const conversation = foldRecords([
		{kind: 'header', header},
		{kind: 'header', header: {...header, id: 'b'}},
		{kind: 'record', record: {type: 'title', at, text: 'First'}},
		{kind: 'record', record: {type: 'title', at, text: 'Second'}},
	]);
	expect(conversation).toMatchObject({header, title: 'Second'});
});

function partLength(line: ParsedLine): number {
	return line.kind === 'record' && line.record.type === 'part' ? line.record.text.length : 0;
}

function promptLine(turn: number): ParsedLine {
	return {kind: 'record', record: createPromptRecord(promptOf('Hi'), turn, at)};
}

function partLine(turn: number, partText: string): ParsedLine {
	return {kind: 'record', record: {type: 'part', turn, text: partText}};
}

function endLine(turn: number): ParsedLine {
	return {kind: 'record', record: createEndRecord(resultOf('x'), turn, at)};
}

function dropLine(turn: number): ParsedLine {
	return {kind: 'record', record: {type: 'drop', turn, at}};
}
