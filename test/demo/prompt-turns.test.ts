import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readPromptTurns} from '../../source/demo/prompt-turns.ts';

const system = 'You are a helpful assistant.';

/** One conversation of three turns in every template, and whether the template can carry the system text. */
const prompts = {
	'llama 2': `[INST] <<SYS>>\n${system}\n<</SYS>>\n\nHi there [/INST] Hello. </s><s>[INST] I am sad [/INST]`,
	'llama 3': `<|start_header_id|>system<|end_header_id|>\n\n${system}<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi there<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nHello.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nI am sad<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n`,
	chatml: `<|im_start|>system\n${system}<|im_end|>\n<|im_start|>user\nHi there<|im_end|>\n<|im_start|>assistant\nHello.<|im_end|>\n<|im_start|>user\nI am sad<|im_end|>\n<|im_start|>assistant\n`,
	'mistral v1': ` [INST] ${system}\n\nHi there [/INST] Hello.</s> [INST] I am sad [/INST]`,
	'mistral v3': `[INST] ${system}\n\nHi there[/INST] Hello.</s>[INST] I am sad[/INST]`,
	zephyr: `<|system|>\n${system}</s>\n<|user|>\nHi there</s>\n<|assistant|>\nHello.</s>\n<|user|>\nI am sad</s>\n<|assistant|>\n`,
	alpaca: `${system}\n\n### Instruction:\nHi there\n\n### Response:\nHello.</s>\n\n### Instruction:\nI am sad\n\n### Response:`,
	vicuna: `${system} USER: Hi there ASSISTANT: Hello.</s>USER: I am sad ASSISTANT:`,
	'phi 3': `<|system|>\n${system}<|end|>\n<|user|>\nHi there<|end|>\n<|assistant|>\nHello.<|end|>\n<|user|>\nI am sad<|end|>\n<|assistant|>\n`,
	'phi 4': `<|im_start|>system<|im_sep|>${system}<|im_end|><|im_start|>user<|im_sep|>Hi there<|im_end|><|im_start|>assistant<|im_sep|>Hello.<|im_end|><|im_start|>user<|im_sep|>I am sad<|im_end|><|im_start|>assistant<|im_sep|>`,
	gemma: `<start_of_turn>user\n${system}\n\nHi there<end_of_turn>\n<start_of_turn>model\nHello.<end_of_turn>\n<start_of_turn>user\nI am sad<end_of_turn>\n<start_of_turn>model\n`,
	plain: `${system}\n\nUser: Hi there\nAssistant: Hello.\nUser: I am sad\nAssistant:`,
};

test.each(Object.entries(prompts))('the turns of a %s prompt are found', (_, prompt) => {
	expect(readPromptTurns(prompt).map(({role, text}) => `${role}: ${text}`)).toEqual([
		`system: ${system}`,
		'user: Hi there',
		'assistant: Hello.',
		'user: I am sad',
	]);
});

test('a prompt without marks is one user turn', () => {
	expect(readPromptTurns('I am sad ')).toEqual([{role: 'user', text: 'I am sad', images: 0}]);
});

test('a user turn of several paragraphs stays whole where the template has a system turn', () => {
	expect(readPromptTurns('<|user|>\nOne.\n\nTwo.<|end|>\n<|assistant|>\n')).toEqual([
		{role: 'user', text: 'One.\n\nTwo.', images: 0},
	]);
});

test('any prompt can be read', () => {
	const pieces = fc.constantFrom(
		'[INST]',
		'[/INST]',
		'<|user|>',
		'USER:',
		'\nUser: ',
		'</s>',
		'word',
		'\n\n',
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(pieces, fc.string())), parts => {
			for (const {role, text} of readPromptTurns(parts.join(''))) {
				expect(['system', 'user', 'assistant']).toContain(role);
				expect(text).toBe(text.trim());
			}
		}),
	);
});
