/** The editor's text and caret at one moment. */
export type Snapshot = {readonly text: string; readonly cursor: number};

/** What undo goes back to and redo returns to, the nearest moment last in both. */
export type UndoHistory = {readonly past: readonly Snapshot[]; readonly future: readonly Snapshot[]};

/** The history of an editor in which nothing was done. */
export const emptyUndoHistory: UndoHistory = {past: [], future: []};

const undoLimit = 500;

/** Remembers `before` as a moment to go back to; what was undone before can no longer be redone. */
export function recordUndo(history: UndoHistory, before: Snapshot): UndoHistory {
	return {past: [...history.past, before].slice(-undoLimit), future: []};
}

/** Goes one moment back from `current`, or undefined at the beginning. */
export function undo(
	history: UndoHistory,
	current: Snapshot,
): {history: UndoHistory; snapshot: Snapshot} | undefined {
	const snapshot = history.past.at(-1);
	if (snapshot === undefined) return undefined;
	return {history: {past: history.past.slice(0, -1), future: [...history.future, current]}, snapshot};
}

/** Goes one moment forward from `current`, or undefined when nothing was undone. */
export function redo(
	history: UndoHistory,
	current: Snapshot,
): {history: UndoHistory; snapshot: Snapshot} | undefined {
	const snapshot = history.future.at(-1);
	if (snapshot === undefined) return undefined;
	return {history: {past: [...history.past, current], future: history.future.slice(0, -1)}, snapshot};
}
