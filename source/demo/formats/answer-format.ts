import type {JsonObject} from '../../core/json.ts';
import {countTokens} from '../tokens.ts';

/** What every chunk and body of one answer repeats. */
export type AnswerHead = {
	readonly id: string;
	/** Unix seconds. */
	readonly created: number;
	readonly model: string;
};

/** A finished answer. */
export type WholeAnswer = {
	readonly text: string;
	readonly reasoning: string;
	readonly finishReason: string;
	readonly usage: TokenUsage;
};

export type TokenUsage = {
	readonly prompt_tokens: number;
	readonly completion_tokens: number;
	readonly total_tokens: number;
};

/** How one OpenAI route writes an answer, in chunks or whole. */
export type AnswerFormat = {
	/** The chunk before any text, where the route has one. */
	readonly startChunk: JsonObject | undefined;
	textChunk(text: string): JsonObject;
	reasoningChunk(text: string): JsonObject;
	finishChunk(reason: string): JsonObject;
	usageChunk(usage: TokenUsage): JsonObject;
	whole(answer: WholeAnswer): JsonObject;
};

/** Usage in the demo endpoint's own tokens; role names and template tokens count nothing. */
export function createUsage(promptTexts: readonly string[], completionTokens: number): TokenUsage {
	const promptTokens = promptTexts.reduce((sum, text) => sum + countTokens(text), 0);
	return {
		prompt_tokens: promptTokens,
		completion_tokens: completionTokens,
		total_tokens: promptTokens + completionTokens,
	};
}
