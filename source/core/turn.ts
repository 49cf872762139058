import type {Api} from './api.ts';
import type {ChatError, ErrorJson} from './errors.ts';

/** Token counts as the endpoint reported them; `null` is "it did not say", never zero. */
export type Usage = {
	readonly promptTokens: number | null;
	readonly completionTokens: number | null;
	readonly totalTokens: number | null;
};

/** Timing of one turn, in milliseconds from the request's first byte. */
export type TurnTiming = {
	/** Until the first non-empty text or reasoning. */
	readonly firstTokenMs: number | null;
	readonly totalMs: number;
	/** Completion tokens after the first, per second of the time after it; null where the endpoint reports no usage. */
	readonly tokensPerSecond: number | null;
};

/** The outcome of one turn, as `ask --json` prints it. */
export type TurnResult = {
	readonly profile: string | null;
	readonly api: Api;
	/** The model that the endpoint says it used, else the one asked for. */
	readonly model: string | null;
	readonly text: string;
	readonly reasoning: string | null;
	/** The endpoint's own word. */
	readonly finishReason: string | null;
	readonly usage: Usage | null;
	readonly timing: TurnTiming;
	readonly requestId: string | null;
	/** The deployment that answered, as the response header `azureml-model-deployment` says. */
	readonly deployment: string | null;
	readonly error?: ErrorJson;
};

/**
 * What a turn tells while it runs. The last event is always `finish` or `error`, exactly one of the two; both carry
 * everything that had arrived.
 */
export type TurnEvent =
	/** The response head is here. */
	| {
			readonly type: 'start';
			readonly status: number;
			readonly requestId: string | null;
			readonly deployment: string | null;
	  }
	/** Text of the answer; `deltas` are the pieces that it arrived in, joined in `text`. */
	| {readonly type: 'text'; readonly text: string; readonly deltas: readonly string[]}
	| {readonly type: 'reasoning'; readonly text: string; readonly deltas: readonly string[]}
	/** A failed try will be repeated after `waitMs`; one line, already in words. */
	| {readonly type: 'retry'; readonly text: string; readonly waitMs: number}
	/** Something else the user should know; one line. */
	| {readonly type: 'note'; readonly text: string}
	| {readonly type: 'finish'; readonly result: TurnResult}
	| {readonly type: 'error'; readonly error: ChatError; readonly result: TurnResult};
