import type {ChatError} from './errors.ts';
import {version} from './version.ts';

/** What a message adds to an error: whom it was about. */
export type ErrorPlace = {
	readonly profile?: string | null | undefined;
	readonly host?: string | undefined;
};

/**
 * An error in the words shown to people:
 *
 * ```
 * Error: Rate limit reached (profile “prod”, myres.openai.azure.com).
 *   Why:  The service asked to wait 1 day.
 *   Try:  …
 *   Info: request 7f3c…, amlchat 1.2.0
 * ```
 *
 * The caller passes the lines through the gate for printable text.
 */
export function describeError(error: ChatError, place: ErrorPlace = {}): readonly string[] {
	const where = [
		place.profile === undefined || place.profile === null ? undefined : `profile “${place.profile}”`,
		place.host === undefined || error.message.includes(place.host) ? undefined : place.host,
	].filter(part => part !== undefined);
	const first =
		where.length === 0 ? error.message : `${error.message.replace(/\.$/, '')} (${where.join(', ')}).`;
	const info = [
		error.requestId === undefined ? undefined : `request ${error.requestId}`,
		error.status === undefined ? undefined : `status ${error.status}`,
	].filter(part => part !== undefined);
	return [
		`Error: ${first}`,
		...(error.why === undefined ? [] : [`  Why:  ${error.why}`]),
		`  Try:  ${error.hint}`,
		...(info.length === 0 ? [] : [`  Info: ${info.join(', ')}, amlchat ${version}`]),
	];
}

/** The chain of causes of an error, for `-v`: names, codes and messages only. */
export function describeCauses(error: unknown): readonly string[] {
	const lines: string[] = [];
	const seen = new Set<unknown>();
	for (
		let current = error;
		current instanceof Error && !seen.has(current) && lines.length < 8;
		current = current.cause
	) {
		seen.add(current);
		const code = 'code' in current && typeof current.code === 'string' ? ` ${current.code}` : '';
		lines.push(`${current.name}${code}: ${current.message}`);
	}

	return lines;
}
