import type {ChatError} from '../core/errors.ts';
import {shownUrl} from '../core/origin.ts';
import {redactHeaders} from '../core/redact.ts';
import {version} from '../core/version.ts';
import {limits} from '../http/limits.ts';
import type {ErrorContext} from '../http/response-error.ts';
import {responseError} from '../http/response-error.ts';
import {parseRetryAfter} from '../http/retry.ts';
import type {HttpResponse} from '../http/transport.ts';
import {createWatchdog} from '../http/watchdog.ts';
import {parseErrorBody} from '../wire/error-body.ts';
import type {EndpointSession} from './endpoint-session.ts';

/**
 * Sends one body to the endpoint with its credential, whatever the status of the answer. An Entra token that is
 * refused is renewed once.
 *
 * @throws {ChatError} when there is no answer, or no credential.
 */
export async function postToEndpoint(
	session: EndpointSession,
	body: string | Uint8Array,
	options: {readonly accept: string; readonly signal: AbortSignal},
): Promise<HttpResponse> {
	const response = await postOnce(session, body, options);
	if (response.status === 401 && session.authenticator.renew()) {
		await readErrorBody(response, options.signal);
		return postOnce(session, body, options);
	}

	return response;
}

async function postOnce(
	session: EndpointSession,
	body: string | Uint8Array,
	options: {readonly accept: string; readonly signal: AbortSignal},
): Promise<HttpResponse> {
	const {endpoint, authenticator, transport, onExchange} = session;
	const credential = await authenticator.headers({signal: options.signal});
	const headers = {
		accept: options.accept,
		'content-type': 'application/json',
		'user-agent': `amlchat/${version}`,
		// The service keeps 40 characters of it and shows it in its own logs.
		'x-ms-client-request-id': crypto.randomUUID(),
		...endpoint.headers,
		...credential,
	};
	onExchange?.({
		type: 'request',
		method: 'POST',
		url: shownUrl(endpoint.url),
		headers: redactHeaders(headers),
		bytes: typeof body === 'string' ? Buffer.byteLength(body) : body.length,
	});
	const startedMs = performance.now();
	const response = await transport.send({
		method: 'POST',
		url: endpoint.url,
		headers,
		body,
		signal: options.signal,
		...(session.timeouts.firstByteMs === undefined ? {} : {firstByteTimeoutMs: session.timeouts.firstByteMs}),
	});
	onExchange?.({
		type: 'response',
		status: response.status,
		headers: redactHeaders(response.headers()),
		ms: performance.now() - startedMs,
	});
	return response;
}

/** The service's id of a request, from whichever header it uses. */
export function requestIdOf(response: HttpResponse): string | null {
	return (
		response.header('x-request-id') ??
		response.header('x-ms-request-id') ??
		response.header('apim-request-id') ??
		null
	);
}

/** What error messages need to know about a response. */
export function errorContext(
	session: EndpointSession,
	response: HttpResponse,
	rawBody?: string,
): ErrorContext {
	const {endpoint, profile} = session;
	return {
		url: endpoint.url,
		deployment: profile.deployment,
		model: endpoint.bodyModel,
		auth: endpoint.auth.type,
		credentialHint: credentialHint(session),
		header: name => response.header(name),
		requestId: requestIdOf(response) ?? undefined,
		retryAfterMs: parseRetryAfter(name => response.header(name), Date.now()),
		rawBody,
	};
}

/** Reads the body of a failed response and explains it. */
export async function failedResponse(
	session: EndpointSession,
	response: HttpResponse,
	signal: AbortSignal,
): Promise<ChatError> {
	const text = new TextDecoder().decode(await readErrorBody(response, signal));
	return responseError(response.status, parseErrorBody(text), errorContext(session, response, text));
}

/** At most 64 KiB and 10 s of a body; what cannot be read is left out. */
export async function readErrorBody(response: HttpResponse, signal: AbortSignal): Promise<Uint8Array> {
	const watchdog = createWatchdog(signal);
	const chunks: Uint8Array[] = [];
	let length = 0;
	const cut = new Promise<'cut'>(resolve => {
		watchdog.arm(limits.errorBodyMs, () => new Error('error body timeout'));
		watchdog.signal.addEventListener('abort', () => resolve('cut'), {once: true});
	});
	const iterator = response.body[Symbol.asyncIterator]();
	try {
		for (;;) {
			const next = await Promise.race([iterator.next(), cut]);
			if (next === 'cut' || next.done === true) {
				break;
			}

			chunks.push(next.value);
			length += next.value.length;
			if (length >= limits.errorBodyBytes) {
				break;
			}
		}
	} catch {
		// The status tells enough; a body that breaks off must not hide it.
	} finally {
		watchdog.disarm();
		await iterator.return?.();
	}

	return Buffer.concat(chunks).subarray(0, limits.errorBodyBytes);
}

function credentialHint({endpoint, profile}: EndpointSession): string {
	if (endpoint.auth.type === 'entra') {
		return 'Sign in again: az login';
	}

	if (endpoint.profileName === null) {
		return 'Set ENDPOINT_TOKEN to the endpoint’s key, or name another variable with --token-env.';
	}

	if (profile.secret === undefined && endpoint.isLoopback) {
		return `Give it a key: amlchat profiles edit ${profile.name} --token-stdin. The built-in demo refuses on purpose.`;
	}

	return profile.secret?.from === 'env'
		? `Put the right key into the variable ${profile.secret.name}.`
		: `Save the right key: amlchat profiles edit ${profile.name} --token-stdin`;
}
