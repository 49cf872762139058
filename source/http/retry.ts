/** How patient a request is. */
export type RetryPolicy = {
	/** Tries after the first. */
	readonly retries: number;
	/** All waiting together, in milliseconds. */
	readonly budgetMs: number;
	/** The first delay where the service names none; doubled with each try, up to eight times. */
	readonly firstDelayMs: number;
	/** Also where the service asks for less: no hot loop. */
	readonly shortestDelayMs: number;
};

export const defaultRetryPolicy: RetryPolicy = {
	retries: 3,
	budgetMs: 60_000,
	firstDelayMs: 1000,
	shortestDelayMs: 250,
};

const longestBelievableMs = 365 * 24 * 3600 * 1000;

/**
 * How long the service asks to wait, in milliseconds, from `retry-after-ms`, `x-ms-retry-after-ms` or `retry-after`
 * (seconds or an HTTP date, RFC 9110 10.2.3). Values that make no sense count as absent.
 */
export function parseRetryAfter(
	header: (name: string) => string | undefined,
	nowMs: number,
): number | undefined {
	for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
		const ms = believable(toNumber(header(name)));
		if (ms !== undefined) {
			return ms;
		}
	}

	const value = header('retry-after');
	const seconds = toNumber(value);
	if (seconds !== undefined) {
		return believable(seconds * 1000);
	}

	const date = value === undefined ? Number.NaN : Date.parse(value);
	return believable(date - nowMs);
}

/**
 * The delay before the next try in milliseconds, or undefined for "do not try again": too many tries, or a wait that
 * the budget does not cover. `random` is in [0, 1).
 */
export function nextDelayMs(
	policy: RetryPolicy,
	state: {readonly triesDone: number; readonly waitedMs: number; readonly retryAfterMs?: number | undefined},
	random: number,
): number | undefined {
	if (state.triesDone > policy.retries) {
		return undefined;
	}

	const backOff = policy.firstDelayMs * Math.min(2 ** (state.triesDone - 1), 8) * (0.75 + random / 4);
	const delay = Math.max(state.retryAfterMs ?? backOff, policy.shortestDelayMs);
	return state.waitedMs + delay <= policy.budgetMs ? Math.round(delay) : undefined;
}

function toNumber(value: string | undefined): number | undefined {
	return value !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}

function believable(ms: number | undefined): number | undefined {
	return ms !== undefined && Number.isFinite(ms) && ms >= 0 && ms <= longestBelievableMs ? ms : undefined;
}
