/**
 * `POST …/score` of an Azure ML managed online ("realtime") endpoint, as the model cards of the Azure ML catalog, its
 * foundation-model containers, MLflow scoring and custom score.py files speak it (Azure/azureml-assets, azureml-examples).
 *
 *     {"input_data":{"input_string":[{"role":"user","content":"Hi"}],"parameters":{"temperature":0.5}}}
 *     {"output":"Hello","finish_reason":"stop","usage":{…},"model":"m"}       or {"output":"Hello"}
 *
 * Oddities handled, all of them at status 200: `{}` and `"output":null` are failures, an `error` may sit beside the
 * output or inside a JSON string, a text-generation answer has four shapes and may begin with the prompt. The route never
 * streams, so no `stream` is sent; should a container stream nevertheless, each event is read as an answer of its own.
 *
 * Server generations know different names: the older `max_new_tokens` and `stop_sequences` (unknown names are deleted
 * there), the current ones vLLM's `max_tokens` and `stop` (unknown names are ignored). A maximum therefore goes out
 * under both names, and so do the stop strings that end a template's prompt; without them a base model never stops.
 */
import type {Json, JsonObject} from '../core/json.ts';
import {completeAnswer, createSseDecoder} from './decoder.ts';
import {createBody, encodeMessages, encodeStop, optionalEntry, parameterEntries} from './request-body.ts';
import {promptOf, templateFilters} from './request-prompt.ts';
import {readScoreAnswer} from './score-answer.ts';
import {createPromptTrimmer, type TextFilter} from './text-filter.ts';
import type {ScoreBody, WireFormat, WireRequest} from './wire-format.ts';

/** The wire format of an Azure ML realtime endpoint. */
export const azuremlScore: WireFormat = {
	api: 'azureml-score',
	encode: encodeScore,
	createStreamDecoder: request =>
		createSseDecoder(message => readScoreAnswer(message, request.answerPath), answerFilters(request)),
	decodeWhole: (body, request) =>
		completeAnswer(readScoreAnswer(body, request.answerPath), answerFilters(request)),
};

/**
 * The body in the shape that the request names. The documented samples always hold the parameters, if only as `{}`, and
 * older containers read them without asking; so they are always there. A model's name has no place in this body.
 */
function encodeScore(request: WireRequest): Json {
	const shape = request.scoreBody ?? 'chat';
	const parameters = encodeParameters(request);
	const messages = encodeMessages(request.messages);
	switch (shape) {
		case 'chat':
			return {input_data: {input_string: messages, parameters}};
		case 'text':
			return {input_data: {input_string: [promptOf(request).prompt], parameters}};
		case 'params':
			return {input_data: [promptOf(request).prompt], params: parameters};
		case 'split':
			return {
				input_data: {columns: ['input_string'], index: [0], data: [[promptOf(request).prompt]]},
				params: parameters,
			};
		default:
			return fillPlaceholders(
				shape.custom,
				new Map<Json, Json>([
					['{{messages}}', messages],
					['{{prompt}}', promptOf(request).prompt],
					['{{parameters}}', parameters],
				]),
			);
	}
}

function encodeParameters(request: WireRequest): JsonObject {
	const templateStops = sendsPrompt(request.scoreBody) ? promptOf(request).stop : [];
	const parameters = new Map(parameterEntries(request, ['stream'], templateStops));
	const maximum = parameters.get('max_new_tokens') ?? parameters.get('max_tokens');
	const sequences = encodeStop(parameters.get('stop_sequences'), asList(parameters.get('stop')));
	return createBody([
		...optionalEntry('max_new_tokens', maximum),
		...optionalEntry('max_tokens', maximum),
		...parameters,
		...(templateStops.length > 0 ? optionalEntry('stop_sequences', sequences) : []),
	]);
}

/** The answer is text generation, after a template's prompt, unless the messages themselves were sent. */
function answerFilters(request: WireRequest): readonly TextFilter[] {
	if (!sendsPrompt(request.scoreBody)) {
		return [];
	}

	const rendered = promptOf(request);
	return [createPromptTrimmer(rendered.prompt), ...templateFilters(rendered)];
}

function sendsPrompt(shape: ScoreBody = 'chat'): boolean {
	return typeof shape === 'string' ? shape !== 'chat' : holdsPrompt(shape.custom);
}

function holdsPrompt(value: Json): boolean {
	return (
		value === '{{prompt}}' ||
		(typeof value === 'object' && value !== null && Object.values(value).some(holdsPrompt))
	);
}

/** The user's own JSON with each placeholder string replaced; keys stay as they are, `__proto__` included. */
function fillPlaceholders(value: Json, values: ReadonlyMap<Json, Json>): Json {
	if (isList(value)) {
		return value.map(item => fillPlaceholders(item, values));
	}

	if (typeof value === 'object' && value !== null) {
		return createBody(Object.entries(value).map(([key, item]) => [key, fillPlaceholders(item, values)]));
	}

	return values.get(value) ?? value;
}

function isList(value: Json): value is readonly Json[] {
	return Array.isArray(value);
}

function asList(value: Json | undefined): readonly string[] {
	return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}
