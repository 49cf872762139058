import {isObject} from '../core/json.ts';
import type {Usage} from '../core/turn.ts';

/**
 * Reads a `usage` object. One that counts nothing at all is no report: Ollama's legacy completions send all zeros with
 * every chunk, and a real request has at least one prompt token.
 */
export function readUsage(value: unknown): Usage | undefined {
	if (!isObject(value)) {
		return undefined;
	}

	const usage: Usage = {
		promptTokens: readCount(value.prompt_tokens),
		completionTokens: readCount(value.completion_tokens),
		totalTokens: readCount(value.total_tokens),
	};
	return usage.promptTokens || usage.completionTokens || usage.totalTokens ? usage : undefined;
}

function readCount(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}
