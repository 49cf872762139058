import {ChatError, type ChatErrorDetails, type ErrorKind, errorDetails} from '../core/errors.ts';
import type {ErrorBody} from '../wire/error-body.ts';
import {defaultRetryPolicy} from './retry.ts';

/** What is known of the request when its answer turns out to be an error. */
export type ErrorContext = {
	readonly url: URL;
	readonly deployment?: string | undefined;
	readonly model?: string | undefined;
	/** How the request was signed. */
	readonly auth: 'key' | 'api-key' | 'entra' | 'aml-token' | 'none';
	/** The shell command or step that gives the endpoint another credential. */
	readonly credentialHint: string;
	/** A request header of the answer by its lower-case name. */
	readonly header: (name: string) => string | undefined;
	readonly requestId?: string | undefined;
	readonly retryAfterMs?: number | undefined;
	/** The raw body, for inspection. */
	readonly rawBody?: string | undefined;
};

/**
 * Explains a response of a status other than 2xx.
 *
 * Sources: Azure ML "Troubleshoot online endpoints" (status codes, the two `ms-azureml-model-error-*` headers), Azure
 * OpenAI content filtering, the error types of vLLM, llama.cpp, Ollama and TGI.
 */
export function responseError(status: number, body: ErrorBody, context: ErrorContext): ChatError {
	const error = explainKnown(status, body, context) ?? explainStatus(status, body, context);
	return error.retryable && forbidsRetry(context)
		? new ChatError(error.kind, error.message, {...errorDetails(error), retryable: false})
		: error;
}

/** A wait that the service asks for and nobody would sit through, or its own word that trying again is of no use. */
function forbidsRetry({retryAfterMs = 0, header}: ErrorContext): boolean {
	return retryAfterMs > defaultRetryPolicy.budgetMs || header('x-should-retry') === 'false';
}

/** Explains an error that the service reported inside a response of status 200: its kind follows its own code. */
export function errorInAnswer(body: ErrorBody, context: ErrorContext, hasText: boolean): ChatError {
	const status = body.status ?? statusFromCode(body.code);
	const explained =
		status === undefined
			? undefined
			: (explainKnown(status, body, context) ?? explainStatus(status, body, context));
	const kind = explained?.kind ?? 'unavailable';
	const quoted = body.message === undefined ? '' : `: “${shorten(body.message, 120)}”`;
	return new ChatError(
		kind,
		hasText ? `The service stopped the answer${quoted}.` : `The service answered with an error${quoted}.`,
		{
			...common(context, body),
			// The message quotes it already.
			why: (body.message?.length ?? 0) > 120 ? common(context, body).why : undefined,
			hint: explained?.hint ?? 'Send it again.',
			status,
			retryable: explained?.retryable ?? true,
		},
	);
}

function common(context: ErrorContext, body: ErrorBody): Omit<ChatErrorDetails, 'hint'> {
	return {
		code: body.code ?? body.innerCode,
		requestId: context.requestId,
		body: context.rawBody,
		why: body.message === undefined ? undefined : `The service says: “${shorten(body.message)}”`,
	};
}

/** Errors that the service names itself, whatever the status. */
function explainKnown(status: number, body: ErrorBody, context: ErrorContext): ChatError | undefined {
	const make = (kind: ErrorKind, message: string, hint: string, more: Partial<ChatErrorDetails> = {}) =>
		new ChatError(kind, message, {...common(context, body), status, hint, ...more});
	const code = (body.code ?? '').toLowerCase();
	const inner = (body.innerCode ?? '').toLowerCase();
	const said = body.message ?? '';

	if (code === 'content_filter' || inner === 'responsibleaipolicyviolation') {
		const categories = body.filtered?.length ? ` (${body.filtered.join(', ')})` : '';
		return make(
			'content-filter',
			`The content filter refused the prompt${categories}.`,
			'Change the prompt, or ask for another filter policy on the deployment.',
		);
	}

	if (status >= 500 || status === 401 || status === 403) {
		return undefined;
	}

	if (
		code === 'context_length_exceeded' ||
		code === 'exceed_context_size_error' ||
		/maximum context length|context (?:size|length|window)[^.]{0,40}exceed|exceeds?[^.]{0,40}context/i.test(
			said,
		)
	) {
		return make(
			'request',
			'The conversation is too long for this model.',
			'Start a new one (/new), or shorten the prompt.',
		);
	}

	if (code === 'deploymentnotfound') {
		const name = context.deployment ?? context.model;
		return make(
			'request',
			`${context.url.host} has no deployment called “${name ?? '(none given)'}”.`,
			'Check the name of the deployment: it is the one you gave it, not the model’s. Use --deployment or --model.',
		);
	}

	if (code === 'insufficient_quota') {
		return make(
			'rate-limit',
			'The quota of this resource is used up.',
			'Raise the quota in the portal, or use another profile.',
		);
	}

	if (
		status === 404 &&
		/model/i.test(`${code} ${said}`) &&
		/not exist|not found|unknown/i.test(`${code} ${said}`)
	) {
		return make(
			'request',
			`${context.url.host} has no model called “${context.model ?? '(none given)'}”.`,
			'Give the right name with --model, or save it: amlchat profiles edit NAME --model MODEL',
		);
	}

	if (
		(status === 400 || status === 422) &&
		body.param !== undefined &&
		!['messages', 'prompt', 'model'].includes(body.param)
	) {
		return make(
			'request',
			`The model does not accept the parameter “${shorten(body.param, 40)}”.`,
			`Leave it out: amlchat profiles edit NAME --unset parameters.${shorten(body.param, 40)}, or /set ${shorten(body.param, 40)}`,
		);
	}

	return undefined;
}

function explainStatus(status: number, body: ErrorBody, context: ErrorContext): ChatError {
	const make = (kind: ErrorKind, message: string, hint: string, more: Partial<ChatErrorDetails> = {}) =>
		new ChatError(kind, message, {...common(context, body), status, hint, ...more});
	const {host, pathname, origin} = context.url;

	switch (status) {
		case 401:
			return context.auth === 'none'
				? make('auth', `${host} wants a key, and none was sent.`, context.credentialHint)
				: make(
						'auth',
						`${host} refused the ${context.auth === 'entra' ? 'sign-in' : 'key'}.`,
						context.credentialHint,
					);
		case 403:
			return /virtual network|firewall|public access is disabled/i.test(body.message ?? '')
				? make(
						'auth',
						`${host} does not accept requests from this network.`,
						'Use the network or VPN that the resource allows.',
					)
				: make(
						'auth',
						`You are not allowed to use ${host}.`,
						'Ask for a role that may call it (AzureML Data Scientist, or Cognitive Services OpenAI User).',
					);
		case 404:
			return isEmpty(body) || /traffic group/i.test(body.message ?? '')
				? make(
						'request',
						`${host} has no live deployment, or nothing at ${shorten(pathname, 60)}.`,
						'Check that a deployment gets traffic, and the path of the URL.',
					)
				: make(
						'request',
						`${host} has nothing at ${shorten(pathname, 60)}.`,
						'Check the path of the URL: copy it from the endpoint’s “Consume” page.',
					);
		case 405:
			return make(
				'request',
				`${host} does not take requests like this at ${shorten(pathname, 60)}.`,
				'Check the path of the URL: copy it from the endpoint’s “Consume” page.',
			);
		case 408:
			return make(
				'timeout',
				'The model took longer than the endpoint’s own limit.',
				'Ask for less (--max-tokens), or raise request_timeout_ms of the deployment (180 s at most).',
				{retryable: true},
			);
		case 409:
			return make('unavailable', `${host} is being changed right now.`, 'Wait a minute and send it again.', {
				retryable: true,
			});
		case 413:
			return make(
				'request',
				'The request is too large for the endpoint.',
				'Shorten the prompt or the conversation (/new).',
			);
		case 424:
			return containerError(body, context, make);
		case 429:
			return make(
				'rate-limit',
				rateLimitMessage(context.retryAfterMs),
				'Wait, or use another profile (-p NAME).',
				{
					retryable: true,
					retryAfterMs: context.retryAfterMs,
				},
			);
	}

	if (status >= 300 && status < 400) {
		const target = URL.parse(context.header('location') ?? '', context.url.href);
		const isWeb = target?.protocol === 'https:' || target?.protocol === 'http:';
		return make(
			'request',
			`${origin} wants to send the request to ${isWeb ? target.origin : 'another address'}; not followed.`,
			'Your key stays here. If the new address is right, put it into the profile.',
		);
	}

	if (status >= 500) {
		return make('unavailable', `${host} failed (${status}).`, 'Send it again in a moment.', {
			retryable: status !== 501 && status !== 505,
			retryAfterMs: context.retryAfterMs,
		});
	}

	return make(
		'request',
		`${host} refused the request (${status}).`,
		'Look at what was sent: run it again with -v.',
	);
}

/** Status 424 of a managed online endpoint: its container answered something other than 200. */
function containerError(
	body: ErrorBody,
	context: ErrorContext,
	make: (kind: ErrorKind, message: string, hint: string, more?: Partial<ChatErrorDetails>) => ChatError,
): ChatError {
	const inner = Number(context.header('ms-azureml-model-error-statuscode') ?? '');
	const reason = context.header('ms-azureml-model-error-reason');
	const why = [
		reason === undefined ? undefined : `Its reason: “${shorten(reason)}”.`,
		body.message === undefined ? undefined : `It says: “${shorten(body.message)}”`,
	]
		.filter(part => part !== undefined)
		.join(' ');
	const more = {why: why || undefined, retryAfterMs: context.retryAfterMs};
	const starting = reason === 'model_not_ready' || reason === 'too_few_model_instance';
	if (starting) {
		return make(
			'unavailable',
			'The model is not ready yet: its container is still starting.',
			'Wait a minute and send it again.',
			{...more, retryable: true},
		);
	}

	if (inner === 429) {
		return make(
			'rate-limit',
			'The model container is busy (it answered 429).',
			'Wait, or scale the deployment up.',
			{...more, retryable: true},
		);
	}

	if (inner === 408) {
		return make(
			'timeout',
			'The model container took too long (it answered 408).',
			'Ask for less, for example with --max-tokens.',
			{...more, retryable: true},
		);
	}

	if (inner >= 400 && inner < 500) {
		return make(
			'request',
			`The model container refused the request (it answered ${inner}).`,
			'Check the body’s shape: try --api chat-completions, or another scoreBody.',
			more,
		);
	}

	return make(
		'unavailable',
		Number.isFinite(inner) && inner > 0
			? `The model container failed (it answered ${inner}).`
			: 'The model container failed.',
		'Look at the deployment’s logs: az ml online-deployment get-logs.',
		{...more, retryable: inner >= 500},
	);
}

function rateLimitMessage(retryAfterMs: number | undefined): string {
	if (retryAfterMs === undefined || retryAfterMs < 60_000) {
		return 'Rate limit reached.';
	}

	const minutes = Math.ceil(retryAfterMs / 60_000);
	return minutes < 120
		? `Rate limit reached for ${minutes} more minutes.`
		: `Rate limit reached for ${Math.round(minutes / 60)} more hours.`;
}

/** Statuses that errors name by word when they come inside a response of status 200. */
function statusFromCode(code: string | undefined): number | undefined {
	const text = (code ?? '').toLowerCase();
	if (/^[45]\d\d$/.test(text)) {
		return Number(text);
	}

	if (/rate_?limit|overloaded|too_many_requests/.test(text)) {
		return 429;
	}

	return /badrequest|bad request|invalid|validation|content_filter|context_length/.test(text)
		? 400
		: undefined;
}

function isEmpty(body: ErrorBody): boolean {
	return body.message === undefined && body.code === undefined;
}

/** One line, cut; the gate for control characters is where it is shown. */
function shorten(text: string, length = 300): string {
	const line = text
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/[.”]+$/, '');
	return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
