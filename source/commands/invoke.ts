import type {EndpointSession} from '../chat/endpoint-session.ts';
import {errorContext, postToEndpoint} from '../chat/post.ts';
import {redactError} from '../chat/redact-error.ts';
import {createRetrier} from '../chat/retrier.ts';
import {sendTurn, totalTimeout} from '../chat/send-turn.ts';
import {type ChatError, exitCodeFor, toChatError, usageError} from '../core/errors.ts';
import {parseJson} from '../core/json.ts';
import {printable, printableJson} from '../core/printable-text.ts';
import {responseError} from '../http/response-error.ts';
import type {HttpResponse} from '../http/transport.ts';
import {createWatchdog} from '../http/watchdog.ts';
import {parseErrorBody} from '../wire/error-body.ts';
import type {EndpointFlags} from './endpoint-flags.ts';
import {printFailedResult} from './failed-result.ts';
import type {Io} from './io.ts';
import {openSession} from './open-session.ts';
import {notice, printError, printExchange, printJson} from './output.ts';
import {asksForStream, readStdin, readUserFile} from './read-input.ts';

export type InvokeCommand = {
	/** The file with the body; `-` is standard input. */
	readonly inputJson: string;
	/** Print the answer while it arrives. */
	readonly stream: boolean;
	/** Print what `ask --json` prints instead of the body. */
	readonly json: boolean;
	readonly endpoint: EndpointFlags;
};

/** Sends a body as it is and prints the answer's body as it is; resolves with the exit code. */
export async function runInvoke(command: InvokeCommand, io: Io): Promise<number> {
	const {verbose} = command.endpoint;
	try {
		const body = await readBody(command, io);
		const opened = await openSession(
			command.endpoint,
			io,
			verbose ? {onExchange: event => printExchange(io, event)} : {},
		);
		const {session} = opened;
		try {
			return command.json ? await invokeAsTurn(body, session, io) : await invoke(command, body, session, io);
		} catch (thrown) {
			const error = redactError(toChatError(thrown), session.redactor);
			await printError(
				io,
				error,
				{profile: session.endpoint.profileName, host: session.endpoint.url.host},
				verbose,
			);
			return exitCodeFor(error);
		} finally {
			await opened.close();
		}
	} catch (thrown) {
		const error = toChatError(thrown);
		if (command.json) {
			await printFailedResult(io, 'json', error);
		}

		await printError(io, error, {}, verbose);
		return exitCodeFor(error);
	}
}

type Body = {readonly bytes: Uint8Array; readonly stream: boolean};

async function readBody(command: InvokeCommand, io: Io): Promise<Body> {
	const isStdin = command.inputJson === '-';
	const bytes = isStdin ? await readStdin(io) : await readUserFile(command.inputJson);
	const parsed = parseJson(bytes.toString('utf8').replace(/^\uFEFF/, ''));
	if (parsed === undefined) {
		throw usageError(
			`${isStdin ? 'Standard input' : command.inputJson} is not valid JSON; nothing was sent.`,
			'Check the file, for example with: jq . FILE',
		);
	}

	return {bytes, stream: asksForStream(parsed.value)};
}

async function invoke(command: InvokeCommand, body: Body, session: EndpointSession, io: Io): Promise<number> {
	const watchdog = createWatchdog(io.signal);
	const {totalMs} = session.timeouts;
	if (totalMs !== undefined) {
		watchdog.arm(totalMs, () => totalTimeout(totalMs));
	}

	try {
		const response = await postWithRetries(body, session, io, watchdog.signal);
		if (response.status >= 200 && response.status < 300) {
			if (command.stream) {
				for await (const chunk of response.body) {
					await printBody(chunk, io);
				}
			} else {
				await printBody(await collect(response), io);
			}

			return 0;
		}

		const bytes = await collect(response);
		await printBody(bytes, io);
		const text = new TextDecoder().decode(bytes);
		throw responseError(response.status, parseErrorBody(text), errorContext(session, response, text));
	} finally {
		watchdog.disarm();
	}
}

async function postWithRetries(
	body: Body,
	session: EndpointSession,
	io: Io,
	signal: AbortSignal,
): Promise<HttpResponse> {
	const retrier = createRetrier(session.retryPolicy, signal);
	for (;;) {
		let error: ChatError;
		let response: HttpResponse | undefined;
		try {
			response = await postToEndpoint(session, body.bytes, {
				accept: body.stream ? 'text/event-stream, application/json' : 'application/json',
				signal,
			});
			if (response.status < 400) {
				return response;
			}

			error = responseError(response.status, {}, errorContext(session, response));
		} catch (thrown) {
			error = toChatError(thrown);
		}

		const retry = retrier.plan(error);
		if (retry === undefined) {
			if (response !== undefined) {
				return response;
			}

			throw error;
		}

		// The body of a failed try is not read: leaving it closes its socket.
		await response?.body[Symbol.asyncIterator]().return?.();
		await notice(io, retry.text);
		await retrier.wait(retry.waitMs);
	}
}

/** With `--json` the answer is read as an answer, and told as `ask` tells it. */
async function invokeAsTurn(body: Body, session: EndpointSession, io: Io): Promise<number> {
	for await (const event of sendTurn(session, {body: body.bytes, stream: body.stream}, io.signal)) {
		if (event.type === 'retry' || event.type === 'note') {
			await notice(io, event.text);
		} else if (event.type === 'finish') {
			await printJson(io, event.result);
		} else if (event.type === 'error') {
			await printJson(io, event.result);
			await printError(io, event.error, {
				profile: session.endpoint.profileName,
				host: session.endpoint.url.host,
			});
			return exitCodeFor(event.error);
		}
	}

	return 0;
}

async function collect(response: HttpResponse): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of response.body) {
		chunks.push(chunk);
	}

	return Buffer.concat(chunks);
}

/** To a pipe the very bytes; a terminal gets only what it cannot obey. */
async function printBody(bytes: Uint8Array, io: Io): Promise<void> {
	if (!io.stdout.isTTY) {
		await io.stdout.write(bytes);
		return;
	}

	const text = new TextDecoder().decode(bytes);
	await io.stdout.write(parseJson(text) === undefined ? printable(text) : `${printableJson(text)}\n`);
}
