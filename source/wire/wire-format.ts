import type {Api} from '../core/api.ts';
import type {Message} from '../core/conversation.ts';
import type {Json, JsonObject} from '../core/json.ts';
import type {PromptTemplate} from '../core/prompt-template.ts';
import type {Usage} from '../core/turn.ts';
import type {ErrorBody} from './error-body.ts';

/** Everything an encoder needs to write one request body. Nothing is sent that is not in here. */
export type WireRequest = {
	/** The whole conversation, system message first where there is one. */
	readonly messages: readonly Message[];
	readonly stream: boolean;
	/** Request parameters that somebody set, under the names the user gave them. */
	readonly parameters: JsonObject;
	/** Present only where the endpoint wants a model in the body. */
	readonly model?: string | undefined;
	/** Ask for usage in the stream (`stream_options.include_usage`). */
	readonly includeUsage?: boolean | undefined;
	/** Sent as `max_tokens` when nobody set a maximum: for services whose own default is 16. */
	readonly fallbackMaxTokens?: number | undefined;
	/** The role that a system message goes out under, in `chat-completions`; `system` when left out. */
	readonly systemRole?: 'developer' | undefined;
	/** How a conversation becomes one prompt string; `plain` when left out. */
	readonly template?: PromptTemplate | undefined;
	/** The shape of an `azureml-score` request; `chat` when left out. */
	readonly scoreBody?: ScoreBody | undefined;
	/** JSON Pointer (RFC 6901) to the text of an unusual `azureml-score` answer. */
	readonly answerPath?: string | undefined;
};

/** The shapes of a `/score` request (see `azureml-score.ts`), or a JSON value with `"{{messages}}"`, `"{{prompt}}"`, `"{{parameters}}"` in it. */
export type ScoreBody = 'chat' | 'text' | 'params' | 'split' | {readonly custom: Json};

/** One message of a server-sent event stream. `event` is the event's name; `field` marks data that came in another field than `data`. */
export type SseMessage = {
	readonly event?: string | undefined;
	readonly data: string;
	readonly field?: 'error' | undefined;
};

/** What a decoder makes of a response, in the order it arrived. */
export type WireEvent =
	| {readonly type: 'text'; readonly text: string}
	| {readonly type: 'reasoning'; readonly text: string}
	/** Replaces what was reported before. */
	| {readonly type: 'usage'; readonly usage: Usage}
	/** The endpoint's own finish reason, unchanged. */
	| {readonly type: 'finish'; readonly reason: string}
	/** The end mark `[DONE]`: nothing after it counts. */
	| {readonly type: 'done'}
	| {readonly type: 'model'; readonly model: string}
	/** The service reported an error inside a response of status 200. */
	| {readonly type: 'error'; readonly body: ErrorBody}
	/** A part of the response that could not be understood; reading goes on. */
	| {readonly type: 'unreadable'};

/** Reads one streamed response. State inside, values out; never throws. */
export type StreamDecoder = {
	push(message: SseMessage): readonly WireEvent[];
	/** The stream ended: gives out what was held back. Whether the answer is complete is the caller's to judge. */
	end(): readonly WireEvent[];
};

/** A wire format: pure, no I/O. */
export type WireFormat = {
	readonly api: Api;
	/** The JSON body of the request: an object, or with a custom {@link ScoreBody} any JSON value. */
	encode(request: WireRequest): Json;
	createStreamDecoder(request: WireRequest): StreamDecoder;
	/** Reads a whole JSON response of status 200. A response without any answer gives no `text` and no `finish` event. */
	decodeWhole(body: unknown, request: WireRequest): readonly WireEvent[];
};
