import {readFileSync} from 'node:fs';
import {createServer, type IncomingMessage, type RequestListener, type ServerResponse} from 'node:http';
import {createServer as createTlsServer} from 'node:https';
import type {AddressInfo, Server, Socket} from 'node:net';
import {fileURLToPath} from 'node:url';
import {onTestFinished} from 'vitest';

/** One step of a body: bytes that leave on their own, a wait until something happened, or an end that is none. */
export type Step =
	| string
	| Uint8Array
	| Promise<unknown>
	/** Says nothing more and keeps the connection. */
	| 'stall!'
	/** Ends the connection with an RST, what was sent before having arrived. */
	| 'reset!'
	/** Closes the connection without ending the HTTP message. */
	| 'close!';

/** What the server does with a request. */
export type Reply = {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** A string is one chunk; objects are JSON. */
	readonly body?: string | readonly Step[];
	/** Bytes in place of a whole HTTP answer. */
	readonly raw?: readonly Step[];
};

/** A request as it arrived. */
export type RecordedRequest = {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	/** Resolves when the client closed the connection before the answer was complete. */
	readonly hungUp: Promise<void>;
};

export type LoopbackEndpoint = {
	/** `http://127.0.0.1:PORT`, or `https://localhost:PORT`. */
	readonly url: string;
	readonly host: string;
	readonly port: number;
	/** What arrived, in order. */
	readonly requests: readonly RecordedRequest[];
	/** How many connections were opened. */
	readonly connections: () => number;
	/** Closes the connections that wait for another request. */
	closeIdle(): void;
	/** Stops listening and closes all connections. */
	close(): Promise<void>;
};

/** How each request is answered: one reply for all, one after the other (the last one stays), or worked out. */
export type Script =
	| Reply
	| readonly Reply[]
	| ((request: RecordedRequest, index: number) => Reply | Promise<Reply>);

/** The certificates of `test/fixtures/tls`. */
export type Certificate = 'localhost' | 'expired' | 'other-name' | 'self-signed';

export type EndpointOptions = {
	/** Speaks TLS with this certificate. */
	readonly certificate?: Certificate;
	/** Wants a client certificate of the test authority. */
	readonly wantsClientCertificate?: boolean;
};

/** Starts a real HTTP server on this machine that plays a script; it stops with the test. */
export async function startEndpoint(
	script: Script,
	options: EndpointOptions = {},
): Promise<LoopbackEndpoint> {
	const requests: RecordedRequest[] = [];
	const server = createServerFor(options, (message, response) => {
		void record(message, response).then(async request => {
			const reply = await replyTo(script, request, requests.push(request) - 1);
			await play(reply, message.socket, response);
		});
	});
	const sockets = new Set<Socket>();
	let connections = 0;
	server.on(options.certificate === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
		connections++;
		sockets.add(socket);
		// A client that hangs up is what some tests are about.
		socket.on('error', () => {}).on('close', () => sockets.delete(socket));
	});
	server.on('tlsClientError', () => {});
	const port = await listen(server);
	const close = async () => {
		const closed = new Promise<void>(resolve => server.close(() => resolve()));
		for (const socket of sockets) {
			socket.destroy();
		}

		await closed;
	};

	onTestFinished(close);
	const host = `${options.certificate === undefined ? '127.0.0.1' : 'localhost'}:${port}`;
	return {
		url: `${options.certificate === undefined ? 'http' : 'https'}://${host}`,
		host,
		port,
		requests,
		connections: () => connections,
		closeIdle: () => server.closeIdleConnections(),
		close,
	};
}

/** A port of this machine on which nobody listens. */
export async function closedPort(): Promise<number> {
	const server = createServer();
	const port = await listen(server);
	await new Promise(resolve => server.close(resolve));
	return port;
}

export async function listen(server: Server): Promise<number> {
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}

/** The path of a file in `test/fixtures/tls`. */
export function tlsFile(name: string): string {
	return fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));
}

function createServerFor(options: EndpointOptions, listener: RequestListener) {
	const timeouts = {keepAliveTimeout: 60_000};
	if (options.certificate === undefined) {
		return createServer(timeouts, listener);
	}

	const tls = {
		key: readFileSync(tlsFile('key.pem')),
		cert: readFileSync(tlsFile(`${options.certificate}.pem`)),
		ca: readFileSync(tlsFile('ca.pem')),
		requestCert: options.wantsClientCertificate ?? false,
	};
	return createTlsServer({...timeouts, ...tls}, listener);
}

async function record(message: IncomingMessage, response: ServerResponse): Promise<RecordedRequest> {
	const hungUp = new Promise<void>(resolve => {
		response.on('close', () => {
			if (!response.writableFinished) {
				resolve();
			}
		});
	});
	const chunks: Buffer[] = [];
	for await (const chunk of message) {
		chunks.push(chunk);
	}

	return {
		method: message.method ?? '',
		path: message.url ?? '',
		headers: Object.fromEntries(
			Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
		),
		body: Buffer.concat(chunks).toString(),
		hungUp,
	};
}

async function replyTo(script: Script, request: RecordedRequest, index: number): Promise<Reply> {
	if (typeof script === 'function') {
		return script(request, index);
	}

	return 'length' in script ? (script[Math.min(index, script.length - 1)] ?? {}) : script;
}

async function play(reply: Reply, socket: Socket, response: ServerResponse): Promise<void> {
	if (reply.raw !== undefined) {
		if (await playSteps(reply.raw, socket, socket)) {
			socket.end();
		}

		return;
	}

	response.writeHead(reply.status ?? 200, {...reply.headers});
	response.flushHeaders();
	const {body = ''} = reply;
	if (await playSteps(typeof body === 'string' ? [body] : body, response, socket)) {
		response.end();
	}
}

/** Takes the steps one by one; false when one of them ended it all. */
async function playSteps(
	steps: readonly Step[],
	out: ServerResponse | Socket,
	socket: Socket,
): Promise<boolean> {
	for (const step of steps) {
		if (step instanceof Promise) {
			await step;
		} else if (step === 'stall!') {
			return false;
		} else if (step === 'reset!') {
			socket.resetAndDestroy();
			return false;
		} else if (step === 'close!') {
			socket.destroy();
			return false;
		} else if (step.length > 0) {
			// Its own packet, as far as that can be had: the next one only when this one has left.
			await new Promise<void>(resolve => out.write(step, () => setImmediate(resolve)));
		}
	}

	return !socket.destroyed;
}
