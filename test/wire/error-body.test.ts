import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type ErrorBody, errorBodyFrom, isErrorValue, parseErrorBody} from '../../source/wire/error-body.ts';

const verdicts = {
	hate: {filtered: false, severity: 'safe'},
	sexual: {filtered: true, severity: 'high'},
	violence: {filtered: true, severity: 'medium'},
	jailbreak: {filtered: false, detected: false},
};

const bodies: readonly (readonly [name: string, body: unknown, expected: ErrorBody])[] = [
	[
		'Azure OpenAI, a blocked prompt',
		{
			error: {
				message: 'The response was filtered.',
				type: null,
				param: 'prompt',
				code: 'content_filter',
				status: 400,
				innererror: {code: 'ResponsibleAIPolicyViolation', content_filter_result: verdicts},
			},
		},
		{
			message: 'The response was filtered.',
			code: 'content_filter',
			status: 400,
			param: 'prompt',
			innerCode: 'ResponsibleAIPolicyViolation',
			filtered: ['sexual', 'violence'],
		},
	],
	[
		'Azure OpenAI, a refused key',
		{error: {code: '401', message: 'Access denied due to invalid subscription key.'}},
		{code: '401', status: 401, message: 'Access denied due to invalid subscription key.'},
	],
	[
		'an Azure ML container around a vLLM error',
		{
			error: {
				code: 'Bad Request',
				message: {
					error: {
						message: 'max_tokens is too large',
						type: 'BadRequestError',
						param: 'max_tokens',
						code: 400,
					},
				},
				status: 400,
			},
		},
		{message: 'max_tokens is too large', code: 'BadRequestError', status: 400, param: 'max_tokens'},
	],
	[
		'an Azure ML container around a vLLM error written as a string',
		{
			error: {
				code: 'Bad Request',
				message: '{"object":"error","message":"too long","code":400}',
				status: 400,
			},
		},
		{message: 'too long', code: 'Bad Request', status: 400},
	],
	[
		'an Azure ML container, validation',
		{
			error: {
				code: 'Invalid input',
				status: 422,
				message: 'invalid input error',
				details: [{loc: ['body', 'messages', 0, 'content'], msg: 'Field required', type: 'missing'}],
			},
		},
		{message: 'invalid input error', code: 'Invalid input', status: 422, param: 'messages.0.content'},
	],
	[
		'the Model Inference API, detail as an object',
		{
			status: 422,
			code: 'parameter_not_supported',
			detail: {loc: ['body', 'response_format'], input: 'json_object'},
			message: 'One of the parameters contain invalid values.',
		},
		{
			message: 'One of the parameters contain invalid values.',
			code: 'parameter_not_supported',
			status: 422,
			param: 'response_format',
		},
	],
	[
		'the Model Inference API, detail as a list',
		{
			status: 422,
			code: 'parameter_not_supported',
			detail: [{loc: ['body', 'logit_bias'], value: {}}],
			message: 'No.',
		},
		{message: 'No.', code: 'parameter_not_supported', status: 422, param: 'logit_bias'},
	],
	[
		'the Model Inference API, a blocked prompt',
		{
			status: 400,
			code: 'content_filter',
			message: 'The response was filtered',
			param: 'messages',
			type: null,
		},
		{status: 400, code: 'content_filter', message: 'The response was filtered', param: 'messages'},
	],
	[
		'the Model Inference API, error as a string',
		{error: 'Unauthorized', message: 'The key is not valid.', status: 401},
		{message: 'The key is not valid.', code: 'Unauthorized', status: 401},
	],
	[
		'the Model Inference API, error as a sentence',
		{error: 'A longer description', message: 'The key is not valid.', status: 401},
		{message: 'The key is not valid.', status: 401},
	],
	[
		'old vLLM',
		{object: 'error', message: 'Too long.', type: 'BadRequestError', param: null, code: 400},
		{message: 'Too long.', code: 'BadRequestError', status: 400},
	],
	[
		'OpenAI',
		{
			error: {
				message: 'No such model.',
				type: 'invalid_request_error',
				param: 'model',
				code: 'model_not_found',
			},
		},
		{message: 'No such model.', code: 'model_not_found', param: 'model'},
	],
	[
		'Ollama',
		{error: {message: 'model "x" not found', type: 'not_found_error', param: null, code: null}},
		{message: 'model "x" not found', code: 'not_found_error'},
	],
	[
		'llama.cpp',
		{error: {code: 400, message: 'too long', type: 'exceed_context_size_error'}},
		{message: 'too long', code: 'exceed_context_size_error', status: 400},
	],
	[
		'TGI',
		{error: 'Model is overloaded', error_type: 'overloaded'},
		{message: 'Model is overloaded', code: 'overloaded'},
	],
	['TGI in a stream', {error: {message: 'boom', http_status_code: 422}}, {message: 'boom', status: 422}],
	[
		'the proxy of an Azure ML container',
		{error: 'Downstream unavailable'},
		{message: 'Downstream unavailable'},
	],
	['Ollama, native', {error: 'model not found'}, {message: 'model not found'}],
	[
		'the Azure ML inference server',
		{message: 'Scoring timeout after 5000 ms'},
		{message: 'Scoring timeout after 5000 ms'},
	],
	['FastAPI', {detail: 'Not Found'}, {message: 'Not Found'}],
	[
		'FastAPI, validation',
		{detail: [{loc: ['body', 'max_tokens'], msg: 'Input should be a valid integer', type: 'int_parsing'}]},
		{message: 'Input should be a valid integer', param: 'max_tokens'},
	],
	[
		'/score at status 200',
		{
			output: null,
			error: {status_code: 400, body: {error: {message: 'too long', type: 'BadRequestError', code: 400}}},
		},
		{message: 'too long', code: 'BadRequestError', status: 400},
	],
	['/score at status 200, nothing said', {}, {}],
	[
		'ARM',
		{
			error: {
				code: 'DeploymentFailed',
				message: 'At least one operation failed.',
				details: [{code: 'Conflict', message: 'It exists.'}],
			},
		},
		{code: 'DeploymentFailed', message: 'At least one operation failed.'},
	],
	['a number that is no status', {error: {message: 'boom', code: 11200}}, {message: 'boom', code: '11200'}],
	[
		'OAuth',
		{error: 'invalid_client', error_description: 'AADSTS7000215: no'},
		{code: 'invalid_client', message: 'AADSTS7000215: no'},
	],
	[
		'a list with an error in it',
		[{error: {message: 'boom', code: 503}}],
		{message: 'boom', code: '503', status: 503},
	],
];

describe('reading an error body', () => {
	test.each(bodies)('%s', (_, body, expected) => {
		expect(parseErrorBody(JSON.stringify(body))).toEqual(expected);
		expect(errorBodyFrom(body)).toEqual(expected);
	});

	test.each([
		['plain text', 'key_auth_access_denied', {message: 'key_auth_access_denied'}],
		[
			'the first line of plain text',
			'\n upstream connect error \r\nmore\nlines',
			{message: 'upstream connect error'},
		],
		[
			'the title of a page',
			'<!DOCTYPE html>\n<html><head><title>\n 502 Bad\n Gateway</title><body>x',
			{message: '502 Bad Gateway'},
		],
		['a page without a title', '<html><body><h1>Nope</h1>', {}],
		['an empty body', '', {}],
		['white space', ' \r\n', {}],
		['a JSON string', '"{\\"error\\":\\"boom\\"}"', {message: 'boom'}],
		['a number', '42', {}],
		['null', 'null', {}],
		['JSON that is cut', '{"error":{"mess', {message: '{"error":{"mess'}],
	])('reads %s', (_, text, expected) => {
		expect(parseErrorBody(text)).toEqual(expected);
	});

	test('puts a message on one line', () => {
		expect(errorBodyFrom({message: ' 1 validation error\n  for\tRequest '}).message).toBe(
			'1 validation error for Request',
		);
	});

	test('cuts a long message at 300 characters, never through a surrogate pair', () => {
		expect(parseErrorBody('a'.repeat(300)).message).toBe('a'.repeat(300));
		expect(parseErrorBody('a'.repeat(5000)).message).toBe(`${'a'.repeat(299)}…`);
		expect(parseErrorBody(`${'a'.repeat(298)}😀😀`).message).toBe(`${'a'.repeat(298)}…`);
	});

	test('reads through a bounded number of wrappings', () => {
		const wrap = (levels: number): unknown =>
			levels === 0 ? {message: 'inside'} : {error: wrap(levels - 1)};
		expect(errorBodyFrom(wrap(4)).message).toBe('inside');
		expect(errorBodyFrom(wrap(1000))).toEqual({});
	});

	test('gives up on a page whose title has no end', () => {
		expect(parseErrorBody('<title'.repeat(10_000))).toEqual({});
		expect(parseErrorBody(`<title>${'a'.repeat(10_000)}`)).toEqual({});
	});

	test('never throws and keeps every text short and on one line', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.json(),
					fc.string(),
					fc.string().map(text => `<${text}`),
				),
				text => {
					const {message, code, param} = parseErrorBody(text);
					for (const part of [message, code, param]) {
						expect(part ?? '').not.toMatch(/[\r\n]/);
						expect((part ?? '').length).toBeLessThanOrEqual(300);
					}
				},
			),
			{numRuns: 1000},
		);
	});
});

test.each([
	[{message: 'x'}, true],
	['x', true],
	[true, true],
	[['x'], true],
	[null, false],
	[undefined, false],
	['', false],
	[false, false],
	[{}, false],
])('an error member of %j counts as an error: %s', (value, expected) => {
	expect(isErrorValue(value)).toBe(expected);
});
