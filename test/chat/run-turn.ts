import type {EndpointSession} from '../../source/chat/endpoint-session.ts';
import {sendTurn} from '../../source/chat/send-turn.ts';
import type {TurnInput} from '../../source/chat/wire-request.ts';
import type {ChatError} from '../../source/core/errors.ts';
import type {TurnEvent, TurnResult} from '../../source/core/turn.ts';

export type RunTurn = {
	readonly events: readonly TurnEvent[];
	readonly result: TurnResult;
	readonly error: ChatError | undefined;
	/** The types of the events, neighbours of the same type counted once. */
	readonly order: readonly string[];
};

export const hello: TurnInput = {messages: [{role: 'user', content: 'Hello'}]};

/** Sends a turn and reads it to its end. */
export async function runTurn(
	session: EndpointSession,
	input: TurnInput = hello,
	signal: AbortSignal = new AbortController().signal,
): Promise<RunTurn> {
	const events: TurnEvent[] = [];
	for await (const event of sendTurn(session, input, signal)) {
		events.push(event);
	}

	const last = events.at(-1);
	if (last?.type !== 'finish' && last?.type !== 'error') {
		throw new Error(`A turn ended with ${last?.type}`);
	}

	return {
		events,
		result: last.result,
		error: last.type === 'error' ? last.error : undefined,
		order: events.map(({type}) => type).filter((type, index, all) => type !== all[index - 1]),
	};
}
