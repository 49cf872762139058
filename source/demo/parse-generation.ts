import type {Json, JsonObject} from '../core/json.ts';
import type {Limits} from './limit-pieces.ts';
import {readMessages} from './messages.ts';
import type {DemoMessage} from './model.ts';
import {readFlag, readIncludeUsage, readLimits} from './parameters.ts';
import {readPromptTurns} from './prompt-turns.ts';
import type {Route} from './routes.ts';
import {createRefuse, type Refuse} from './validation.ts';

/** One conversation to answer; `prompt` is there when it came as a string. */
export type Conversation = {
	readonly messages: readonly DemoMessage[];
	readonly prompt?: string | undefined;
};

/** What the OpenAI routes were asked for. */
export type GenerationOrder = {
	readonly conversation: Conversation;
	/** The model that the body or the path names; undefined where neither does. */
	readonly model: string | undefined;
	readonly parameters: JsonObject;
	readonly limits: Limits;
	readonly isStreamed: boolean;
	readonly includeUsage: boolean;
};

/**
 * Reads the body of a chat or completions request.
 *
 * @throws RefusedRequest with 422 for a body of the wrong shape.
 */
export function parseGeneration(
	body: JsonObject,
	route: Extract<Route, {kind: 'chat' | 'completion'}>,
): GenerationOrder {
	const refuse = createRefuse(route.flavour);
	const isChat = route.kind === 'chat';
	const parameters = without(body, ['model', isChat ? 'messages' : 'prompt']);
	return {
		conversation: isChat
			? {messages: readMessages(body.messages, refuse, ['messages'])}
			: readPrompt(body.prompt, refuse),
		model: readModelName(body, refuse),
		parameters,
		limits: readLimits(parameters, refuse),
		isStreamed: readFlag(parameters, 'stream', refuse),
		includeUsage: readIncludeUsage(parameters, refuse),
	};
}

/** The model that a body names; an empty name counts as none. */
export function readModelName(body: JsonObject, refuse: Refuse): string | undefined {
	const model = body.model ?? '';
	if (typeof model !== 'string') {
		throw refuse(['model'], 'Input should be a valid string', model);
	}

	return model === '' ? undefined : model;
}

/** A copy of an object without some of its entries. */
export function without(object: JsonObject, names: readonly string[]): JsonObject {
	return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** OpenAI allows a list of prompts; the demo takes a list of one, as it writes one choice. */
function readPrompt(value: Json | undefined, refuse: Refuse): Conversation {
	const prompt = Array.isArray(value) && value.length === 1 ? (value as readonly Json[])[0] : value;
	if (prompt === undefined) {
		throw refuse(['prompt'], 'Field required');
	}

	if (typeof prompt !== 'string') {
		throw refuse(['prompt'], 'Input should be a string, or a list with one string', prompt);
	}

	return {messages: readPromptTurns(prompt), prompt};
}
