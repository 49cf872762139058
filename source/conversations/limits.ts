/** The longest line that is read from a log, in bytes; a longer one counts as damaged, and is never written. */
export const maxLineBytes = 64 * 1024 * 1024;

/** How much of a conversation waits in memory, in bytes, while the disk takes nothing. */
export const maxPendingBytes = 64 * 1024 * 1024;

/** Streamed text goes to the disk at the latest this long after it came. */
export const flushDelayMs = 500;

/** How much text one part record holds, in UTF-16 units: even all escaped, it stays far below the longest line. */
export const maxPartLength = 1024 * 1024;

/** How much is read at each end of a conversation to list it, in bytes. */
export const listWindowBytes = 8 * 1024;

/** Columns of a title that is made from the first prompt. */
export const maxTitleColumns = 60;

/** How many prompts are kept across runs, and at how many the file is shortened to that. */
export const keptPrompts = 1000;
export const compactAbovePrompts = 2000;

/** A longer prompt, in UTF-16 units, is in its conversation only: nobody pages through it with the Up key. */
export const maxHistoryPromptLength = 256 * 1024;

/** How much of the prompt history is read at start, in bytes, from its end. */
export const maxHistoryBytes = 32 * 1024 * 1024;
