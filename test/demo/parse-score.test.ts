import {expect, test} from 'vitest';
import type {JsonObject} from '../../source/core/json.ts';
import {parseScore} from '../../source/demo/parse-score.ts';

const parameters = {max_new_tokens: 5, stop_sequences: ['END']};
const limits = {maxTokens: 5, stop: ['END']};

test('a list of messages is a chat', () => {
	const order = parseScore({input_data: {input_string: [{role: 'user', content: 'hi'}], parameters}});
	expect(order).toMatchObject({
		shape: 'chat',
		conversations: [{messages: [{role: 'user', text: 'hi', images: 0}]}],
		parameters,
		limits,
	});
});

test.each([
	['input_string', {input_data: {input_string: ['one', 'two'], parameters}}, 'text'],
	['inputs, as in older samples', {inputs: {input_string: ['one', 'two'], parameters}}, 'text'],
	['a bare list with params', {input_data: ['one', 'two'], params: parameters}, 'list'],
	[
		"pandas' split form",
		{
			input_data: {
				columns: ['id', 'input_string'],
				index: [0, 1],
				data: [
					[7, 'one'],
					[8, 'two'],
				],
			},
			params: parameters,
		},
		'list',
	],
])('prompts are read from %s', (_, body, shape) => {
	const order = parseScore(body as JsonObject);
	expect(order).toMatchObject({shape, parameters, limits, returnFullText: false});
	expect(order.conversations.map(({prompt}) => prompt)).toEqual(['one', 'two']);
});

test('one prompt may stand alone', () => {
	const {conversations} = parseScore({input_data: {input_string: 'one'}});
	expect(conversations.map(({prompt}) => prompt)).toEqual(['one']);
});

test('only prompts come back in front of their answers', () => {
	const full = {return_full_text: true};
	expect(parseScore({input_data: ['one'], params: full}).returnFullText).toBe(true);
	const messages = [{role: 'user', content: 'hi'}];
	expect(parseScore({input_data: {input_string: messages, parameters: full}}).returnFullText).toBe(false);
});

test.each([
	{},
	{data: 1},
	{input_data: null},
	{input_data: 'text'},
	{input_data: []},
	{input_data: [1]},
	{input_data: {}},
	{input_data: {input_string: []}},
	{input_data: {input_string: ['one', 2]}},
	{input_data: {input_string: [{role: 'user'}, 'one']}},
	{input_data: {input_string: ['one'], parameters: []}},
	{input_data: {columns: ['a'], index: [0], data: [[1]]}},
	{input_data: {columns: ['a'], index: [0], data: [1]}},
	{input_data: {columns: 'a', index: [0], data: [['one']]}},
	{input_data: ['one'], params: {max_new_tokens: 0}},
	{input_data: ['one'], params: {return_full_text: 'yes'}},
])('the body %j is refused', body => {
	expect(() => parseScore(body as JsonObject)).toThrow('refused a request with 422');
});
