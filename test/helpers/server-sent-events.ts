import type {Json} from '../../source/core/json.ts';
import type {Reply, Step} from './loopback-endpoint.ts';

/** The headers of an event stream. */
export const eventStream = {'content-type': 'text/event-stream'};

/** `data: …` with its blank line; a string goes out as it is. */
export function event(data: Json): string {
	return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

/** A chunk of chat completions with some text. */
export function textEvent(text: string): string {
	return event({choices: [{index: 0, delta: {content: text}, finish_reason: null}]});
}

export function reasoningEvent(text: string): string {
	return event({choices: [{index: 0, delta: {reasoning: text}, finish_reason: null}]});
}

export function finishEvent(reason = 'stop'): string {
	return event({choices: [{index: 0, delta: {}, finish_reason: reason}]});
}

export const doneEvent = event('[DONE]');

/** An event stream of these steps. */
export function streamOf(...body: readonly Step[]): Reply {
	return {headers: eventStream, body};
}

/** A good answer: these texts, an event each, a finish reason and the end mark. */
export function answerOf(...texts: readonly string[]): Reply {
	return streamOf(...texts.map(textEvent), finishEvent(), doneEvent);
}

/** A JSON body. */
export function jsonReply(value: Json, status = 200, headers: Readonly<Record<string, string>> = {}): Reply {
	return {status, headers: {'content-type': 'application/json', ...headers}, body: JSON.stringify(value)};
}
