import type {Turn} from '../chat/chat-state.ts';
import type {TurnResult} from '../core/turn.ts';

/** The figures under an answer: who answered, first token, rate, tokens, how it ended. */
export function describeResult(result: TurnResult): string {
	const {timing, usage, finishReason} = result;
	const parts = [
		result.model ?? result.profile,
		result.deployment === result.model ? undefined : result.deployment,
		timing.firstTokenMs === null ? undefined : `first token ${describeMs(timing.firstTokenMs)}`,
		timing.tokensPerSecond === null ? undefined : `${Math.round(timing.tokensPerSecond)} tok/s`,
		usage?.completionTokens == null ? undefined : countTokens(usage.completionTokens),
		finishReason,
	];
	return parts.filter(part => part !== undefined && part !== null && part !== '').join(' · ');
}

/** What an answer that is not whole says at its end, in square brackets; undefined for a whole one. */
export function describeStatus(status: Turn['status'], result: TurnResult): string | undefined {
	switch (status) {
		case 'complete':
			return result.finishReason === 'length'
				? '[cut at the token limit: allow more with /set max_tokens=N]'
				: undefined;
		case 'stopped':
			return '[stopped by you]';
		default:
			return `[incomplete: ${result.error?.message.replace(/\.$/, '') ?? 'the answer has no end'}]`;
	}
}

/** A duration for people: `412 ms`, `3.1 s`, `2 min 5 s`. */
export function describeMs(ms: number): string {
	// Rounded before the unit is chosen: 999.6 ms are not 1000 ms, and 59.96 s are not 60.0 s.
	const wholeMs = Math.round(ms);
	if (wholeMs < 1000) {
		return `${wholeMs} ms`;
	}

	const tenths = Math.round(wholeMs / 100);
	if (tenths < 600) {
		return `${(tenths / 10).toFixed(1)} s`;
	}

	const seconds = Math.floor(tenths / 10);
	return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function countTokens(tokens: number): string {
	return tokens === 1 ? '1 token' : `${tokens} tokens`;
}
