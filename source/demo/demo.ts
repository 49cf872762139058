import type {Socket} from 'node:net';
import {usageError} from '../core/errors.ts';
import {createAttemptCounter} from './attempts.ts';
import {handleRequest} from './handler.ts';
import type {DemoModel} from './model.ts';
import {demoModels} from './models.ts';

// An ESM import of node:http runs all getters of its exports, one of which loads the runtime's own undici: 36 ms that
// this way costs 3.
const {createServer} = process.getBuiltinModule('node:http');

export type DemoOptions = {
	/** The key that clients must send; a random one when left out. */
	readonly key?: string | undefined;
	/** The port on 127.0.0.1; any free one when left out. */
	readonly port?: number | undefined;
	/** How many times faster than a person's idea of a model it answers; `Infinity` waits for nothing. */
	readonly speed?: number | undefined;
	/** What it serves; the first is the default model. All of {@link demoModels} when left out. */
	readonly models?: readonly DemoModel[] | undefined;
};

/** A running demo endpoint. */
export type Demo = {
	/** The root, without a slash at its end: `http://127.0.0.1:PORT`. */
	readonly url: string;
	readonly key: string;
	readonly models: readonly DemoModel[];
	/** Lets the process end although the server still listens. */
	unref(): void;
	/** Cuts all connections, ends all answers and stops listening. */
	close(): Promise<void>;
};

/**
 * Starts the demo endpoint: a real HTTP server on loopback that speaks the three wire formats, with no language model
 * behind it.
 *
 * @throws ChatError of kind `usage` when the port cannot be had.
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
	const {key = createKey(), port = 0, speed = 1, models = demoModels} = options;
	const context = {models, speed, attempts: createAttemptCounter()};
	const sockets = new Set<Socket>();
	let isUnreferenced = false;

	const server = createServer((request, response) => {
		void handleRequest(request, response, context, key);
	});
	server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
		if (isUnreferenced) {
			socket.unref();
		}
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			const problem = `The demo endpoint cannot listen on 127.0.0.1:${port} (${error.code ?? error.name}).`;
			reject(usageError(problem, 'Choose another port, or none to get a free one.'));
		});
		server.listen(port, '127.0.0.1', resolve);
	});

	const address = server.address();
	const boundPort = typeof address === 'object' && address ? address.port : port;
	return {
		url: `http://127.0.0.1:${boundPort}`,
		key,
		models,
		unref() {
			isUnreferenced = true;
			server.unref();
			for (const socket of sockets) {
				socket.unref();
			}
		},
		async close() {
			const closed = new Promise<void>(resolve => {
				server.close(() => resolve());
			});
			for (const socket of sockets) {
				socket.destroy();
			}

			await closed;
		},
	};
}

function createKey(): string {
	return `demo-${Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('hex')}`;
}
