import type {JsonObject} from '../../core/json.ts';
import type {AnswerFormat, AnswerHead} from './answer-format.ts';

/** OpenAI's legacy completions. There is no field for reasoning: it has to be part of the text. */
export function createCompletionFormat({id, created, model}: AnswerHead): AnswerFormat {
	const body = (text: string, finishReason: string | null): JsonObject => ({
		id: `cmpl-${id}`,
		object: 'text_completion',
		created,
		model,
		choices: [{index: 0, text, logprobs: null, finish_reason: finishReason}],
	});
	return {
		startChunk: undefined,
		textChunk: text => body(text, null),
		reasoningChunk: text => body(text, null),
		finishChunk: reason => body('', reason),
		usageChunk: usage => ({...body('', null), choices: [], usage}),
		whole: ({text, finishReason, usage}) => ({...body(text, finishReason), usage}),
	};
}
