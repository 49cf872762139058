/**
 * OpenAI's legacy completions (API reference, "Create completion"): one prompt string, no roles. Base models on Azure ML
 * serverless endpoints, vLLM, llama.cpp, Ollama and TGI speak it. The conversation becomes the prompt by a template.
 *
 *     data: {"id":"cmpl-1","object":"text_completion","choices":[{"index":0,"text":" The","finish_reason":null}]}
 *     data: {"id":"cmpl-1","object":"text_completion","choices":[{"index":0,"text":"","finish_reason":"stop"}]}
 *     data: [DONE]
 *
 * Oddities handled: all those of chat completions, which servers send on this route, too; the space that most templates
 * leave to the model is no part of the answer; a stop string of the template that the server left at the end is taken
 * away; Ollama's usage of zeros with every chunk. `stream_options` is not sent: older servers refuse it here.
 */
import {completeAnswer, createSseDecoder} from './decoder.ts';
import {readOpenAiAnswer, readWholeAnswer} from './openai-answer.ts';
import {createBody, optionalEntry, parameterEntries} from './request-body.ts';
import {promptOf, templateFilters} from './request-prompt.ts';
import type {WireFormat} from './wire-format.ts';

/** The wire format of `/completions`. */
export const completions: WireFormat = {
	api: 'completions',
	encode(request) {
		const {prompt, stop} = promptOf(request);
		return createBody([
			['prompt', prompt],
			...optionalEntry('model', request.model),
			...parameterEntries(request, ['prompt', 'stream'], stop),
			...optionalEntry('stream', request.stream || undefined),
		]);
	},
	createStreamDecoder: request => createSseDecoder(readOpenAiAnswer, templateFilters(promptOf(request))),
	decodeWhole: (body, request) => completeAnswer(readWholeAnswer(body), templateFilters(promptOf(request))),
};
