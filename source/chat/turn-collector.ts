import type {ChatError} from '../core/errors.ts';
import {errorToJson} from '../core/errors.ts';
import {turnTiming} from '../core/timing.ts';
import type {TurnResult, Usage} from '../core/turn.ts';
import type {WireEvent} from '../wire/wire-format.ts';
import type {EndpointSession} from './endpoint-session.ts';

/** Adds up what arrives in one try of a turn. */
export type TurnCollector = {
	take(event: WireEvent): void;
	head(requestId: string | null, deployment: string | null): void;
	result(error?: ChatError): TurnResult;
	readonly state: {
		readonly textLength: number;
		readonly reasoningLength: number;
		readonly finishReason: string | null;
		readonly isDone: boolean;
		readonly unreadableCount: number;
		readonly readableCount: number;
		/** How many words had arrived; for messages about a cut answer. */
		words(): number;
	};
};

export function createTurnCollector(session: EndpointSession): TurnCollector {
	const startedMs = performance.now();
	let firstTokenMs: number | null = null;
	let text = '';
	let reasoning = '';
	let usage: Usage | null = null;
	let model: string | undefined;
	let requestId: string | null = null;
	let deployment: string | null = null;
	const state = {
		finishReason: null as string | null,
		isDone: false,
		unreadableCount: 0,
		readableCount: 0,
		get textLength() {
			return text.length;
		},
		get reasoningLength() {
			return reasoning.length;
		},
		words: () => text.split(/\s+/).filter(word => word !== '').length,
	};

	return {
		state,
		head(id, name) {
			requestId = id;
			deployment = name;
		},
		take(event) {
			if (event.type === 'unreadable') {
				state.unreadableCount++;
				return;
			}

			state.readableCount++;
			switch (event.type) {
				case 'text':
				case 'reasoning':
					if (event.text === '') {
						return;
					}

					firstTokenMs ??= performance.now();
					if (event.type === 'text') {
						text += event.text;
					} else {
						reasoning += event.text;
					}

					break;
				case 'usage':
					usage = event.usage;
					break;
				case 'finish':
					state.finishReason = event.reason;
					break;
				case 'model':
					model = event.model;
					break;
				case 'done':
					state.isDone = true;
					break;
				case 'error':
					break;
			}
		},
		result: error => ({
			profile: session.endpoint.profileName,
			api: session.endpoint.api,
			model: model || (session.profile.model ?? null),
			text,
			reasoning: reasoning === '' ? null : reasoning,
			finishReason: state.finishReason,
			usage,
			timing: turnTiming({startedMs, firstTokenMs, endedMs: performance.now()}, usage),
			requestId: requestId ?? error?.requestId ?? null,
			deployment,
			...(error === undefined
				? {}
				: {error: {...errorToJson(error), requestId: error.requestId ?? requestId}}),
		}),
	};
}
