import {readFileSync} from 'node:fs';
import {type ChatError, configError} from '../core/errors.ts';
import {parseJson} from '../core/json.ts';
import {findJsonError} from './json-position.ts';

/**
 * Reads a JSON file of ours; `undefined` when there is none. `what` names it in messages ("config file").
 *
 * @throws ChatError `config`, with the line and column of the mistake and never a word of the file itself.
 */
export function readJsonFile(file: string | number, path: string, what: string): unknown {
	let bytes: Uint8Array;
	try {
		bytes = readFileSync(file);
	} catch (error) {
		const code = errorCode(error);
		if (code === 'ENOENT') {
			return undefined;
		}

		throw configError(
			`The ${what} cannot be read (${code}).`,
			`Make ${path} a file that you can read.`,
			error,
		);
	}

	let text: string;
	try {
		// Also drops the byte order mark that some editors write.
		text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
	} catch {
		throw brokenFileError(`The ${what} is not UTF-8 text.`, path);
	}

	return parseJsonText(text, path, what);
}

/**
 * Parses the text of a JSON file.
 *
 * @throws ChatError `config`, with the line and column of the mistake.
 */
export function parseJsonText(text: string, path: string, what: string): unknown {
	const parsed = parseJson(text);
	if (parsed !== undefined) {
		return parsed.value;
	}

	const position = findJsonError(text);
	const place = position === undefined ? '' : ` (line ${position.line}, column ${position.column})`;
	throw brokenFileError(`The ${what} is not valid JSON${place}.`, path);
}

/** The error for a file of ours that does not hold what it should; the file is left as it is. */
export function brokenFileError(message: string, path: string): ChatError {
	return configError(message, `Correct ${path}, or move it away to start afresh.`);
}

/** The error to throw before writing a file that a newer version has written. */
export function newerFileError(what: string, version: number): ChatError {
	return configError(
		`This ${what} was written by a newer amlchat (${version}).`,
		'Update amlchat, or set AMLCHAT_HOME to another folder.',
	);
}

/** The `code` of a system error, such as `ENOENT`. */
export function errorCode(error: unknown): string {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
