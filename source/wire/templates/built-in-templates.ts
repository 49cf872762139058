import type {TemplateName} from '../../core/prompt-template.ts';
import type {BlockTemplate} from './block-template.ts';

const vicunaSystem =
	'A chat between a curious user and an artificial intelligence assistant. ' +
	"The assistant gives helpful, detailed, and polite answers to the user's questions.";

const alpacaSystem =
	'Below is an instruction that describes a task. ' +
	'Write a response that appropriately completes the request.';

/** `<|name|>`, the special tokens of Llama 3, ChatML, Zephyr and Phi-3. */
const pipeTokens = /<\|[^|<>\s]{1,64}\|>|<\/?s>/g;

const alpacaTokens = /### (?:Instruction|Input|Response)|<\/?s>/g;

/**
 * The built-in templates. None writes the token that begins a text (`<s>`, `<|begin_of_text|>`, `<bos>`): vLLM, TGI and
 * llama.cpp add it to the prompt of a `/completions` request by themselves, and doubling it degrades the output.
 */
export const builtInTemplates: Readonly<Record<TemplateName, BlockTemplate>> = {
	/** Meta's `llama/generation.py`. Each pair of turns is a text of its own, from `<s>` to `</s>`. */
	llama2: {
		foldedSystem: '<<SYS>>\n{content}\n<</SYS>>\n\n',
		user: '[INST] {content} [/INST]',
		assistant: ' {content} </s><s>',
		start: '',
		stop: ['</s>'],
		stripsText: true,
		alternates: true,
		tokens: /\[\/?INST\]|<<\/?SYS>>|<\/?s>/g,
	},

	/** Meta's `llama3/tokenizer.py`. */
	llama3: {
		system: '<|start_header_id|>system<|end_header_id|>\n\n{content}<|eot_id|>',
		user: '<|start_header_id|>user<|end_header_id|>\n\n{content}<|eot_id|>',
		assistant: '<|start_header_id|>assistant<|end_header_id|>\n\n{content}<|eot_id|>',
		start: '<|start_header_id|>assistant<|end_header_id|>\n\n',
		stop: ['<|eot_id|>', '<|end_of_text|>'],
		stripsText: true,
		tokens: pipeTokens,
	},

	/** Qwen, OpenHermes and others; FastChat's `conversation.py`. */
	chatml: {
		system: '<|im_start|>system\n{content}<|im_end|>\n',
		user: '<|im_start|>user\n{content}<|im_end|>\n',
		assistant: '<|im_start|>assistant\n{content}<|im_end|>\n',
		start: '<|im_start|>assistant\n',
		stop: ['<|im_end|>', '<|endoftext|>'],
		tokens: pipeTokens,
	},

	/** Mistral 7B Instruct v0.1 and v0.2; mistral-common's tokenizer v1: the space after `<s>` belongs to the prompt. */
	'mistral-v1': {
		user: ' [INST] {content} [/INST]',
		assistant: ' {content}</s>',
		start: '',
		stop: ['</s>'],
		alternates: true,
		tokens: /\[\/?INST\]|<\/?s>/g,
	},

	/** Mistral 7B Instruct v0.3; mistral-common's tokenizers v2 and v3 put the system text into the last user message. */
	'mistral-v3': {
		foldsInto: 'last',
		user: '[INST] {content}[/INST]',
		assistant: ' {content}</s>',
		start: '',
		stop: ['</s>'],
		alternates: true,
		tokens: /\[\/?(?:INST|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS)\]|<\/?s>/g,
	},

	/** HuggingFaceH4's chat template. */
	zephyr: {
		system: '<|system|>\n{content}</s>\n',
		user: '<|user|>\n{content}</s>\n',
		assistant: '<|assistant|>\n{content}</s>\n',
		start: '<|assistant|>\n',
		stop: ['</s>'],
		tokens: pipeTokens,
	},

	/** stanford_alpaca's `train.py`: one instruction, one response. The system text takes the preamble's place. */
	alpaca: {
		system: '{content}\n\n',
		user: '### Instruction:\n{content}\n\n',
		assistant: '### Response:{content}</s>',
		start: '### Response:',
		stop: ['</s>', '### Instruction'],
		defaultSystem: alpacaSystem,
		alternates: true,
		tokens: alpacaTokens,
	},

	/** Vicuna v1.1; FastChat's `conversation.py`. */
	vicuna: {
		system: '{content} ',
		user: 'USER: {content} ',
		assistant: 'ASSISTANT: {content}</s>',
		start: 'ASSISTANT:',
		stop: ['</s>', 'USER:'],
		defaultSystem: vicunaSystem,
		alternates: true,
		tokens: /\b(?:USER|ASSISTANT):|<\/?s>/g,
	},

	/** Phi-3's model card. */
	phi3: {
		system: '<|system|>\n{content}<|end|>\n',
		user: '<|user|>\n{content}<|end|>\n',
		assistant: '<|assistant|>\n{content}<|end|>\n',
		start: '<|assistant|>\n',
		stop: ['<|end|>', '<|endoftext|>'],
		tokens: pipeTokens,
	},

	/** Google's Gemma as in llama.cpp's `llama-chat.cpp`: no system role, and the assistant is called `model`. */
	gemma: {
		user: '<start_of_turn>user\n{content}<end_of_turn>\n',
		assistant: '<start_of_turn>model\n{content}<end_of_turn>\n',
		start: '<start_of_turn>model\n',
		stop: ['<end_of_turn>'],
		stripsText: true,
		alternates: true,
		tokens: /<(?:start|end)_of_turn>|<(?:bos|eos)>/g,
	},

	/** For base models: a convention, with no training behind it. */
	plain: {
		system: '{content}\n\n',
		user: 'User: {content}\n',
		assistant: 'Assistant: {content}\n',
		start: 'Assistant:',
		stop: ['\nUser:', '</s>'],
		tokens: /^(?:User|Assistant):|<\/?s>/gm,
	},
};

/** Alpaca with more than one instruction, for which it was not trained: FastChat's form. */
export const alpacaDialogue: BlockTemplate = {
	...builtInTemplates.alpaca,
	user: '### Instruction: {content}\n\n',
	assistant: '### Response: {content}</s>',
};
