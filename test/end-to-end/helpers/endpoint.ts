import {createServer, type IncomingHttpHeaders, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {buffer} from 'node:stream/consumers';
import {onTestFinished} from 'vitest';

/** A request as it came over the wire. */
export type ReceivedRequest = {
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
	/** Resolves when the client has hung up, or the answer is complete. */
	readonly closed: Promise<void>;
};

export type TestEndpoint = {
	/** `http://127.0.0.1:PORT`. */
	readonly url: string;
	/** What arrived, in order. */
	readonly requests: readonly ReceivedRequest[];
};

/** Answers one request; `number` counts from 1. */
export type Script = (response: ServerResponse, request: ReceivedRequest, number: number) => void;

/** A real HTTP server on loopback that does what a test says, and stops after it. */
export async function startEndpoint(script: Script): Promise<TestEndpoint> {
	const requests: ReceivedRequest[] = [];
	const server = createServer(async (request, response) => {
		const closed = new Promise<void>(resolve => response.on('close', resolve));
		const received = {
			path: request.url ?? '',
			headers: request.headers,
			body: await buffer(request),
			closed,
		};
		requests.push(received);
		script(response, received, requests.length);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(
		() =>
			new Promise<void>(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	);
	return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests};
}

/** One event of a chat stream. */
export function chunk(delta: object, finishReason: string | null = null): string {
	return `data: ${JSON.stringify({id: 'x', object: 'chat.completion.chunk', model: 'm1', choices: [{index: 0, delta, finish_reason: finishReason}]})}\n\n`;
}

/** A whole chat stream with this text, in these pieces. */
export function chatStream(...pieces: readonly string[]): string {
	return `${pieces.map(content => chunk({content})).join('')}${chunk({}, 'stop')}data: [DONE]\n\n`;
}

/** Answers with a chat stream, all at once. */
export function streamAnswer(...pieces: readonly string[]): Script {
	return response => {
		response.writeHead(200, {'content-type': 'text/event-stream', 'x-request-id': 'request-1'});
		response.end(chatStream(...pieces));
	};
}

/** Answers with a status, headers and a body as they are. */
export function plainAnswer(
	status: number,
	body: string | Uint8Array,
	headers: Readonly<Record<string, string>> = {},
): Script {
	return response => {
		response.writeHead(status, headers);
		response.end(body);
	};
}

/** Begins a chat stream with this text, then stays silent with the connection open. */
export function beginAnswer(text: string): Script {
	return response => {
		response.writeHead(200, {'content-type': 'text/event-stream', 'x-request-id': 'request-1'});
		response.write(chunk({content: text}));
	};
}
