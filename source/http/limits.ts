/** Size limits, so that memory stays bounded whatever a server sends. */
export const limits = {
	/** One server-sent event or one line of it, in characters. */
	sseMessageCharacters: 16 * 1024 * 1024,
	/** The text of one answer, in characters. */
	answerCharacters: 32 * 1024 * 1024,
	/** A response after decompression, in bytes. */
	responseBytes: 128 * 1024 * 1024,
	/** A whole JSON response, in bytes. */
	jsonBytes: 32 * 1024 * 1024,
	/** How much of an error body is read, in bytes, and for how long. */
	errorBodyBytes: 64 * 1024,
	errorBodyMs: 10_000,
} as const;

/** Time limits, in milliseconds. */
export const defaultTimeouts = {
	connectMs: 10_000,
	/** Until the response head; Azure ML's own longest request timeout. */
	firstByteMs: 180_000,
	/** Without new text, before the first text: reasoning models are silent for long. */
	firstTextMs: 180_000,
	/** Without new text, once text came. */
	idleMs: 60_000,
} as const;
