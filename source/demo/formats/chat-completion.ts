import type {JsonObject} from '../../core/json.ts';
import type {AnswerFormat, AnswerHead} from './answer-format.ts';

/** OpenAI's chat completions; reasoning goes into `reasoning_content`, as vLLM and DeepSeek write it. */
export function createChatFormat({id, created, model}: AnswerHead): AnswerFormat {
	const chunk = (delta: JsonObject, finishReason: string | null): JsonObject => ({
		id: `chatcmpl-${id}`,
		object: 'chat.completion.chunk',
		created,
		model,
		choices: [{index: 0, delta, finish_reason: finishReason}],
	});
	return {
		startChunk: chunk({role: 'assistant', content: ''}, null),
		textChunk: text => chunk({content: text}, null),
		reasoningChunk: text => chunk({reasoning_content: text}, null),
		finishChunk: reason => chunk({}, reason),
		usageChunk: usage => ({...chunk({}, null), choices: [], usage}),
		whole: ({text, reasoning, finishReason, usage}) => ({
			id: `chatcmpl-${id}`,
			object: 'chat.completion',
			created,
			model,
			choices: [
				{
					index: 0,
					finish_reason: finishReason,
					message: {
						role: 'assistant',
						content: text,
						...(reasoning === '' ? {} : {reasoning_content: reasoning}),
					},
				},
			],
			usage,
		}),
	};
}
