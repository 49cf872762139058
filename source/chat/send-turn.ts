import {ChatError, errorDetails, toChatError} from '../core/errors.ts';
import type {TurnEvent} from '../core/turn.ts';
import {createWatchdog} from '../http/watchdog.ts';
import {wireFormats} from '../wire/formats.ts';
import {learnFrom} from './dialect.ts';
import type {EndpointSession} from './endpoint-session.ts';
import {failedResponse, postToEndpoint, requestIdOf} from './post.ts';
import {countWords, readAnswer} from './read-answer.ts';
import {redactError} from './redact-error.ts';
import {createRetrier} from './retrier.ts';
import {createTurnCollector, type TurnCollector} from './turn-collector.ts';
import {type TurnInput, toWireRequest} from './wire-request.ts';

/**
 * Sends a conversation to an endpoint and tells what comes back: the one way by which the chat and every command ask
 * for an answer. Never throws; the last event is `finish` or `error`. Leaving the loop early closes the connection.
 */
export async function* sendTurn(
	session: EndpointSession,
	input: TurnInput,
	signal: AbortSignal,
): AsyncGenerator<TurnEvent, void> {
	const watchdog = createWatchdog(signal);
	const {totalMs} = session.timeouts;
	if (totalMs !== undefined) {
		watchdog.arm(totalMs, () => totalTimeout(totalMs));
	}

	try {
		yield* tryUntilAnswered(session, input, watchdog.signal);
	} finally {
		watchdog.disarm();
	}
}

async function* tryUntilAnswered(
	session: EndpointSession,
	input: TurnInput,
	signal: AbortSignal,
): AsyncGenerator<TurnEvent, void> {
	const retrier = createRetrier(session.retryPolicy, signal);
	for (;;) {
		const collector = createTurnCollector(session);
		const error = yield* tryOnce(session, input, collector, signal);
		if (error === undefined) {
			yield {type: 'finish', result: collector.result()};
			return;
		}

		const lesson =
			'messages' in input ? learnFrom(error, session.learned.dialect, session.profile) : undefined;
		if (lesson !== undefined) {
			session.learned.dialect = lesson.dialect;
			yield {type: 'note', text: lesson.note};
			continue;
		}

		const hasPart = collector.state.textLength > 0 || collector.state.reasoningLength > 0;
		const retry = hasPart ? undefined : retrier.plan(error);
		if (retry === undefined) {
			yield failure(hasPart ? withPart(error, collector) : error, collector, session);
			return;
		}

		yield {type: 'retry', ...retry};
		try {
			await retrier.wait(retry.waitMs);
		} catch {
			yield failure(abortReason(signal), collector, session);
			return;
		}
	}
}

function failure(error: ChatError, collector: TurnCollector, session: EndpointSession): TurnEvent {
	const shown = redactError(error, session.redactor);
	return {type: 'error', error: shown, result: collector.result(shown)};
}

/** One request and its answer; the events of the answer, then the error it ended with, if any. */
async function* tryOnce(
	session: EndpointSession,
	input: TurnInput,
	collector: TurnCollector,
	signal: AbortSignal,
): AsyncGenerator<TurnEvent, ChatError | undefined> {
	const watchdog = createWatchdog(signal);
	let isFinished = false;
	try {
		signal.throwIfAborted();
		const request = toWireRequest(session, input);
		const body =
			'body' in input ? input.body : JSON.stringify(wireFormats[session.endpoint.api].encode(request));
		const response = await postToEndpoint(session, body, {
			accept: request.stream ? 'text/event-stream, application/json' : 'application/json',
			signal: watchdog.signal,
		});
		if (response.status < 200 || response.status >= 300) {
			return await failedResponse(session, response, signal);
		}

		const requestId = requestIdOf(response);
		const deployment = response.header('azureml-model-deployment') ?? null;
		collector.head(requestId, deployment);
		yield {type: 'start', status: response.status, requestId, deployment};
		yield* readAnswer(session, request, response, collector, watchdog);
		isFinished = true;
		return undefined;
	} catch (thrown) {
		return watchdog.signal.aborted ? abortReason(watchdog.signal) : toChatError(thrown);
	} finally {
		if (!isFinished) {
			// Also when the consumer left the loop: the upstream socket closes, so the service stops generating.
			watchdog.abort(new Error('turn left'));
		}
	}
}

/** An answer that began is not asked for again by itself; where the connection broke, the message says how far it was. */
function withPart(error: ChatError, collector: TurnCollector): ChatError {
	const words = collector.state.words();
	const message =
		error.kind === 'network' && words > 0
			? `The connection broke after ${countWords(words)}.`
			: error.message;
	return new ChatError(error.kind, message, {...errorDetails(error), retryable: false});
}

/** The error of a request that took longer than `--timeout` allows, in all. */
export function totalTimeout(totalMs: number): ChatError {
	return new ChatError('timeout', `The request took longer than ${Math.round(totalMs / 100) / 10} s.`, {
		hint: 'Allow more time with --timeout SECONDS.',
	});
}

/** What the user's or a timer's abort says; an abort without words of its own was the user's. */
function abortReason(signal: AbortSignal): ChatError {
	return signal.reason instanceof ChatError
		? signal.reason
		: new ChatError('interrupted', 'Stopped by you.', {hint: 'What had arrived is kept.'});
}
