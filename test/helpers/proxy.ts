import {createServer} from 'node:http';
import {connect, type Socket} from 'node:net';
import {onTestFinished} from 'vitest';
import {listen} from './loopback-endpoint.ts';

export type LoopbackProxy = {
	readonly url: string;
	/** `CONNECT host:port` and `POST http://…`, in order, as they arrived. */
	readonly requests: readonly string[];
	readonly authorizations: ReadonlyArray<string | undefined>;
};

/**
 * Starts an HTTP proxy on this machine that leads every request to one port of this machine, whatever host it names.
 * It stops with the test.
 */
export async function startProxy(targetPort: number, refusal?: 403 | 407): Promise<LoopbackProxy> {
	const requests: string[] = [];
	const authorizations: (string | undefined)[] = [];
	const sockets = new Set<Socket>();
	const keep = (socket: Socket) => {
		sockets.add(socket);
		socket.on('error', () => socket.destroy());
	};

	const server = createServer((message, response) => {
		requests.push(`${message.method} ${message.url}`);
		authorizations.push(message.headers['proxy-authorization']);
		message.resume();
		response.writeHead(refusal ?? 200, {'content-type': 'text/plain'}).end('by the proxy');
	});
	server.on('connection', keep);
	server.on('connect', (message, socket: Socket) => {
		requests.push(`CONNECT ${message.url}`);
		authorizations.push(message.headers['proxy-authorization']);
		if (refusal !== undefined) {
			socket.end(`HTTP/1.1 ${refusal} No\r\n\r\n`);
			return;
		}

		const target = connect(targetPort, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			socket.pipe(target).pipe(socket);
		});
		keep(target);
	});
	const port = await listen(server);
	onTestFinished(async () => {
		const closed = new Promise<void>(resolve => server.close(() => resolve()));
		for (const socket of sockets) {
			socket.destroy();
		}

		await closed;
	});
	return {url: `http://127.0.0.1:${port}`, requests, authorizations};
}
