import {gzipSync} from 'node:zlib';
import {expect, test} from 'vitest';
import type {TurnTimeouts} from '../../source/chat/endpoint-session.ts';
import {describeError} from '../../source/core/describe-error.ts';
import {type ErrorKind, exitCodeFor} from '../../source/core/errors.ts';
import {type Reply, type Script, type Step, startEndpoint} from '../helpers/loopback-endpoint.ts';
import {openTestSession, testKey} from '../helpers/open-test-session.ts';
import {
	answerOf,
	doneEvent,
	event,
	eventStream,
	finishEvent,
	jsonReply,
	streamOf,
	textEvent,
} from '../helpers/server-sent-events.ts';
import {runTurn} from './run-turn.ts';

/** What one fault must lead to. `HOST` in a message stands for the server's. */
type Row = {
	readonly fault: string;
	readonly script: Script;
	readonly kind: ErrorKind;
	readonly exit: number;
	readonly message: string;
	/** How many requests arrive, three retries being allowed. */
	readonly requests: number;
	readonly isRetryable?: boolean;
	/** The text that had arrived, and stays. */
	readonly text?: string;
	readonly status?: number;
	readonly timeouts?: TurnTimeouts;
};

const always = 4;
const html: Reply = {
	status: 404,
	headers: {'content-type': 'text/html'},
	body: `<html><head><title>Not here</title></head><body>${testKey}</body></html>`,
};

function refusal(status: number, error: Parameters<typeof jsonReply>[0], headers = {}): Reply {
	return jsonReply({error}, status, headers);
}

/** A text, then whatever ends the stream. */
function partThen(...steps: readonly Step[]): Reply {
	return streamOf(textEvent('Once upon a time'), ...steps);
}

const part = {text: 'Once upon a time', isRetryable: false, requests: 1} as const;
const network = {kind: 'network', exit: 5} as const;
const timeout = {kind: 'timeout', exit: 5} as const;
const request = {kind: 'request', exit: 4, requests: 1} as const;
const auth = {kind: 'auth', exit: 3, requests: 1} as const;
const rateLimit = {kind: 'rate-limit', exit: 5} as const;
const unavailable = {kind: 'unavailable', exit: 5} as const;
const protocol = {kind: 'protocol', exit: 6, requests: 1} as const;
const contentFilter = {kind: 'content-filter', exit: 4, requests: 1} as const;
const endless = streamOf(': ping\n\n', ...Array.from({length: 500}, () => ': ping\n\n'), 'stall!');

const rows: readonly Row[] = [
	// The way there.
	{
		...network,
		fault: 'the connection closes before an answer',
		script: {raw: ['reset!']},
		message: 'HOST closed the connection before answering.',
		requests: always,
		isRetryable: true,
	},
	{
		...timeout,
		fault: 'no response head ever',
		script: {raw: ['stall!']},
		timeouts: {firstByteMs: 50},
		message: 'HOST accepted the request but sent nothing for 0.1 s.',
		requests: 1,
	},
	{
		...protocol,
		fault: 'something that is not HTTP',
		script: {raw: ['SSH-2.0-OpenSSH_9.6\r\n']},
		message: 'HOST sent something that is not a valid HTTP answer.',
	},

	// Statuses.
	{
		...request,
		fault: '400 for a conversation that is too long',
		script: refusal(400, {code: 'context_length_exceeded', message: 'too many tokens'}),
		message: 'The conversation is too long for this model.',
		status: 400,
	},
	{
		...contentFilter,
		fault: '400 of the content filter',
		script: refusal(400, {
			code: 'content_filter',
			message: 'filtered',
			innererror: {
				code: 'ResponsibleAIPolicyViolation',
				content_filter_result: {violence: {filtered: true}, hate: {filtered: false}},
			},
		}),
		message: 'The content filter refused the prompt (violence).',
		status: 400,
	},
	{
		...request,
		fault: '400 that names a parameter',
		script: refusal(400, {message: 'unsupported', param: 'temperature'}),
		message: 'The model does not accept the parameter “temperature”.',
		status: 400,
	},
	{
		...request,
		fault: '422 that names a parameter as the Model Inference API does',
		script: jsonReply(
			{
				status: 422,
				code: 'parameter_not_supported',
				detail: {loc: ['body', 'top_k'], input: 5},
				message: 'One of the parameters contain invalid values.',
			},
			422,
		),
		message: 'The model does not accept the parameter “top_k”.',
		status: 422,
	},
	{
		...auth,
		fault: '401 of Azure ML, which is no JSON',
		script: {status: 401, headers: {'content-type': 'text/plain'}, body: 'key_auth_access_denied'},
		message: 'HOST refused the key.',
		status: 401,
	},
	{
		...auth,
		fault: '401 of Azure OpenAI',
		script: refusal(401, {code: '401', message: 'Access denied due to invalid subscription key'}),
		message: 'HOST refused the key.',
		status: 401,
	},
	{
		...auth,
		fault: '403',
		script: refusal(403, {code: 'PermissionDenied', message: 'The principal lacks the data action'}),
		message: 'You are not allowed to use HOST.',
		status: 403,
	},
	{
		...auth,
		fault: '403 of a network rule',
		script: refusal(403, {code: '403', message: 'Access denied due to Virtual Network/Firewall rules.'}),
		message: 'HOST does not accept requests from this network.',
		status: 403,
	},
	{
		...request,
		fault: '404 for a deployment that is not there',
		script: refusal(404, {code: 'DeploymentNotFound', message: 'The API deployment does not exist'}),
		message: 'HOST has no deployment called “(none given)”.',
		status: 404,
	},
	{
		...request,
		fault: '404 without a body',
		script: {status: 404},
		message: 'HOST has no live deployment, or nothing at /v1/chat/completions.',
		status: 404,
	},
	{
		...request,
		fault: '404 of a web server',
		script: html,
		message: 'HOST has nothing at /v1/chat/completions.',
		status: 404,
	},
	{
		...request,
		fault: '405',
		script: {...html, status: 405},
		message: 'HOST does not take requests like this at /v1/chat/completions.',
		status: 405,
	},
	{
		...timeout,
		fault: '408',
		script: {status: 408},
		message: 'The model took longer than the endpoint’s own limit.',
		requests: 2,
		isRetryable: true,
		status: 408,
	},
	{
		...unavailable,
		fault: '409',
		script: {status: 409},
		message: 'HOST is being changed right now.',
		requests: always,
		isRetryable: true,
		status: 409,
	},
	{
		...request,
		fault: '413',
		script: {status: 413},
		message: 'The request is too large for the endpoint.',
		status: 413,
	},
	{
		...request,
		fault: '424 whose container answered 400',
		script: {status: 424, headers: {'ms-azureml-model-error-statuscode': '400'}},
		message: 'The model container refused the request (it answered 400).',
		status: 424,
	},
	{
		...timeout,
		fault: '424 whose container answered 408',
		script: {status: 424, headers: {'ms-azureml-model-error-statuscode': '408'}},
		message: 'The model container took too long (it answered 408).',
		requests: always,
		isRetryable: true,
		status: 424,
	},
	{
		...rateLimit,
		fault: '424 whose container answered 429',
		script: {status: 424, headers: {'ms-azureml-model-error-statuscode': '429'}},
		message: 'The model container is busy (it answered 429).',
		requests: always,
		isRetryable: true,
		status: 424,
	},
	{
		...unavailable,
		fault: '424 whose container answered 500',
		script: {status: 424, headers: {'ms-azureml-model-error-statuscode': '500'}},
		message: 'The model container failed (it answered 500).',
		requests: always,
		isRetryable: true,
		status: 424,
	},
	{
		...unavailable,
		fault: '424 while the container starts',
		script: {status: 424, headers: {'ms-azureml-model-error-reason': 'model_not_ready'}},
		message: 'The model is not ready yet: its container is still starting.',
		requests: always,
		isRetryable: true,
		status: 424,
	},
	{
		...rateLimit,
		fault: '429',
		script: {status: 429},
		message: 'Rate limit reached.',
		requests: always,
		isRetryable: true,
		status: 429,
	},
	{
		...rateLimit,
		fault: '429 for a day',
		script: {status: 429, headers: {'retry-after': '86400'}},
		message: 'Rate limit reached for 24 more hours.',
		requests: 1,
		isRetryable: false,
		status: 429,
	},
	{
		...rateLimit,
		fault: '429 for a quota that is used up',
		script: refusal(429, {code: 'insufficient_quota', message: 'You exceeded your current quota'}),
		message: 'The quota of this resource is used up.',
		requests: 1,
		status: 429,
	},
	...[500, 502, 503, 504, 529].map(
		(status): Row => ({
			...unavailable,
			fault: String(status),
			script: {status, body: 'upstream connect error or disconnect/reset before headers'},
			message: `HOST failed (${status}).`,
			requests: always,
			isRetryable: true,
			status,
		}),
	),
	...[501, 505].map(
		(status): Row => ({
			...unavailable,
			fault: String(status),
			script: {status},
			message: `HOST failed (${status}).`,
			requests: 1,
			status,
		}),
	),
	{
		...unavailable,
		fault: '503 with the word not to try again',
		script: {status: 503, headers: {'x-should-retry': 'false'}},
		message: 'HOST failed (503).',
		requests: 1,
		status: 503,
	},
	{
		...request,
		fault: '418',
		script: {status: 418},
		message: 'HOST refused the request (418).',
		status: 418,
	},
	...[301, 302, 303, 307, 308].map(
		(status): Row => ({
			...request,
			fault: `${status} to another host`,
			script: {status, headers: {location: 'https://elsewhere.example/v1'}},
			message: 'http://HOST wants to send the request to https://elsewhere.example; not followed.',
			status,
		}),
	),
	{
		...request,
		fault: '302 to a file',
		script: {status: 302, headers: {location: 'file:///etc/passwd'}},
		message: 'http://HOST wants to send the request to another address; not followed.',
		status: 302,
	},

	// 200, but no answer.
	{
		...protocol,
		fault: 'a web page',
		script: {headers: {'content-type': 'text/html'}, body: '<!doctype html><title>Sign in</title>'},
		message: 'HOST answered with a web page, not a model.',
	},
	{
		...protocol,
		fault: 'a web page that is labelled an event stream',
		script: {headers: eventStream, body: '<!doctype html><title>Sign in</title>'},
		message: 'HOST answered with a web page, not a model.',
	},
	{
		...protocol,
		fault: 'plain text',
		script: {headers: {'content-type': 'text/plain'}, body: 'It works!'},
		message: 'HOST sends something this client cannot read.',
	},
	{
		...protocol,
		fault: 'JSON that is cut',
		script: {headers: {'content-type': 'application/json'}, body: '{"choices":[{"message":{"content":"On'},
		message: 'HOST sent JSON that is cut or broken.',
	},
	{
		...protocol,
		fault: 'JSON of something else',
		script: jsonReply({status: 'healthy'}),
		message: 'HOST streams something this client cannot read.',
	},
	{
		...unavailable,
		fault: 'an error as JSON',
		script: jsonReply({error: {message: 'no free slot'}}),
		message: 'The service answered with an error: “no free slot”.',
		requests: always,
		isRetryable: true,
	},
	{
		...unavailable,
		fault: 'an error as JSON that is labelled an event stream',
		script: {headers: eventStream, body: '{"error":{"message":"no free slot"}}'},
		message: 'The service answered with an error: “no free slot”.',
		requests: always,
		isRetryable: true,
	},
	{
		...request,
		fault: 'an error as JSON that says 400',
		script: jsonReply({error: {message: 'bad template', code: 400}}),
		message: 'The service answered with an error: “bad template”.',
		status: 400,
	},
	{
		...rateLimit,
		fault: 'an error as the first event that says 429',
		script: streamOf(event({error: {message: 'slow down', code: 429}}), doneEvent),
		message: 'The service answered with an error: “slow down”.',
		requests: always,
		isRetryable: true,
		status: 429,
	},
	...(
		[
			['an empty body', {}],
			['204', {status: 204}],
			['{}', jsonReply({})],
			['an answer without text', answerOf()],
			['nothing but the end mark', streamOf(doneEvent)],
			['nothing but comments', streamOf(': ping\n\n')],
		] as const
	).map(
		([fault, script]): Row => ({
			...protocol,
			fault,
			script,
			message: 'HOST sent an empty answer.',
			requests: 2,
			isRetryable: true,
		}),
	),

	// 200, and then.
	...(
		[
			['an error object', partThen(event({error: {message: 'out of memory'}}), doneEvent)],
			['an error event', partThen('event: error\ndata: out of memory\n\n', doneEvent)],
			['an error field', partThen('error: {"message":"out of memory"}\n\n')],
		] as const
	).map(
		([fault, script]): Row => ({
			...unavailable,
			...part,
			fault: `${fault} in mid-stream`,
			script,
			message: 'The service stopped the answer: “out of memory”.',
		}),
	),
	{
		...request,
		...part,
		fault: 'an error object that says 400 in mid-stream',
		script: partThen(event({error: {message: 'too long', code: 400}})),
		message: 'The service stopped the answer: “too long”.',
		status: 400,
	},
	...(['reset!', 'close!'] as const).map(
		(end): Row => ({
			...network,
			...part,
			fault: `the connection ends in mid-stream (${end})`,
			script: partThen(end),
			message: 'The connection broke after 4 words.',
		}),
	),
	{
		...network,
		fault: 'the connection breaks before any text',
		script: streamOf(': ping\n\n', 'close!'),
		message: 'The connection broke before the answer was complete.',
		requests: always,
		isRetryable: true,
	},
	{
		...protocol,
		...part,
		fault: 'the stream ends without an end mark',
		script: partThen(),
		message: 'The answer stopped without an end mark after 4 words.',
	},
	{
		...protocol,
		...part,
		fault: 'the stream ends inside an event',
		script: partThen('data: {"choices":[{"delta":{"cont'),
		message: 'The answer stopped without an end mark after 4 words.',
	},
	{
		...protocol,
		...part,
		fault: 'the stream ends inside a character',
		script: partThen(Buffer.from(textEvent('é')).subarray(0, -48)),
		message: 'The answer stopped without an end mark after 4 words.',
	},
	{
		...protocol,
		...part,
		fault: 'a compressed stream is cut',
		script: {
			headers: {...eventStream, 'content-encoding': 'gzip'},
			body: [gzipSync(textEvent('Once upon a time')).subarray(0, -2)],
		},
		message: 'The answer stopped without an end mark after 4 words.',
	},
	{
		...protocol,
		fault: 'a plain stream is labelled gzip',
		script: {headers: {...eventStream, 'content-encoding': 'gzip'}, body: textEvent('Once')},
		message: 'HOST labelled the answer as compressed, but it is not.',
	},
	{
		...timeout,
		...part,
		fault: 'the stream stalls after a text',
		script: partThen('stall!'),
		timeouts: {idleMs: 50},
		message: 'Nothing came from HOST for 0.1 s.',
	},
	{
		...timeout,
		fault: 'nothing follows the response head',
		script: streamOf('stall!'),
		timeouts: {idleMs: 50},
		message: 'Nothing came from HOST for 0.1 s.',
		requests: 1,
	},
	{
		...timeout,
		fault: 'comments without a text',
		script: endless,
		timeouts: {idleMs: 50},
		message: 'HOST keeps the line open but sent no text for 0.1 s.',
		requests: 1,
	},
	{
		...protocol,
		...part,
		fault: 'one event that is no JSON',
		script: streamOf(textEvent('Once upon'), event('{oops'), textEvent(' a time'), finishEvent(), doneEvent),
		message: '1 part of the answer could not be read.',
	},
	{
		...protocol,
		fault: 'no event that is JSON',
		script: streamOf(event('hello'), event('world'), doneEvent.replace('[DONE]', 'bye')),
		message: 'HOST streams something this client cannot read.',
	},
	{
		...contentFilter,
		...part,
		fault: 'the content filter ends the answer',
		script: partThen(finishEvent('content_filter'), doneEvent),
		message: 'The content filter stopped the answer.',
	},
	{
		...protocol,
		fault: 'a request for a tool and nothing else',
		script: streamOf(finishEvent('tool_calls'), doneEvent),
		message: 'The model asked for a tool, which amlchat does not offer.',
	},
];

test.each(rows)('$fault: $kind, $requests requests', async row => {
	const server = await startEndpoint(row.script);
	const session = openTestSession({url: server.url}, {timeouts: row.timeouts ?? {}});
	const {error, result, order, events} = await runTurn(session);
	expect(error).toMatchObject({
		kind: row.kind,
		message: row.message.replace('HOST', server.host),
		retryable: row.isRetryable ?? false,
		status: row.status,
	});
	if (error === undefined) {
		return;
	}

	expect(exitCodeFor(error)).toBe(row.exit);
	expect(server.requests).toHaveLength(row.requests);
	expect(result.text).toBe(row.text ?? '');
	expect(result.error).toMatchObject({kind: row.kind, retryable: row.isRetryable ?? false});
	expect(order.at(-1)).toBe('error');
	expect(events.filter(({type}) => type === 'retry')).toHaveLength(row.requests - 1);

	const lines = describeError(error, {profile: 'test', host: server.host});
	const said = JSON.stringify([lines, result, events]);
	expect(error.message).toMatch(/^\S.{0,139}\.$/);
	expect(error.hint).not.toBe('');
	expect(said).not.toContain(testKey);
	expect(said).not.toMatch(/\bat .*\.ts:\d+/);
	expect(JSON.stringify([lines, result])).not.toMatch(/<html|<!doctype|fetch failed|UND_ERR/i);
});
