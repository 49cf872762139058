import type {Json} from '../../core/json.ts';
import type {AnswerHead, WholeAnswer} from './answer-format.ts';

/**
 * The request shapes of an Azure ML realtime endpoint, by how the answer to them looks.
 *
 * - `chat`: `{"input_data":{"input_string":[{role, content}, …]}}` → `{"output":"…", …}`
 * - `text`: `{"input_data":{"input_string":["prompt", …]}}` → `[{"0":"…"}, …]`
 * - `list`: `{"input_data":["prompt", …],"params":{}}`, or pandas' split form → `["…", …]`
 */
export type ScoreShape = 'chat' | 'text' | 'list';

/**
 * Writes a `/score` answer as the model cards of the Azure ML catalog show it; the chat shape has the further fields of
 * Microsoft's foundation-model-serve image.
 */
export function scoreBody(shape: ScoreShape, head: AnswerHead, answers: readonly WholeAnswer[]): Json {
	switch (shape) {
		case 'chat':
			return chatBody(head, answers[0]);
		case 'text':
			return answers.map(({text}) => ({0: text}));
		case 'list':
			return answers.map(({text}) => text);
	}
}

function chatBody({id, model}: AnswerHead, answer: WholeAnswer | undefined): Json {
	if (answer === undefined) {
		return {};
	}

	const {text, reasoning, finishReason, usage} = answer;
	return {
		output: text,
		message: {role: 'assistant', content: text},
		...(reasoning === '' ? {} : {reasoning_content: reasoning}),
		finish_reason: finishReason,
		usage,
		model,
		id: `chatcmpl-${id}`,
	};
}
