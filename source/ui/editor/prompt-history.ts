import type {Snapshot} from './undo-history.ts';

/**
 * The prompts that Up and Down walk through. Position `prompts.length` is the draft. What was changed on the way
 * is kept by position until a prompt is sent, as readline keeps it, so nothing typed is lost by looking around.
 */
export type PromptHistory = {
	/** Oldest first. */
	readonly prompts: readonly string[];
	readonly position: number;
	readonly drafts: ReadonlyMap<number, Snapshot>;
};

/** A history at its draft; prompts equal to the one before them are left out. */
export function createPromptHistory(prompts: readonly string[]): PromptHistory {
	const distinct = prompts.filter((prompt, index) => prompt !== prompts[index - 1]);
	return {prompts: distinct, position: distinct.length, drafts: new Map()};
}

/**
 * Adds a prompt as the newest without disturbing the walk or the draft. A blank one, or one that is the newest
 * already, is not added.
 */
export function addPrompt(history: PromptHistory, prompt: string): PromptHistory {
	const {prompts, position, drafts} = history;
	if (prompt.trim() === '' || prompts.at(-1) === prompt) return history;
	const move = (at: number): number => (at === prompts.length ? at + 1 : at);
	return {
		prompts: [...prompts, prompt],
		position: move(position),
		drafts: new Map(Array.from(drafts, ([at, draft]) => [move(at), draft])),
	};
}

/** Adds a prompt that was sent or put aside, and returns to an empty draft. */
export function rememberPrompt(history: PromptHistory, prompt: string): PromptHistory {
	return createPromptHistory(addPrompt(history, prompt).prompts);
}

/** What a walk came to: the text there, and where the caret stood if something was changed in it before. */
export type RecalledPrompt = {
	readonly history: PromptHistory;
	readonly text: string;
	readonly cursor: number | undefined;
};

/** Walks to a position, keeping `current` for the way back; undefined where there is no such position. */
export function recallPrompt(
	history: PromptHistory,
	position: number,
	current: Snapshot,
): RecalledPrompt | undefined {
	if (position < 0 || position > history.prompts.length || position === history.position) return undefined;
	const drafts = new Map(history.drafts);
	if (current.text === history.prompts[history.position]) drafts.delete(history.position);
	else drafts.set(history.position, current);
	const draft = drafts.get(position);
	const text = draft?.text ?? history.prompts[position] ?? '';
	return {history: {...history, position, drafts}, text, cursor: draft?.cursor};
}
