import type {Message} from '../core/conversation.ts';
import type {ErrorPlace} from '../core/describe-error.ts';
import type {ChatError} from '../core/errors.ts';
import type {TurnResult} from '../core/turn.ts';
import type {Block} from '../markdown/block.ts';

/** One finished prompt and its answer. */
export type Turn = {
	readonly id: number;
	readonly prompt: string;
	/** Empty when the turn failed before any text came. */
	readonly text: string;
	readonly reasoning: string | null;
	readonly status: 'complete' | 'incomplete' | 'stopped' | 'failed';
};

/** What has been printed and will not change any more; it goes to the terminal's scrollback. */
export type TranscriptItem = {readonly id: number} & (
	| {readonly kind: 'prompt'; readonly text: string; readonly isRetry: boolean}
	/** The reasoning, folded to one line. */
	| {readonly kind: 'reasoning'; readonly text: string; readonly ms: number}
	| {readonly kind: 'block'; readonly block: Block}
	/** What closes an answer: figures, or how it ended. */
	| {readonly kind: 'answer-end'; readonly result: TurnResult; readonly status: Turn['status']}
	| {readonly kind: 'error'; readonly error: ChatError; readonly place: ErrorPlace}
	/** A line of amlchat's own; `details` are further lines as they are. */
	| {readonly kind: 'note'; readonly text: string; readonly details?: readonly string[]}
	/** Text shown in full, as the model wrote it. */
	| {readonly kind: 'plain'; readonly title: string; readonly text: string}
);

/** The turn in flight. Times are of the store's monotonic clock, in milliseconds. */
export type LiveTurn = {
	readonly id: number;
	readonly prompt: string;
	readonly startedMs: number;
	readonly firstTokenMs: number | undefined;
	readonly firstTextMs: number | undefined;
	/** Pieces of text and reasoning so far: most servers send one token in each. */
	readonly pieces: number;
	readonly reasoning: string;
	/** The blocks that may still change. */
	readonly tail: readonly Block[];
	/** Waiting for another try. */
	readonly retry: {readonly text: string; readonly untilMs: number} | undefined;
};

export type ChatState = {
	readonly turns: readonly Turn[];
	readonly transcript: readonly TranscriptItem[];
	readonly live: LiveTurn | undefined;
	readonly nextItemId: number;
};

export const emptyChat: ChatState = {turns: [], transcript: [], live: undefined, nextItemId: 1};

type NewItem = TranscriptItem extends infer Item
	? Item extends TranscriptItem
		? Omit<Item, 'id'>
		: never
	: never;

export type ChatAction =
	| {
			readonly type: 'turn-started';
			readonly id: number;
			readonly prompt: string;
			readonly atMs: number;
			readonly replaces: number | undefined;
	  }
	| {readonly type: 'retry-planned'; readonly text: string; readonly untilMs: number}
	/** What arrived since the last frame. */
	| {
			readonly type: 'answer-advanced';
			readonly settled: readonly Block[];
			readonly tail: readonly Block[];
			readonly reasoning: string;
			readonly pieces: number;
			readonly atMs: number;
	  }
	| {
			readonly type: 'turn-ended';
			readonly settled: readonly Block[];
			readonly result: TurnResult;
			readonly error: ChatError | undefined;
			readonly place: ErrorPlace;
			readonly atMs: number;
	  }
	| {readonly type: 'item-printed'; readonly item: NewItem}
	/** The conversation starts anew; what was printed stays. */
	| {readonly type: 'conversation-cleared'; readonly note: string};

/** The chat's state after an action. Pure and total; settled items are never changed. */
export function reduceChat(state: ChatState, action: ChatAction): ChatState {
	switch (action.type) {
		case 'turn-started': {
			const {id, prompt, atMs, replaces} = action;
			const live: LiveTurn = {
				id,
				prompt,
				startedMs: atMs,
				firstTokenMs: undefined,
				firstTextMs: undefined,
				pieces: 0,
				reasoning: '',
				tail: [],
				retry: undefined,
			};
			const turns = replaces === undefined ? state.turns : state.turns.filter(turn => turn.id < replaces);
			return print({...state, turns, live}, [
				{kind: 'prompt', text: prompt, isRetry: replaces !== undefined},
			]);
		}

		case 'retry-planned':
			return state.live === undefined
				? state
				: {...state, live: {...state.live, retry: {text: action.text, untilMs: action.untilMs}}};
		case 'answer-advanced': {
			if (state.live === undefined) {
				return state;
			}

			const {live} = advance(state.live, action);
			return print({...state, live}, answerItems(state.live, live, action.settled));
		}

		case 'turn-ended': {
			if (state.live === undefined) {
				return state;
			}

			const {result, error, place, atMs} = action;
			const status = statusOf(result, error);
			const last: LiveTurn = {
				...state.live,
				reasoning: result.reasoning ?? '',
				firstTextMs: state.live.firstTextMs ?? (result.text === '' ? undefined : atMs),
				tail: [],
			};
			const folded = answerItems(
				state.live,
				{...last, firstTextMs: last.firstTextMs ?? atMs},
				action.settled,
			);
			const end: readonly NewItem[] =
				result.text === '' && error !== undefined ? [] : [{kind: 'answer-end', result, status}];
			const failure: readonly NewItem[] =
				error === undefined || error.kind === 'interrupted' ? [] : [{kind: 'error', error, place}];
			const note: readonly NewItem[] =
				error?.kind === 'interrupted' && result.text === ''
					? [{kind: 'note', text: 'Stopped before an answer came.'}]
					: [];
			const turn: Turn = {
				id: last.id,
				prompt: last.prompt,
				text: result.text,
				reasoning: result.reasoning,
				status,
			};
			return print({...state, live: undefined, turns: [...state.turns, turn]}, [
				...folded,
				...end,
				...failure,
				...note,
			]);
		}

		case 'item-printed':
			return print(state, [action.item]);
		case 'conversation-cleared':
			return print({...state, turns: []}, [{kind: 'note', text: action.note}]);
	}
}

/** The messages of a conversation with a new prompt at its end. Turns that never got an answer are not sent again. */
export function messagesFor(turns: readonly Turn[], prompt: string): readonly Message[] {
	return [
		...turns.flatMap((turn): readonly Message[] =>
			turn.text === ''
				? []
				: [
						{role: 'user', content: turn.prompt},
						{role: 'assistant', content: turn.text},
					],
		),
		{role: 'user', content: prompt},
	];
}

function advance(live: LiveTurn, action: Extract<ChatAction, {type: 'answer-advanced'}>): {live: LiveTurn} {
	const hasText = action.settled.length > 0 || action.tail.length > 0;
	return {
		live: {
			...live,
			retry: undefined,
			tail: action.tail,
			reasoning: action.reasoning,
			pieces: action.pieces,
			firstTokenMs: live.firstTokenMs ?? action.atMs,
			firstTextMs: live.firstTextMs ?? (hasText ? action.atMs : undefined),
		},
	};
}

/** The folded reasoning when the answer begins, then the blocks that became final. */
function answerItems(before: LiveTurn, after: LiveTurn, settled: readonly Block[]): readonly NewItem[] {
	const isBeginning =
		before.firstTextMs === undefined && after.firstTextMs !== undefined && after.reasoning !== '';
	const reasoning: readonly NewItem[] = isBeginning
		? [{kind: 'reasoning', text: after.reasoning, ms: (after.firstTextMs ?? 0) - before.startedMs}]
		: [];
	return [...reasoning, ...settled.map(block => ({kind: 'block', block}) as const)];
}

function statusOf(result: TurnResult, error: ChatError | undefined): Turn['status'] {
	if (error === undefined) {
		return 'complete';
	}

	if (error.kind === 'interrupted') {
		return 'stopped';
	}

	return result.text === '' ? 'failed' : 'incomplete';
}

function print(state: ChatState, items: readonly NewItem[]): ChatState {
	if (items.length === 0) {
		return state;
	}

	const numbered = items.map((item, index) => ({...item, id: state.nextItemId + index}) as TranscriptItem);
	return {
		...state,
		transcript: [...state.transcript, ...numbered],
		nextItemId: state.nextItemId + items.length,
	};
}
