import type {
	ConversationHeader,
	ConversationRecord,
	EndRecord,
	EndStatus,
	ParsedLine,
	PromptRecord,
} from './record.ts';

/** One prompt and its answer, as the log tells it. */
export type ConversationTurn = {
	readonly turn: number;
	/** Missing only where its line was damaged. */
	readonly prompt: PromptRecord | undefined;
	readonly text: string;
	readonly reasoning: string | null;
	/** `interrupted`: there is no end, so the text is what had reached the disk by then. */
	readonly status: EndStatus | 'interrupted';
	readonly end: EndRecord | undefined;
};

/** A conversation as it stands after everything that its log says. */
export type Conversation = {
	readonly header: ConversationHeader | undefined;
	/** The title that somebody gave it. */
	readonly title: string | undefined;
	readonly turns: readonly ConversationTurn[];
	/** Lines of the file that could not be read, wholly or in part. */
	readonly damagedLines: number;
	/** Turns that the numbering says were there, and of which no line is left. */
	readonly missingTurns: number;
};

/**
 * Adds up the lines of a log, in their order. Total: whatever lines are missing, damaged or doubled, all the text that
 * is there comes out, and no answer passes for whole that lost a line on the way.
 */
export function foldRecords(lines: Iterable<ParsedLine>): Conversation {
	const draft: ConversationDraft = {header: undefined, title: undefined, turns: [], damagedLines: 0};
	for (const line of lines) {
		if (line.kind === 'header') {
			draft.header ??= line.header;
		} else if (line.kind === 'record') {
			foldRecord(draft, line.record);
		} else if (line.kind === 'damaged') {
			draft.damagedLines++;
			markDamaged(draft.turns.at(-1));
		}
	}

	const {header, title, damagedLines} = draft;
	const turns = draft.turns.map(turn => finishTurn(turn));
	return {header, title, turns, damagedLines, missingTurns: countMissing(turns)};
}

type TurnDraft = {
	readonly turn: number;
	prompt: PromptRecord | undefined;
	text: string;
	reasoning: string;
	end: EndRecord | undefined;
	isDamaged: boolean;
};

type ConversationDraft = {
	header: ConversationHeader | undefined;
	title: string | undefined;
	turns: TurnDraft[];
	damagedLines: number;
};

function foldRecord(draft: ConversationDraft, record: ConversationRecord): void {
	switch (record.type) {
		case 'prompt':
			// Never merged into a turn of the same number: that one is somebody's, too.
			draft.turns.push(emptyTurn(record.turn, record));
			break;
		case 'part': {
			const turn = findOrAddTurn(draft, record.turn);
			turn.text += record.text;
			turn.reasoning += record.reasoning ?? '';
			break;
		}

		case 'end':
			findOrAddTurn(draft, record.turn).end = record;
			break;
		case 'drop':
			draft.turns = draft.turns.filter(({turn}) => turn < record.turn);
			break;
		case 'title':
			draft.title = record.text;
			break;
		default:
			record satisfies never;
	}
}

/** The last turn of that number; a new one where its prompt was lost. */
function findOrAddTurn(draft: ConversationDraft, number: number): TurnDraft {
	const known = draft.turns.findLast(({turn}) => turn === number);
	if (known !== undefined) {
		return known;
	}

	const turn = emptyTurn(number, undefined);
	draft.turns.push(turn);
	return turn;
}

function emptyTurn(turn: number, prompt: PromptRecord | undefined): TurnDraft {
	return {turn, prompt, text: '', reasoning: '', end: undefined, isDamaged: false};
}

/** A line that is lost between a prompt and its end may have held text of the answer. */
function markDamaged(turn: TurnDraft | undefined): void {
	if (turn !== undefined && turn.end === undefined) {
		turn.isDamaged = true;
	}
}

function finishTurn({turn, prompt, text, reasoning, end, isDamaged}: TurnDraft): ConversationTurn {
	const status = end?.status ?? 'interrupted';
	return {
		turn,
		prompt,
		text,
		reasoning: reasoning === '' ? null : reasoning,
		status: isDamaged && status === 'complete' ? 'incomplete' : status,
		end,
	};
}

function countMissing(turns: readonly ConversationTurn[]): number {
	let missing = 0;
	let last = 0;
	for (const {turn} of turns) {
		missing += Math.max(0, turn - last - 1);
		last = Math.max(last, turn);
	}

	return missing;
}
