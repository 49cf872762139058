/** What went wrong, in the closed list that scripts rely on (`error.kind` in `--json`). */
export type ErrorKind =
	| 'usage'
	| 'config'
	| 'auth'
	| 'request'
	| 'content-filter'
	| 'rate-limit'
	| 'unavailable'
	| 'timeout'
	| 'network'
	| 'protocol'
	| 'storage'
	| 'interrupted'
	| 'internal';

/** The parts of a {@link ChatError} beside its kind and message. */
export type ChatErrorDetails = {
	/** What to do next: a command or key that works as written. */
	readonly hint: string;
	/** More about the cause, one sentence; only when it adds something to the message. */
	readonly why?: string | undefined;
	/** HTTP status of the answer, where there was one. */
	readonly status?: number | undefined;
	/** The service's own error code, e.g. `DeploymentNotFound`. */
	readonly code?: string | undefined;
	/** Whether the same request may succeed when it is simply sent again. */
	readonly retryable?: boolean | undefined;
	/** How long the service asked to wait, in milliseconds. */
	readonly retryAfterMs?: number | undefined;
	/** The service's id of the request. */
	readonly requestId?: string | undefined;
	/** Which signal stopped the program; only for `interrupted`. */
	readonly signal?: 'SIGHUP' | 'SIGINT' | 'SIGTERM' | undefined;
	/** The raw body of the answer, at most 64 KiB; for inspection, never part of a message. */
	readonly body?: string | undefined;
	readonly cause?: unknown;
};

/**
 * Every failure that a user is meant to understand. `message` is its first line: what happened, in plain words,
 * at most about 100 columns, ending in a full stop. Anything that is not a ChatError is a bug (`internal`).
 */
export class ChatError extends Error {
	override readonly name = 'ChatError';
	readonly kind: ErrorKind;
	readonly hint: string;
	readonly why: string | undefined;
	readonly status: number | undefined;
	readonly code: string | undefined;
	readonly retryable: boolean;
	readonly retryAfterMs: number | undefined;
	readonly requestId: string | undefined;
	readonly signal: ChatErrorDetails['signal'];
	readonly body: string | undefined;

	constructor(kind: ErrorKind, message: string, details: ChatErrorDetails) {
		super(message, details.cause === undefined ? undefined : {cause: details.cause});
		this.kind = kind;
		this.hint = details.hint;
		this.why = details.why;
		this.status = details.status;
		this.code = details.code;
		this.retryable = details.retryable ?? false;
		this.retryAfterMs = details.retryAfterMs;
		this.requestId = details.requestId;
		this.signal = details.signal;
		this.body = details.body;
	}
}

/** The details that an error was made with, to make another one from. */
export function errorDetails(error: ChatError): ChatErrorDetails {
	const {hint, why, status, code, retryable, retryAfterMs, requestId, signal, body, cause} = error;
	return {hint, why, status, code, retryable, retryAfterMs, requestId, signal, body, cause};
}

/** An error of wrong usage: exit code 2, nothing was sent. */
export function usageError(message: string, hint: string): ChatError {
	return new ChatError('usage', message, {hint});
}

/** An error of the config file or of a profile: exit code 2. */
export function configError(message: string, hint: string, cause?: unknown): ChatError {
	return new ChatError('config', message, {hint, cause});
}

/** Turns whatever was thrown into a ChatError; what is none already is a bug of ours. */
export function toChatError(thrown: unknown): ChatError {
	if (thrown instanceof ChatError) {
		return thrown;
	}

	const name = thrown instanceof Error ? thrown.name : typeof thrown;
	return new ChatError('internal', `amlchat failed in a way it should not (${name}).`, {
		hint: 'Run the same command with -v and report what it prints.',
		cause: thrown,
	});
}

const exitCodes: Readonly<Record<Exclude<ErrorKind, 'interrupted'>, number>> = {
	internal: 1,
	usage: 2,
	config: 2,
	auth: 3,
	request: 4,
	'content-filter': 4,
	'rate-limit': 5,
	unavailable: 5,
	timeout: 5,
	network: 5,
	protocol: 6,
	storage: 7,
};

const signalExitCodes = {SIGHUP: 129, SIGINT: 130, SIGTERM: 143} as const;

/** The process exit code for an error, as the contract lists them. */
export function exitCodeFor(error: ChatError): number {
	if (error.kind === 'interrupted') {
		return signalExitCodes[error.signal ?? 'SIGINT'];
	}

	return exitCodes[error.kind];
}

/** The JSON form of an error in `--json`, `--jsonl` and the conversation log. */
export type ErrorJson = {
	readonly kind: ErrorKind;
	readonly status: number | null;
	readonly message: string;
	readonly hint: string;
	readonly retryable: boolean;
	readonly requestId: string | null;
};

export function errorToJson(error: ChatError): ErrorJson {
	return {
		kind: error.kind,
		status: error.status ?? null,
		message: error.message,
		hint: error.hint,
		retryable: error.retryable,
		requestId: error.requestId ?? null,
	};
}
