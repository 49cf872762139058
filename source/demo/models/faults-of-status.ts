import type {Json} from '../../core/json.ts';
import type {DemoModel, PlainResponse} from '../model.ts';
import {jsonResponse, keyRefused, textResponse} from '../plain-response.ts';
import {elizaReply} from './eliza.ts';

/** A fault that is a response of its own, the same for every request. */
function createFault(name: string, description: string, response: PlainResponse): DemoModel {
	return {name, description, answer: () => response};
}

const safe = {filtered: false, severity: 'safe'};

/** Azure OpenAI's refusal of a prompt (its content-filter page). */
const contentFiltered: Json = {
	error: {
		message:
			"The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
		type: null,
		param: 'prompt',
		code: 'content_filter',
		status: 400,
		innererror: {
			code: 'ResponsibleAIPolicyViolation',
			content_filter_result: {
				hate: safe,
				jailbreak: {filtered: false, detected: false},
				self_harm: safe,
				sexual: safe,
				violence: {filtered: true, severity: 'medium'},
			},
		},
	},
};

function rateLimited(retryAfterSeconds: number): PlainResponse {
	const message = `Requests have exceeded the token rate limit of this demo. Please retry after ${retryAfterSeconds} seconds.`;
	return jsonResponse(429, {error: {code: '429', message}}, {'retry-after': String(retryAfterSeconds)});
}

/** How often in a row `fault-429` refuses a conversation before it answers. */
const refusals = 2;

const rateLimitThatPasses: DemoModel = {
	name: 'fault-429',
	description: 'Too many requests: refuses twice for two seconds, then answers',
	answer({attempt, messages}) {
		if ((attempt - 1) % (refusals + 1) < refusals) {
			return rateLimited(2);
		}

		const text = `The third try went through: the first two were refused with 429. ${elizaReply(messages)}`;
		return {type: 'generated', pieces: [{type: 'text', text}]};
	},
};

const signInPage = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Sign in to your network</title></head>
<body>
<h1>Sign in to your network</h1>
<form action="/login" method="post"><input name="user"><input name="password" type="password"><button>Sign in</button></form>
</body>
</html>
`;

/** Faults that come in place of an answer, after the wire forms in Azure ML's and Azure OpenAI's documentation. */
export const statusFaults: readonly DemoModel[] = [
	createFault('fault-401', 'The key is refused, the way Azure ML does it', keyRefused()),
	createFault('fault-404', 'Nothing there: no live deployment (an empty 404)', textResponse(404, '')),
	createFault(
		'fault-424',
		'The model container failed behind the endpoint',
		jsonResponse(
			424,
			{message: 'An unexpected error occurred in scoring script. Check the logs for more info.'},
			{
				'ms-azureml-model-error-statuscode': '500',
				'ms-azureml-model-error-reason': 'model_error',
			},
		),
	),
	rateLimitThatPasses,
	createFault('fault-429-long', 'Too many requests: come back tomorrow', rateLimited(86_400)),
	createFault(
		'fault-503',
		'The service is down, with a plain-text page of a gateway',
		textResponse(503, 'upstream connect error or disconnect/reset before headers. reset reason: overflow'),
	),
	createFault(
		'fault-content-filter',
		'The content filter refuses the prompt',
		jsonResponse(400, contentFiltered),
	),
	createFault('fault-html', 'A sign-in page in place of an answer, with status 200', {
		type: 'response',
		status: 200,
		headers: {'content-type': 'text/html; charset=utf-8'},
		body: signInPage,
	}),
	createFault('fault-empty', 'An empty answer, with status 200', jsonResponse(200, {})),
];
