import type {IncomingHttpHeaders} from 'undici/types/header.js';
import {ChatError} from '../core/errors.ts';
import {isLoopback} from '../core/origin.ts';
import {readBody} from './decode-body.ts';
import {createDispatcher, type Dispatcher, type DispatcherOptions} from './dispatcher.ts';
import {defaultTimeouts} from './limits.ts';
import {networkError} from './network-error.ts';
import {createWatchdog} from './watchdog.ts';

export type HttpRequest = {
	readonly method: 'GET' | 'POST';
	readonly url: URL;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array;
	/** Aborting it closes the socket; its reason is what `send` and the body's reader throw. */
	readonly signal: AbortSignal;
	/** How long the response head may take. */
	readonly firstByteTimeoutMs?: number;
};

export type HttpResponse = {
	readonly status: number;
	/** A response header by its lower-case name; repeated ones are joined by a comma. */
	header(name: string): string | undefined;
	headers(): Readonly<Record<string, string>>;
	/** The decoded body. Leaving the loop early closes the socket. */
	readonly body: AsyncIterable<Uint8Array>;
};

/**
 * The only way out to the network. Never follows a redirect: with `api-key` headers and POST bodies that would hand
 * the key and the conversation to another host.
 */
export type Transport = {
	/** @throws {ChatError} `network`, `timeout` or `protocol`, or the signal's reason. */
	send(request: HttpRequest): Promise<HttpResponse>;
	/** Closes all sockets. */
	close(): Promise<void>;
};

export function createTransport(options: DispatcherOptions): Transport {
	const dispatchers = new Map<'direct' | 'proxied', Dispatcher>();
	/** Origins that answered and may hold an idle connection. */
	const warmOrigins = new Set<string>();

	const dispatcherFor = (url: URL): Dispatcher => {
		// A loopback server is never behind a proxy, whatever NO_PROXY says.
		const route = isLoopback(url) || options.proxies === undefined ? 'direct' : 'proxied';
		let dispatcher = dispatchers.get(route);
		if (dispatcher === undefined) {
			dispatcher = createDispatcher(route === 'direct' ? {...options, proxies: undefined} : options);
			dispatchers.set(route, dispatcher);
		}

		return dispatcher;
	};

	const sendOnce = async (request: HttpRequest): Promise<HttpResponse> => {
		const {url, signal} = request;
		const dispatcher = dispatcherFor(url);
		const watchdog = createWatchdog(signal);
		const firstByteMs = request.firstByteTimeoutMs ?? defaultTimeouts.firstByteMs;
		watchdog.arm(firstByteMs, () => firstByteTimeout(url, firstByteMs));
		try {
			const response = await dispatcher.request({
				origin: url.origin,
				path: `${url.pathname}${url.search}`,
				method: request.method,
				// Uncompressed: a gateway that compresses a stream usually also holds it back.
				headers: {'accept-encoding': 'identity', ...request.headers},
				body: request.body ?? null,
				signal: watchdog.signal,
			});
			warmOrigins.add(url.origin);
			return {
				status: response.statusCode,
				header: name => joinHeader(response.headers[name]),
				headers: () => joinHeaders(response.headers),
				body: readBody(response.body, joinHeader(response.headers['content-encoding']), url, watchdog.signal),
			};
		} catch (error) {
			throw watchdog.signal.aborted ? watchdog.signal.reason : networkError(error, url, options);
		} finally {
			watchdog.disarm();
		}
	};

	return {
		async send(request) {
			try {
				return await sendOnce(request);
			} catch (error) {
				// A kept-alive socket that the server closed meanwhile: nothing was processed, so once more, on a new one.
				// Until the server answers again, a failure is one.
				if (
					warmOrigins.delete(request.url.origin) &&
					error instanceof ChatError &&
					error.code === 'closed-early' &&
					!request.signal.aborted
				) {
					return await sendOnce(request);
				}

				throw error;
			}
		},
		async close() {
			await Promise.all([...dispatchers.values()].map(dispatcher => dispatcher.destroy()));
		},
	};
}

function firstByteTimeout(url: URL, timeoutMs: number): ChatError {
	const seconds = Math.round(timeoutMs / 100) / 10;
	return new ChatError('timeout', `${url.host} accepted the request but sent nothing for ${seconds} s.`, {
		hint: 'Send it again, or allow more time with --first-byte-timeout SECONDS.',
		code: 'first-byte-timeout',
	});
}

function joinHeader(value: string | string[] | undefined): string | undefined {
	return Array.isArray(value) ? value.join(', ') : value;
}

function joinHeaders(headers: IncomingHttpHeaders): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).flatMap(([name, value]) =>
			value === undefined ? [] : [[name, joinHeader(value) ?? '']],
		),
	);
}
