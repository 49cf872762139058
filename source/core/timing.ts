import type {TurnTiming, Usage} from './turn.ts';

/** Moments of one turn, in milliseconds of one monotonic clock. */
export type TurnMoments = {
	readonly startedMs: number;
	readonly firstTokenMs: number | null;
	readonly endedMs: number;
};

/** Writing that took less than this part of the whole time was no writing but a burst. */
const burstShare = 20;

/**
 * The timing of a turn. Tokens a second count what came after the first token, so that a slow start does not blur how
 * fast the model writes; without the endpoint's own token count there is no rate. Where the text came in one burst at
 * the end, because nothing was streamed or something on the way held it back, its rate says nothing about the model.
 */
export function turnTiming(moments: TurnMoments, usage: Usage | null): TurnTiming {
	const {startedMs, firstTokenMs, endedMs} = moments;
	const writingMs = firstTokenMs === null ? 0 : endedMs - firstTokenMs;
	const tokens = usage?.completionTokens ?? null;
	const isBurst = writingMs < (endedMs - startedMs) / burstShare;
	return {
		firstTokenMs: firstTokenMs === null ? null : toTenths(firstTokenMs - startedMs),
		totalMs: toTenths(endedMs - startedMs),
		tokensPerSecond:
			tokens !== null && tokens > 1 && !isBurst && writingMs > 0
				? toTenths(((tokens - 1) * 1000) / writingMs)
				: null,
	};
}

function toTenths(value: number): number {
	return Math.round(value * 10) / 10;
}
