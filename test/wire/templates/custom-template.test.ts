import {describe, expect, test} from 'vitest';
import type {Message} from '../../../source/core/conversation.ts';
import {parseCustomTemplate} from '../../../source/wire/templates/custom-template.ts';
import {renderPrompt} from '../../../source/wire/templates/render-prompt.ts';

const blocks = {user: 'U {content}\n', assistant: 'A {content}\n'};

describe('reading a template of the user’s own', () => {
	test('takes all its fields', () => {
		const whole = {...blocks, system: 'S {content}\n', start: 'A', stop: ['U ']};
		expect(parseCustomTemplate(whole)).toEqual(whole);
	});

	test('takes the two that are needed', () => {
		expect(parseCustomTemplate(blocks)).toEqual(blocks);
	});

	test('takes the spelling {Content}', () => {
		const template = parseCustomTemplate({user: '<u>{Content}', assistant: '<a>{Content}'});
		expect(
			typeof template === 'string'
				? template
				: renderPrompt([{role: 'user', content: 'Hi'}], template).prompt,
		).toBe('<u>Hi<a>');
	});

	test('takes the prompt template of a Foundry Local model', () => {
		const template = parseCustomTemplate({
			system: '<|system|>\n{Content}<|end|>',
			user: '<|user|>\n{Content}<|end|>',
			assistant: '<|assistant|>\n{Content}<|end|>',
			prompt: '<|user|>\n{Content}<|end|>\n<|assistant|>',
		});
		const messages: Message[] = [
			{role: 'system', content: 'Be brief.'},
			{role: 'user', content: 'Hi'},
			{role: 'assistant', content: 'Hello'},
			{role: 'user', content: 'Bye'},
		];
		expect(typeof template === 'string' ? template : renderPrompt(messages, template)).toEqual({
			prompt:
				'<|system|>\nBe brief.<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\nHello<|end|>\n<|user|>\nBye<|end|>\n<|assistant|>',
			stop: ['<|end|>'],
			trimsLeadingSpace: false,
		});
	});

	test.each([
		['text', 'A prompt template is a JSON object.'],
		[null, 'A prompt template is a JSON object.'],
		[[], 'A prompt template is a JSON object.'],
		[{}, 'A prompt template needs "user" and "assistant", each a string with {content} in it.'],
		[
			{...blocks, user: 'U'},
			'A prompt template needs "user" and "assistant", each a string with {content} in it.',
		],
		[
			{...blocks, assistant: 1},
			'A prompt template needs "user" and "assistant", each a string with {content} in it.',
		],
		[{...blocks, system: 'S'}, 'The "system" of a prompt template is a string with {content} in it.'],
		[{...blocks, start: 1}, 'The "start" of a prompt template is a string.'],
		[{...blocks, stop: 'U'}, 'The "stop" of a prompt template is a list of strings.'],
		[{...blocks, stop: ['']}, 'The "stop" of a prompt template is a list of strings.'],
		[{...blocks, prompt: 'P'}, 'The "prompt" of a prompt template begins with the same text as its "user".'],
		[
			{...blocks, sytem: 'S {content}'},
			'A prompt template has no "sytem"; its keys are system, user, assistant, start, stop, prompt.',
		],
		[
			JSON.parse('{"__proto__":{"user":"{content}"}}'),
			'A prompt template has no "__proto__"; its keys are system, user, assistant, start, stop, prompt.',
		],
	])('says what is wrong with %j', (value, complaint) => {
		expect(parseCustomTemplate(value)).toBe(complaint);
	});
});
