import type {JsonObject} from '../core/json.ts';

/** A message as the demo endpoint received it: the role is the client's own word, the text is all text parts joined. */
export type DemoMessage = {readonly role: string; readonly text: string; readonly images: number};

/** A request that passed the checks, in the form that every model reads, whichever route it came by. */
export type DemoRequest = {
	readonly method: string;
	/** Path and query, as the request line had them. */
	readonly target: string;
	/** By lower-case name. */
	readonly headers: Readonly<Record<string, string>>;
	/** The conversation; for a raw prompt, what could be read out of it. */
	readonly messages: readonly DemoMessage[];
	/** The exact prompt string, where the request had one in place of messages. */
	readonly prompt?: string | undefined;
	/** Everything in the body beside the conversation. */
	readonly parameters: JsonObject;
	/** How often this server was asked this very thing, this time included. */
	readonly attempt: number;
};

/** What a model does next while it answers. A list of pieces without an ending of its own ends with `stop`. */
export type Piece =
	| {readonly type: 'text'; readonly text: string}
	| {readonly type: 'reasoning'; readonly text: string}
	/** The regular end, with the finish reason that the answer reports. */
	| {readonly type: 'finish'; readonly reason: string}
	/** An error object inside a response whose head already said 200. */
	| {readonly type: 'error'; readonly error: JsonObject}
	/** The connection is cut. */
	| {readonly type: 'reset'}
	/** The connection stays open and nothing comes any more. */
	| {readonly type: 'silence'}
	/** HTTP ends cleanly, the answer does not: no finish reason, no end mark. */
	| {readonly type: 'cut'};

/** A piece that nothing follows. */
export type Ending = Exclude<Piece, {type: 'text' | 'reasoning'}>;

/** How fast a model writes, before the server's own speed factor. */
export type Pace = {readonly firstTokenMs: number; readonly tokensPerSecond: number};

/** A complete HTTP response that is no generated answer. */
export type PlainResponse = {
	readonly type: 'response';
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
};

export type Answer =
	| {
			readonly type: 'generated';
			readonly pieces: Iterable<Piece>;
			readonly pace?: Pace | undefined;
			/** Does not end at the request's stop strings: it shows them. */
			readonly ignoresStops?: boolean;
	  }
	| PlainResponse;

/**
 * One model of the demo endpoint. `answer` is pure: the same request gives the same answer. Pieces may be a generator;
 * it is closed when the client hangs up.
 */
export type DemoModel = {
	readonly name: string;
	/** One line, for lists. */
	readonly description: string;
	answer(request: DemoRequest): Answer;
};

/** The answer of a model that only writes text. */
export function textAnswer(text: string, pace?: Pace): Answer {
	return {type: 'generated', pieces: [{type: 'text', text}], pace};
}

/** What the user said last; empty where nobody said anything. */
export function lastUserText(messages: readonly DemoMessage[]): string {
	return messages.findLast(message => message.role === 'user')?.text ?? '';
}
