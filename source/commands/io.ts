/**
 * What a command may touch of the process it runs in. `main.ts` makes the real one; tests make their own.
 */
export type Io = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly stdin: NodeJS.ReadStream | (NodeJS.ReadableStream & {readonly isTTY?: boolean});
	readonly stdout: Output;
	readonly stderr: Output;
	/** Aborted with a ChatError of kind `interrupted` when the user or the system stops the program. */
	readonly signal: AbortSignal;
};

/** One of the two output streams. */
export type Output = {
	readonly isTTY: boolean;
	readonly columns: number | undefined;
	/** Whether colours may be used. */
	readonly hasColors: boolean;
	/** Writes exactly these bytes and resolves when they are flushed or the reader is gone. */
	write(data: string | Uint8Array): Promise<void>;
};
