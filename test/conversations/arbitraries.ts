import fc from 'fast-check';
import type {
	ConversationRecord,
	DropRecord,
	EndRecord,
	PartRecord,
	PromptRecord,
	TitleRecord,
} from '../../source/conversations/record.ts';
import type {Json, JsonObject} from '../../source/core/json.ts';

/** Any UTF-16 text: half surrogate pairs, NUL characters and line separators included. */
export const text = fc.oneof(
	fc.string({unit: 'grapheme'}),
	fc.string({unit: 'binary'}),
	fc.array(fc.integer({min: 0, max: 0xffff})).map(units => String.fromCharCode(...units)),
);

const textOrNull = fc.option(text);
const count = fc.integer({min: 1, max: 1000});
const time = fc
	.date({min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true})
	.map(date => date.toISOString());
// -0 is 0 in JSON.
const number = fc.double({noNaN: true, noDefaultInfinity: true}).map(value => (value === 0 ? 0 : value));
const numberOrNull = fc.option(number);
const jsonObject = fc.dictionary(fc.string(), fc.json()).map(values =>
	JSON.parse(
		`{${Object.entries(values)
			.map(([key, json]) => `${JSON.stringify(key)}:${json}`)
			.join(',')}}`,
	),
) as fc.Arbitrary<JsonObject & {readonly [key: string]: Json}>;

export const promptRecord: fc.Arbitrary<PromptRecord> = fc.record({
	type: fc.constant('prompt' as const),
	turn: count,
	at: time,
	text,
	profile: textOrNull,
	api: fc.constantFrom('chat-completions', 'completions', 'azureml-score'),
	url: fc.webUrl(),
	model: textOrNull,
	deployment: textOrNull,
	system: textOrNull,
	parameters: jsonObject,
});

export const partRecord: fc.Arbitrary<PartRecord> = fc.record(
	{type: fc.constant('part' as const), turn: count, text, reasoning: text},
	{requiredKeys: ['type', 'turn', 'text']},
);

export const endRecord: fc.Arbitrary<EndRecord> = fc.record(
	{
		type: fc.constant('end' as const),
		turn: count,
		at: time,
		status: fc.constantFrom('complete', 'incomplete', 'stopped', 'error'),
		finishReason: textOrNull,
		usage: fc.option(
			fc.record({promptTokens: numberOrNull, completionTokens: numberOrNull, totalTokens: numberOrNull}),
		),
		timing: fc.option(
			fc.record({firstTokenMs: numberOrNull, totalMs: number, tokensPerSecond: numberOrNull}),
		),
		requestId: textOrNull,
		deployment: textOrNull,
		model: textOrNull,
		error: fc.record({
			kind: fc.constantFrom('network', 'auth', 'interrupted'),
			status: numberOrNull,
			message: text,
			hint: text,
			retryable: fc.boolean(),
			requestId: textOrNull,
		}),
	},
	{
		requiredKeys: [
			'type',
			'turn',
			'at',
			'status',
			'finishReason',
			'usage',
			'timing',
			'requestId',
			'deployment',
			'model',
		],
	},
);

const dropRecord: fc.Arbitrary<DropRecord> = fc.record({
	type: fc.constant('drop' as const),
	turn: count,
	at: time,
});

const titleRecord: fc.Arbitrary<TitleRecord> = fc.record({
	type: fc.constant('title' as const),
	at: time,
	text,
});

export const conversationRecord: fc.Arbitrary<ConversationRecord> = fc.oneof(
	promptRecord,
	partRecord,
	endRecord,
	dropRecord,
	titleRecord,
);
