/** A timer that aborts with an error of its own; linked to the user's signal. */
export type Watchdog = {
	readonly signal: AbortSignal;
	/** (Re)starts the countdown. The timer keeps the process alive: an open request must never end it silently. */
	arm(timeoutMs: number, reason: () => Error): void;
	disarm(): void;
	/** Aborts now. */
	abort(reason: Error): void;
};

export function createWatchdog(parent: AbortSignal): Watchdog {
	const controller = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	return {
		signal: AbortSignal.any([parent, controller.signal]),
		arm(timeoutMs, reason) {
			clearTimeout(timer);
			timer = setTimeout(() => controller.abort(reason()), timeoutMs);
		},
		disarm() {
			clearTimeout(timer);
		},
		abort(reason) {
			clearTimeout(timer);
			controller.abort(reason);
		},
	};
}
