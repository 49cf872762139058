import {isObject, parseJson} from '../core/json.ts';
import {errorBodyFrom, isErrorValue} from './error-body.ts';
import {readPointer} from './json-pointer.ts';
import {readFinish, readMessage, readModel, readOpenAiAnswer, readUsageEvent} from './openai-answer.ts';
import type {WireEvent} from './wire-format.ts';

type Fields = {readonly [key: string]: unknown};

/**
 * Reads what a `/score` route answered with status 200:
 *
 * - `{"output":"text"}`, `{"output":["text"]}`, also with `message`, `finish_reason`, `usage`, `model`
 * - `["text"]`, `[{"0":"text"}]` (a row for each prompt, or one row with a key for each; one prompt was sent)
 * - a string: the text, or JSON that holds one of the objects here
 * - `{"output":null,"error":{…}}`: an `error`; with nothing in it, or `{}`: no event at all, there is no answer
 * - an OpenAI answer, from containers whose route only has this name
 * - with `answerPath`, whatever that JSON Pointer leads to
 *
 * An empty string is an answer that holds nothing (Azure AI Content Safety replaces text so). It gives an empty
 * `text`, of which `done` alone remains: the caller then knows an emptied answer from a missing one. Other values
 * are `unreadable`.
 */
export function readScoreAnswer(body: unknown, answerPath?: string): readonly WireEvent[] {
	const answer = typeof body === 'string' ? unwrapJson(body) : body;
	if (isObject(answer) && isErrorValue(answer.error)) {
		return [...readText(answer.output), {type: 'error', body: errorBodyFrom(answer)}];
	}

	if (answerPath !== undefined) {
		return readAtPath(answer, answerPath);
	}

	if (isObject(answer) && !Object.hasOwn(answer, '0')) {
		return readFields(answer);
	}

	return orUnreadable(readText(answer), isEmpty(answer));
}

function readFields(answer: Fields): readonly WireEvent[] {
	if (Array.isArray(answer.choices) || answer.object === 'error') {
		return readOpenAiAnswer(answer);
	}

	// The message repeats the output. Reasoning may stand in it or beside it.
	const message = isObject(answer.message) ? answer.message : {};
	const output = readText(answer.output);
	const events = [
		...readMessage({
			reasoning: message.reasoning_content ?? message.reasoning,
			reasoning_content: answer.reasoning_content,
		}),
		...(output.length > 0 ? output : readMessage({content: message.content})),
	];
	const hasNothing = answer.output === null || Object.keys(answer).length === 0;
	return [...orUnreadable(events, hasNothing), ...readFacts(answer)];
}

function readAtPath(answer: unknown, path: string): readonly WireEvent[] {
	const found = readPointer(answer, path);
	const text = typeof found === 'number' || typeof found === 'boolean' ? String(found) : found;
	return [
		...orUnreadable(readText(text), isEmpty(answer) || found === null),
		...(isObject(answer) ? readFacts(answer) : []),
	];
}

function readFacts(answer: Fields): readonly WireEvent[] {
	const {finish_reason: reason} = answer;
	return [
		...readModel(answer.model),
		...readUsageEvent(answer.usage),
		...readFinish(Array.isArray(reason) ? reason[0] : reason),
	];
}

/** The text of the first prompt: the value itself, or the first of a list, or the cell of the first row. */
function readText(value: unknown): readonly WireEvent[] {
	const first = Array.isArray(value) ? value[0] : value;
	const text = isObject(first) && Object.hasOwn(first, '0') ? first['0'] : first;
	return typeof text === 'string' ? [{type: 'text', text}] : [];
}

/** A string that is the JSON of an answer is read as that; any other string, JSON the model wrote included, is text. */
function unwrapJson(text: string): unknown {
	const value = parseJson(text)?.value;
	const isAnswer = isObject(value) && ['error', 'output', 'choices'].some(key => Object.hasOwn(value, key));
	return isAnswer ? value : text;
}

function isEmpty(value: unknown): boolean {
	return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function orUnreadable(events: readonly WireEvent[], hasNothing: boolean): readonly WireEvent[] {
	return events.length > 0 || hasNothing ? events : [{type: 'unreadable'}];
}
