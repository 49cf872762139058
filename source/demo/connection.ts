import type {ServerResponse} from 'node:http';
import type {PlainResponse} from './model.ts';

/** One response on its way to a client that may leave at any time. */
export type Connection = {
	/** Aborted when the client is gone, or the response is over. */
	readonly signal: AbortSignal;
	head(status: number, headers: Readonly<Record<string, string>>): void;
	/** Resolves when the client's buffer has room again, or the client is gone. */
	write(data: string): Promise<void>;
	end(data?: string): void;
	send(response: PlainResponse): void;
	/** Closes the socket once everything written has left. */
	cut(): Promise<void>;
	/** Resolves when the client is gone. */
	untilClosed(): Promise<void>;
};

export function createConnection(response: ServerResponse): Connection {
	const controller = new AbortController();
	const {signal} = controller;
	response.once('close', () => controller.abort());
	// A write that crosses the client's hang-up is an error event; the signal has told everyone already.
	response.on('error', () => {});

	/** Waits for a callback that may never come, for as long as the client is there. */
	const unlessClosed = (start: (done: () => void) => void) =>
		new Promise<void>(resolve => {
			if (signal.aborted) {
				resolve();
				return;
			}

			const finish = () => {
				signal.removeEventListener('abort', finish);
				resolve();
			};

			signal.addEventListener('abort', finish);
			start(finish);
		});

	const connection: Connection = {
		signal,
		head(status, headers) {
			response.writeHead(status, headers);
			response.flushHeaders();
		},
		async write(data) {
			if (!signal.aborted && !response.write(data)) {
				await unlessClosed(done => response.once('drain', done));
			}
		},
		end(data) {
			response.end(data);
		},
		send({status, headers, body}) {
			response.writeHead(status, {
				...headers,
				'content-length': String(Buffer.byteLength(body)),
			});
			response.end(body);
		},
		async cut() {
			const {socket} = response;
			if (socket) {
				// An empty write queues up behind everything else: its callback says that all of it is out.
				await unlessClosed(done => socket.write('', done));
			}

			response.destroy();
		},
		untilClosed: () => unlessClosed(() => {}),
	};
	return connection;
}
