/**
 * OpenAI's chat completions (API reference, "Create chat completion"), as Azure OpenAI, the Azure AI Model Inference API,
 * vLLM, llama.cpp, Ollama, TGI, LM Studio and others speak it. A stream is server-sent events:
 *
 *     data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"model":"m"}
 *     data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":null}]}
 *     data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}
 *     data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10}}
 *     data: [DONE]
 *
 * Oddities handled: no choices, no delta, null delta, null content, content as a list of parts; reasoning under two
 * names, in parts, or as `<think>`; Azure's content-filter chunks before and after the finish; usage in any chunk; a
 * whole answer inside a chunk; errors in data, as `event: error` or as a field; `[DONE]` missing, repeated or after an error.
 */
import {completeAnswer, createSseDecoder} from './decoder.ts';
import {readOpenAiAnswer, readWholeAnswer} from './openai-answer.ts';
import {createBody, encodeMessages, optionalEntry, parameterEntries} from './request-body.ts';
import type {WireFormat} from './wire-format.ts';

/** The wire format of `/chat/completions`. */
export const chatCompletions: WireFormat = {
	api: 'chat-completions',
	encode: request =>
		createBody([
			['messages', encodeMessages(request.messages, request.systemRole)],
			...optionalEntry('model', request.model),
			...(request.stream && request.includeUsage
				? optionalEntry('stream_options', {include_usage: true})
				: []),
			...parameterEntries(request, ['messages', 'stream']),
			...optionalEntry('stream', request.stream || undefined),
		]),
	createStreamDecoder: () => createSseDecoder(readOpenAiAnswer),
	decodeWhole: body => completeAnswer(readWholeAnswer(body)),
};
