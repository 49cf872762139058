import {onTestFinished} from 'vitest';
import type {DispatcherOptions} from '../../source/http/dispatcher.ts';
import {
	createTransport,
	type HttpRequest,
	type HttpResponse,
	type Transport,
} from '../../source/http/transport.ts';

/** A transport that closes with the test. */
export function openTransport(options: DispatcherOptions = {}): Transport {
	const transport = createTransport(options);
	onTestFinished(() => transport.close());
	return transport;
}

/** A small POST; tests say what is special about theirs. */
export function post(url: string, special: Partial<HttpRequest> = {}): HttpRequest {
	return {
		method: 'POST',
		url: new URL(url),
		headers: {'content-type': 'application/json', 'api-key': 'the-key'},
		body: '{"messages":[]}',
		signal: new AbortController().signal,
		...special,
	};
}

export async function readAll(response: HttpResponse): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of response.body) {
		chunks.push(chunk);
	}

	return Buffer.concat(chunks).toString();
}
