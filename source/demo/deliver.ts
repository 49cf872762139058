import type {Json, JsonObject} from '../core/json.ts';
import type {Connection} from './connection.ts';
import {type AnswerFormat, createUsage, type WholeAnswer} from './formats/answer-format.ts';
import type {Ending, Piece} from './model.ts';
import {jsonResponse} from './plain-response.ts';
import {countTokens} from './tokens.ts';

/** Writes an answer as server-sent events while it is generated, the way OpenAI and vLLM do. */
export async function deliverStream(
	pieces: AsyncIterable<Piece>,
	format: AnswerFormat,
	connection: Connection,
	/** The texts to count when the client wants to know the usage. */
	usageOf: readonly string[] | undefined,
): Promise<void> {
	const send = (data: JsonObject | '[DONE]') =>
		connection.write(`data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
	connection.head(200, {
		'content-type': 'text/event-stream; charset=utf-8',
		'cache-control': 'no-cache',
	});
	if (format.startChunk) {
		await send(format.startChunk);
	}

	let completionTokens = 0;
	for await (const piece of pieces) {
		switch (piece.type) {
			case 'text':
				completionTokens += countTokens(piece.text);
				await send(format.textChunk(piece.text));
				break;
			case 'reasoning':
				completionTokens += countTokens(piece.text);
				await send(format.reasoningChunk(piece.text));
				break;
			case 'finish':
				await send(format.finishChunk(piece.reason));
				if (usageOf) {
					await send(format.usageChunk(createUsage(usageOf, completionTokens)));
				}

				await send('[DONE]');
				break;
			case 'error':
				// vLLM ends a failed stream with the end mark, too: it is no sign of success.
				await send({error: piece.error});
				await send('[DONE]');
				break;
			case 'reset':
				await connection.cut();
				return;
			case 'silence':
				await connection.untilClosed();
				return;
			case 'cut':
				break;
		}
	}

	connection.end();
}

/** An answer that came to its end, whichever it was. */
export type Collected = {
	readonly answer: WholeAnswer;
	readonly ending: Ending;
};

/** Waits for an answer to its end; undefined when the client left before it. */
export async function collectAnswer(
	pieces: AsyncIterable<Piece>,
	promptTexts: readonly string[],
): Promise<Collected | undefined> {
	let text = '';
	let reasoning = '';
	for await (const piece of pieces) {
		if (piece.type === 'text') {
			text += piece.text;
		} else if (piece.type === 'reasoning') {
			reasoning += piece.text;
		} else {
			const usage = createUsage(promptTexts, countTokens(reasoning) + countTokens(text));
			const finishReason = piece.type === 'finish' ? piece.reason : 'stop';
			return {answer: {text, reasoning, finishReason, usage}, ending: piece};
		}
	}

	return undefined;
}

/**
 * Sends a whole body, and does to it what an ending other than `finish` does to a stream: the body is cut in the middle.
 *
 * @param errorBody What stands in the body's place after an error.
 */
export async function deliverWhole(
	body: Json,
	ending: Ending,
	errorBody: (error: JsonObject) => Json,
	connection: Connection,
): Promise<void> {
	if (ending.type === 'finish') {
		connection.send(jsonResponse(200, body));
		return;
	}

	if (ending.type === 'error') {
		connection.send(jsonResponse(200, errorBody(ending.error)));
		return;
	}

	const text = JSON.stringify(body);
	connection.head(200, {'content-type': 'application/json'});
	await connection.write(text.slice(0, text.length / 2));
	switch (ending.type) {
		case 'reset':
			await connection.cut();
			break;
		case 'silence':
			await connection.untilClosed();
			break;
		case 'cut':
			connection.end();
			break;
	}
}
