import type {Pace, Piece} from './model.ts';

/** About as fast as a mid-sized model behind a good connection. */
export const humanPace: Pace = {firstTokenMs: 250, tokensPerSecond: 50};

/**
 * Hands out pieces at the speed of a model that is generating them. Ends early, and closes `pieces`, when the signal is
 * aborted.
 *
 * @param speed How many times faster than `pace`; `Infinity` waits for nothing.
 */
export async function* pacePieces(
	pieces: Iterable<Piece>,
	pace: Pace,
	speed: number,
	signal: AbortSignal,
): AsyncGenerator<Piece> {
	const startedAt = performance.now();
	let dueMs = 0;
	let index = 0;
	for (const piece of pieces) {
		if (piece.type === 'text' || piece.type === 'reasoning') {
			dueMs += delayBeforeToken(index++, pace);
		}

		// Waiting for a point in time, not for a span, keeps the speed when timers fire late.
		await wait(dueMs / speed - (performance.now() - startedAt), signal);
		if (signal.aborted) {
			return;
		}

		yield piece;
	}
}

/** The wait before a token, in milliseconds: up to a fifth more or less than the mean, the same on every run. */
export function delayBeforeToken(index: number, pace: Pace): number {
	if (index === 0) {
		return pace.firstTokenMs;
	}

	// Multiples of the golden ratio spread evenly over 0 to 1 without looking regular.
	const spread = (index * 0.618_033_988_75) % 1;
	return (1000 / pace.tokensPerSecond) * (0.8 + 0.4 * spread);
}

/** Resolves after a delay or when the signal is aborted. */
function wait(delayMs: number, signal: AbortSignal): Promise<void> | undefined {
	if (delayMs < 1 || signal.aborted) {
		return undefined;
	}

	return new Promise(resolve => {
		const finish = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', finish);
			resolve();
		};

		// The sockets keep a process alive that still listens; a timer of the demo never should.
		const timer = setTimeout(finish, delayMs).unref();
		signal.addEventListener('abort', finish);
	});
}
