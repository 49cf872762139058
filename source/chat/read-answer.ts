import {ChatError} from '../core/errors.ts';
import {parseJson} from '../core/json.ts';
import type {TurnEvent} from '../core/turn.ts';
import {defaultTimeouts, limits} from '../http/limits.ts';
import {errorInAnswer} from '../http/response-error.ts';
import {sniffMedia, tellingCharacters} from '../http/sniff.ts';
import {createSseDecoder} from '../http/sse.ts';
import type {HttpResponse} from '../http/transport.ts';
import type {Watchdog} from '../http/watchdog.ts';
import {parseErrorBody} from '../wire/error-body.ts';
import {wireFormats} from '../wire/formats.ts';
import type {SseMessage, WireEvent, WireRequest} from '../wire/wire-format.ts';
import type {EndpointSession} from './endpoint-session.ts';
import {errorContext} from './post.ts';
import type {TurnCollector} from './turn-collector.ts';

/** How many bytes and milliseconds are spent to bring a finished connection back into use. */
const drainBytes = 64 * 1024;
const drainMs = 250;

/**
 * Reads a response of status 2xx to its end, as whatever it turns out to be: a stream, or one JSON body.
 *
 * @throws {ChatError} when it is no answer, or has no end; text that had arrived was yielded before.
 */
export async function* readAnswer(
	session: EndpointSession,
	request: WireRequest,
	response: HttpResponse,
	collector: TurnCollector,
	watchdog: Watchdog,
): AsyncGenerator<TurnEvent> {
	const reader = createTextReader(session, response, collector, watchdog);
	const format = wireFormats[session.endpoint.api];
	let start = '';
	for (let piece = await reader.next(); piece !== undefined; piece = await reader.next()) {
		start += piece;
		if (start.trimStart().length >= tellingCharacters) {
			break;
		}
	}

	/** What arrived together is told together: a server can send hundreds of deltas in one packet. */
	let told: TurnEvent[] = [];
	const flush = function* (): Generator<TurnEvent> {
		const events = told;
		told = [];
		yield* events;
	};

	const take = (events: readonly WireEvent[]): void => {
		for (const event of events) {
			if (event.type === 'error') {
				throw errorInAnswer(event.body, errorContext(session, response), collector.state.textLength > 0);
			}

			collector.take(event);
			if (isDelta(event) && event.text !== '') {
				addDelta(told, event);
			}

			if (collector.state.textLength > limits.answerCharacters) {
				throw new ChatError('protocol', 'The answer passed the limit of 32 MB; what came is kept.', {
					hint: 'Ask for a shorter answer, for example with --max-tokens.',
				});
			}

			// Nothing counts after the end mark.
			if (event.type === 'done') {
				return;
			}
		}
	};

	switch (sniffMedia(response.header('content-type'), start)) {
		case 'events': {
			const sse = createSseDecoder();
			const decoder = format.createStreamDecoder(request);
			const takeMessages = (messages: readonly SseMessage[]) => {
				for (const message of messages) {
					if (!collector.state.isDone) {
						take(decoder.push(message));
					}
				}
			};

			try {
				let piece: string | undefined = start;
				while (piece !== undefined) {
					takeMessages(sse.push(piece));
					yield* flush();
					piece = collector.state.isDone ? undefined : await reader.next();
				}

				if (collector.state.isDone) {
					reader.drain();
				} else {
					takeMessages(sse.end());
				}

				take(decoder.end());
			} catch (error) {
				// What the decoder holds back had arrived, too.
				take(decoder.end().filter(isDelta));
				throw error;
			} finally {
				yield* flush();
			}

			break;
		}

		case 'json': {
			let body = start;
			for (let piece = await reader.next(); piece !== undefined; piece = await reader.next()) {
				body += piece;
				if (body.length > limits.jsonBytes) {
					throw new ChatError('protocol', 'The answer passed the limit of 32 MB.', {
						hint: 'Ask for a shorter answer.',
					});
				}
			}

			const parsed = parseJson(body.replace(/^\uFEFF/, ''));
			if (parsed === undefined) {
				throw unreadable(session, 'sent JSON that is cut or broken');
			}

			try {
				take(format.decodeWhole(parsed.value, request));
			} finally {
				yield* flush();
			}

			break;
		}

		case 'html': {
			const title = parseErrorBody(start).message;
			throw new ChatError('protocol', `${session.endpoint.url.host} answered with a web page, not a model.`, {
				why: title === undefined ? undefined : `The page is called “${title}”.`,
				hint: 'Check the URL: is it the scoring URI? A proxy’s sign-in page looks like this, too.',
			});
		}

		case 'text':
			throw unreadable(session, 'sends something this client cannot read');
		case 'empty':
			break;
	}

	requireWholeAnswer(session, collector);
}

type Delta = Extract<WireEvent, {type: 'text' | 'reasoning'}>;

function isDelta(event: WireEvent): event is Delta {
	return event.type === 'text' || event.type === 'reasoning';
}

/** Adds a delta to the last event, where that is of the same kind. */
function addDelta(events: TurnEvent[], {type, text}: Delta): void {
	const last = events.at(-1);
	if (last?.type === type) {
		events[events.length - 1] = {type, text: last.text + text, deltas: [...last.deltas, text]};
	} else {
		events.push({type, text, deltas: [text]});
	}
}

/** An answer counts as complete only when its end was seen: the end of the connection alone proves nothing. */
function requireWholeAnswer(session: EndpointSession, {state}: TurnCollector): void {
	const {host} = session.endpoint.url;
	const hasEnd = state.isDone || state.finishReason !== null;
	if (state.finishReason === 'content_filter') {
		throw new ChatError('content-filter', 'The content filter stopped the answer.', {
			hint: 'Change the prompt, or ask for another filter policy on the deployment.',
		});
	}

	if (state.unreadableCount > 0) {
		if (state.readableCount === 0) {
			throw unreadable(session, 'streams something this client cannot read');
		}

		const parts = state.unreadableCount === 1 ? '1 part' : `${state.unreadableCount} parts`;
		throw new ChatError('protocol', `${parts} of the answer could not be read.`, {
			hint: 'Send it again, or try --no-stream.',
		});
	}

	if (state.textLength === 0 && state.reasoningLength === 0 && state.finishReason !== 'length') {
		if (state.finishReason === 'tool_calls') {
			throw new ChatError('protocol', 'The model asked for a tool, which amlchat does not offer.', {
				hint: 'Take tools out of the parameters.',
			});
		}

		throw new ChatError('protocol', `${host} sent an empty answer.`, {
			hint: 'Send it again. If it stays empty, look at what was sent with -v, or try another --api.',
			retryable: true,
			code: 'empty-answer',
		});
	}

	if (!hasEnd) {
		throw new ChatError(
			'protocol',
			`The answer stopped without an end mark after ${countWords(state.words())}.`,
			{
				hint: 'Send it again. What came is kept.',
			},
		);
	}
}

export function countWords(words: number): string {
	return words === 1 ? '1 word' : `${words} words`;
}

function unreadable(session: EndpointSession, what: string): ChatError {
	return new ChatError('protocol', `${session.endpoint.url.host} ${what}.`, {
		hint: 'Check the URL and --api; -v shows the answer’s type.',
	});
}

type TextReader = {
	/** The next piece of text, or undefined at the end. */
	next(): Promise<string | undefined>;
	/** Reads the little that may follow the end mark in the background, so that the connection can be used again. */
	drain(): void;
};

/** Decodes UTF-8 over any cut, and watches that text keeps coming while somebody waits for it. */
function createTextReader(
	session: EndpointSession,
	response: HttpResponse,
	collector: TurnCollector,
	watchdog: Watchdog,
): TextReader {
	const iterator = response.body[Symbol.asyncIterator]();
	const decoder = new TextDecoder();
	const idleMs = session.timeouts.idleMs ?? defaultTimeouts.idleMs;
	const firstTextMs = session.timeouts.idleMs ?? defaultTimeouts.firstTextMs;
	let limitMs = firstTextMs;
	let leftMs = limitMs;
	let seen = 0;
	let bytesWithoutText = 0;
	let isFlushed = false;

	const stalled = () => {
		const {host} = session.endpoint.url;
		const seconds = Math.round(limitMs / 100) / 10;
		return bytesWithoutText > 0
			? new ChatError('timeout', `${host} keeps the line open but sent no text for ${seconds} s.`, {
					hint: 'Send it again, or allow more time with --idle-timeout SECONDS.',
				})
			: new ChatError('timeout', `Nothing came from ${host} for ${seconds} s.`, {
					hint: 'Send it again, or allow more time with --idle-timeout SECONDS.',
				});
	};

	return {
		async next() {
			const {textLength, reasoningLength} = collector.state;
			if (textLength + reasoningLength !== seen) {
				seen = textLength + reasoningLength;
				limitMs = textLength > 0 ? idleMs : firstTextMs;
				leftMs = limitMs;
				bytesWithoutText = 0;
			}

			// Only waiting counts: while the reader of our output is slow, the server is not to blame.
			watchdog.arm(leftMs, stalled);
			const startedMs = performance.now();
			try {
				const next = await iterator.next();
				leftMs -= performance.now() - startedMs;
				if (next.done === true) {
					if (isFlushed) {
						return undefined;
					}

					isFlushed = true;
					return decoder.decode() || undefined;
				}

				bytesWithoutText += next.value.length;
				return decoder.decode(next.value, {stream: true});
			} finally {
				watchdog.disarm();
			}
		},
		drain() {
			watchdog.arm(drainMs, () => new Error('drained long enough'));
			void (async () => {
				try {
					for (let read = 0; read < drainBytes; ) {
						const next = await iterator.next();
						if (next.done === true) {
							return;
						}

						read += next.value.length;
					}

					await iterator.return?.();
				} catch {
					// The answer is complete; how the connection ends is of no interest.
				} finally {
					watchdog.disarm();
				}
			})();
		},
	};
}
