import type {TurnResult} from '../core/turn.ts';
import type {EndRecord, EndStatus, PromptRecord} from './record.ts';

/** What a prompt record says, apart from what the log knows itself. `url` may be the whole one that is asked. */
export type PromptDetails = Omit<PromptRecord, 'type' | 'turn' | 'at'>;

export function createPromptRecord(details: PromptDetails, turn: number, at: string): PromptRecord {
	// Field by field: what else the caller's object holds is not for the log.
	const {text, profile, api, url, model, deployment, system, parameters} = details;
	return {
		type: 'prompt',
		turn,
		at,
		text,
		profile,
		api,
		url: originAndPath(url),
		model,
		deployment,
		system,
		parameters,
	};
}

export function createEndRecord(result: TurnResult, turn: number, at: string): EndRecord {
	const {finishReason, usage, timing, requestId, deployment, model, error} = result;
	return {
		type: 'end',
		turn,
		at,
		status: endStatus(result),
		finishReason,
		usage,
		timing,
		requestId,
		deployment,
		model,
		...(error !== undefined && {error}),
	};
}

function endStatus({error, text, reasoning}: TurnResult): EndStatus {
	if (error === undefined) {
		return 'complete';
	}

	if (error.kind === 'interrupted') {
		return 'stopped';
	}

	return text === '' && (reasoning ?? '') === '' ? 'error' : 'incomplete';
}

function originAndPath(url: string): string {
	if (!URL.canParse(url)) {
		return '';
	}

	const {protocol, host, pathname} = new URL(url);
	return `${protocol}//${host}${pathname}`;
}
