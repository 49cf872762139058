import {isObject, type Json, type JsonObject} from '../core/json.ts';
import type {ScoreShape} from './formats/score.ts';
import type {Limits} from './limit-pieces.ts';
import {readMessages} from './messages.ts';
import {readFlag, readLimits} from './parameters.ts';
import {type Conversation, readModelName} from './parse-generation.ts';
import {readPromptTurns} from './prompt-turns.ts';
import {createRefuse, type Location, type Refuse} from './validation.ts';

/** What `/score` was asked for: one conversation, or any number of prompts. */
export type ScoreOrder = {
	readonly shape: ScoreShape;
	readonly conversations: readonly Conversation[];
	readonly model: string | undefined;
	readonly parameters: JsonObject;
	readonly limits: Limits;
	/** The answer to a prompt begins with the prompt, as Hugging Face pipelines do when asked. */
	readonly returnFullText: boolean;
};

/** The part of an order that the shape of the body decides. */
type Input = Pick<ScoreOrder, 'shape' | 'conversations' | 'parameters'> & {readonly at: Location};

/**
 * Reads the body of a `/score` request in any of the shapes of the Azure ML model cards and of MLflow's pandas-split
 * form; `inputs` is taken for `input_data`, as in samples of 2023.
 *
 * @throws RefusedRequest with 422 for a body of the wrong shape.
 */
export function parseScore(body: JsonObject): ScoreOrder {
	const refuse = createRefuse('openai');
	const {at, shape, conversations, parameters} = readInput(body, refuse);
	return {
		shape,
		conversations,
		model: readModelName(body, refuse),
		parameters,
		limits: readLimits(parameters, refuse, at),
		returnFullText: shape !== 'chat' && readFlag(parameters, 'return_full_text', refuse, at),
	};
}

function readInput(body: JsonObject, refuse: Refuse): Input {
	const name = body.input_data === undefined && body.inputs !== undefined ? 'inputs' : 'input_data';
	const data = body[name];
	if (data === undefined) {
		throw refuse(['input_data'], 'Field required');
	}

	const params = readObject(body.params, refuse, ['params']);
	if (Array.isArray(data)) {
		return {shape: 'list', ...prompts(data, refuse, [name]), parameters: params, at: ['params']};
	}

	if (!isObject(data)) {
		throw refuse([name], 'Input should be a list of prompts, or an object with input_string', data);
	}

	const {columns, index, data: rows, input_string: input, parameters} = data as JsonObject;
	if (columns !== undefined && index !== undefined && rows !== undefined) {
		const cells = readColumn(columns, rows, refuse, name);
		return {shape: 'list', ...prompts(cells, refuse, [name, 'data']), parameters: params, at: ['params']};
	}

	const common = {
		parameters: readObject(parameters ?? body.parameters, refuse, [name, 'parameters']),
		at: [name, 'parameters'],
	};
	const strings = typeof input === 'string' ? [input] : input;
	if (Array.isArray(strings) && typeof strings[0] === 'string') {
		return {shape: 'text', ...prompts(strings, refuse, [name, 'input_string']), ...common};
	}

	const messages = readMessages(input, refuse, [name, 'input_string']);
	return {shape: 'chat', conversations: [{messages}], ...common};
}

function prompts(
	values: readonly Json[],
	refuse: Refuse,
	at: Location,
): {readonly conversations: readonly Conversation[]} {
	if (values.length === 0) {
		throw refuse(at, 'Input should hold at least one prompt', values);
	}

	return {
		conversations: values.map((prompt, index) => {
			if (typeof prompt !== 'string') {
				throw refuse([...at, index], 'Input should be a valid string', prompt);
			}

			return {messages: readPromptTurns(prompt), prompt};
		}),
	};
}

/** The cells of the column `input_string`, or of the first column where none has that name. */
function readColumn(columns: Json, rows: Json, refuse: Refuse, name: string): readonly Json[] {
	if (!Array.isArray(columns) || !Array.isArray(rows)) {
		throw refuse([name], 'columns and data should be lists', columns);
	}

	const column = Math.max(0, columns.indexOf('input_string'));
	return rows.map((row: Json) => (Array.isArray(row) ? (row as readonly Json[])[column] : null) ?? null);
}

function readObject(value: Json | undefined, refuse: Refuse, at: Location): JsonObject {
	const object = value ?? {};
	if (!isObject(object)) {
		throw refuse(at, 'Input should be a valid dictionary', object);
	}

	return object as JsonObject;
}
