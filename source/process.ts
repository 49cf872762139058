import type {Io, Output} from './commands/io.ts';
import {ChatError, exitCodeFor, toChatError} from './core/errors.ts';

/** How long an orderly end may take after a signal. */
const shutdownMs = 2000;

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** This process, as the commands see it. */
export type OpenedProcess = {
	readonly io: Io;
	readonly args: readonly string[];
	/** Waits until everything is written, then ends the process. */
	finish(code: number): Promise<void>;
};

/** Takes over streams, signals and last-resort error handling. The only reader of `process`. */
export function openProcess(): OpenedProcess {
	const controller = new AbortController();
	let isReaderGone = false;
	const onReaderGone = () => {
		isReaderGone = true;
		controller.abort(
			new ChatError('interrupted', 'The reader of the output is gone.', {
				hint: 'Nothing to do.',
				signal: 'SIGTERM',
			}),
		);
	};

	for (const signal of signals) {
		process.on(signal, () => {
			const reason = new ChatError('interrupted', 'Stopped by you.', {
				hint: 'What had arrived is kept.',
				signal,
			});
			if (controller.signal.aborted) {
				process.exit(exitCodeFor(reason));
			}

			controller.abort(reason);
			setTimeout(() => process.exit(exitCodeFor(reason)), shutdownMs).unref();
		});
	}

	process.on('uncaughtException', thrown => {
		const error = toChatError(thrown);
		process.stderr.write(`Error: ${error.message}\n  Try:  ${error.hint}\n`, () =>
			process.exit(exitCodeFor(error)),
		);
	});

	const stdout = createOutput(process.stdout, onReaderGone);
	const stderr = createNotices(process.stderr, () => isReaderGone);
	return {
		args: process.argv.slice(2),
		io: {environment: process.env, stdin: process.stdin, stdout, stderr, signal: controller.signal},
		async finish(code) {
			await Promise.allSettled([stdout.write(''), stderr.write('')]);
			process.exit(isReaderGone ? 0 : code);
		},
	};
}

function createOutput(stream: NodeJS.WriteStream, onReaderGone: () => void): Output {
	let isGone = false;
	const onError = (error: NodeJS.ErrnoException) => {
		if (error.code === 'EPIPE' && !isGone) {
			isGone = true;
			onReaderGone();
		}
	};
	// Without a listener a failed write is an uncaught exception.
	stream.on('error', onError);
	return {
		isTTY: stream.isTTY === true,
		get columns() {
			return stream.columns;
		},
		hasColors: hasColors(stream),
		write: data =>
			new Promise((resolve, reject) => {
				if (isGone) {
					resolve();
					return;
				}

				stream.write(data, error => {
					const code = (error as NodeJS.ErrnoException | null | undefined)?.code;
					if (!error || code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') {
						resolve();
					} else {
						reject(
							new ChatError('storage', `The output cannot be written (${code ?? error.name}).`, {
								hint: 'Check the disk that standard output goes to.',
								cause: error,
							}),
						);
					}
				});
			}),
	};
}

/** stderr: what cannot be written there must not stop the answer, and who closed stdout wants to hear no more. */
function createNotices(stream: NodeJS.WriteStream, isReaderGone: () => boolean): Output {
	const output = createOutput(stream, () => {});
	return {
		...output,
		get columns() {
			return output.columns;
		},
		write: async data => (isReaderGone() ? undefined : output.write(data).catch(() => {})),
	};
}

/** FORCE_COLOR, then NO_COLOR, then whether there is a terminal: Node's own order. */
function hasColors(stream: NodeJS.WriteStream): boolean {
	const {FORCE_COLOR: force, NO_COLOR: no, TERM: term} = process.env;
	if (force !== undefined && force !== '') {
		return force !== '0' && force !== 'false';
	}

	return !no && stream.isTTY === true && term !== 'dumb';
}
