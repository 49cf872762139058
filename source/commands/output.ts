import type {ExchangeEvent} from '../chat/endpoint-session.ts';
import {describeCauses, describeError, type ErrorPlace} from '../core/describe-error.ts';
import type {ChatError} from '../core/errors.ts';
import {printable, printableJson} from '../core/printable-text.ts';
import type {Io} from './io.ts';

/** A line for people on stderr, through the gate. */
export async function notice(io: Io, text: string): Promise<void> {
	await io.stderr.write(`${printable(text)}\n`);
}

/** An error with its reason and next step on stderr; with `verbose` its causes, too. */
export async function printError(
	io: Io,
	error: ChatError,
	place: ErrorPlace = {},
	verbose = false,
): Promise<void> {
	const causes = verbose ? describeCauses(error.cause).map(line => `  Cause: ${line}`) : [];
	await notice(io, [...describeError(error, place), ...causes].join('\n'));
}

/** One JSON value on a line of stdout; escaped further where the reader is a terminal. */
export async function printJson(io: Io, value: unknown, indent?: number): Promise<void> {
	const json = JSON.stringify(value, undefined, indent);
	await io.stdout.write(`${io.stdout.isTTY ? printableJson(json) : json}\n`);
}

/** One step of the exchange, for `-v`. */
export function printExchange(io: Io, event: ExchangeEvent): void {
	// Outline lines are notices: nobody waits for them.
	const line =
		event.type === 'request'
			? `> ${event.method} ${event.url} (${event.bytes} bytes)`
			: `< ${event.status} after ${Math.round(event.ms)} ms, request ${event.headers['x-request-id'] ?? event.headers['x-ms-request-id'] ?? event.headers['apim-request-id'] ?? 'id not given'}`;
	void notice(io, line);
}
