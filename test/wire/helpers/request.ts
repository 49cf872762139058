import type {WireRequest} from '../../../source/wire/wire-format.ts';

/** A small request; tests say what is special about theirs. */
export function createRequest(special: Partial<WireRequest> = {}): WireRequest {
	return {messages: [{role: 'user', content: 'Hello'}], stream: true, parameters: {}, ...special};
}
