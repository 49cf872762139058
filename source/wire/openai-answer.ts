import {isObject} from '../core/json.ts';
import {errorBodyFrom, isErrorValue} from './error-body.ts';
import {readUsage} from './usage.ts';
import type {WireEvent} from './wire-format.ts';

type Fields = {readonly [key: string]: unknown};

/**
 * Reads one JSON object of the OpenAI family: a chunk of a stream or a whole answer, of chat or of legacy completions.
 * Known fields are taken with their types checked, everything else is passed over; nothing is recursed into.
 */
export function readOpenAiAnswer(answer: Fields): readonly WireEvent[] {
	return [
		...readModel(answer.model),
		...answerChoices(answer.choices).flatMap(readChoice),
		...readUsageEvent(answer.usage),
		...readErrorEvent(answer),
	];
}

/** Reads a whole OpenAI answer; a body with members, but without `choices` and without an error, is something else. */
export function readWholeAnswer(body: unknown): readonly WireEvent[] {
	if (!isObject(body)) {
		return [{type: 'unreadable'}];
	}

	const events = readOpenAiAnswer(body);
	const isForeign = !Array.isArray(body.choices) && Object.keys(body).length > 0;
	return isForeign && !events.some(event => event.type === 'error')
		? [...events, {type: 'unreadable'}]
		: events;
}

/** The `model` event, unless the name is empty: Azure's first chunk and the Llama 2 service send `""`. */
export function readModel(model: unknown): readonly WireEvent[] {
	return typeof model === 'string' && model !== '' ? [{type: 'model', model}] : [];
}

export function readFinish(reason: unknown): readonly WireEvent[] {
	return typeof reason === 'string' && reason !== '' ? [{type: 'finish', reason}] : [];
}

export function readUsageEvent(value: unknown): readonly WireEvent[] {
	const usage = readUsage(value);
	return usage ? [{type: 'usage', usage}] : [];
}

/**
 * Reads a message or a delta: `reasoning` and `reasoning_content` (vLLM's new and old name, sometimes both with the same
 * text, which then counts once), `content` as a string or a list of parts, `refusal`, which is answer text.
 */
export function readMessage(message: Fields): readonly WireEvent[] {
	const reasoning = [message.reasoning, message.reasoning_content].find(
		value => typeof value === 'string' && value !== '',
	);
	return [
		...readText('reasoning', reasoning),
		...(Array.isArray(message.content)
			? message.content.flatMap(readPart)
			: readText('text', message.content)),
		...readText('text', message.refusal),
	];
}

/** The choices with index 0; one without an index has its place in the list for it. */
function answerChoices(choices: unknown): readonly Fields[] {
	return Array.isArray(choices)
		? choices.filter((choice, place) => isObject(choice) && (choice.index ?? place) === 0)
		: [];
}

/**
 * A choice may come without `delta`: Azure's asynchronous content filter sends its verdicts so, before and after the
 * chunk with the finish reason.
 */
function readChoice(choice: Fields): readonly WireEvent[] {
	const message = [choice.delta, choice.message].find(isObject);
	return [
		...(message ? readMessage(message) : readText('text', choice.text)),
		...readFinish(choice.finish_reason),
	];
}

/** One part of a `content` list: text, a refusal, or what a reasoning model thought (Mistral's `thinking` parts). */
function readPart(part: unknown): readonly WireEvent[] {
	if (!isObject(part)) {
		return readText('text', part);
	}

	switch (part.type) {
		case 'thinking':
		case 'reasoning': {
			const thought = part.thinking ?? part.reasoning ?? part.text;
			return Array.isArray(thought)
				? thought.flatMap(piece => readText('reasoning', isObject(piece) ? piece.text : piece))
				: readText('reasoning', thought);
		}

		case 'refusal':
			return readText('text', part.refusal);
		default:
			return readText('text', part.text);
	}
}

function readText(type: 'text' | 'reasoning', text: unknown): readonly WireEvent[] {
	return typeof text === 'string' ? [{type, text}] : [];
}

/** An error among good chunks: `{"error":…}` as object or string, or vLLM's old form with `"object":"error"` at the top. */
function readErrorEvent(answer: Fields): readonly WireEvent[] {
	return isErrorValue(answer.error) || answer.object === 'error'
		? [{type: 'error', body: errorBodyFrom(answer)}]
		: [];
}
