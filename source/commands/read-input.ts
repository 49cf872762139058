import {readFile, stat} from 'node:fs/promises';
import {usageError} from '../core/errors.ts';
import {isObject, parseJson} from '../core/json.ts';
import type {Io} from './io.ts';

/** How long standard input may stay silent before it is spoken of, in milliseconds. */
const waitingMs = 2000;

/** Prompts and bodies larger than this are refused before anything is sent. */
const largestInputBytes = 10 * 1024 * 1024;

/**
 * Standard input to its end. `onWaiting` is called when nothing at all has come for two seconds: whoever opened it may
 * have forgotten about it.
 *
 * @throws {ChatError} `usage` past 10 MiB, or the reason of the signal.
 */
export async function readStdin(io: Io, onWaiting: () => void = () => {}): Promise<Buffer> {
	const patience = setTimeout(onWaiting, waitingMs);
	const chunks: Buffer[] = [];
	let length = 0;
	const onAbort = () => {
		if ('destroy' in io.stdin) {
			io.stdin.destroy();
		}
	};
	io.signal.addEventListener('abort', onAbort, {once: true});
	try {
		for await (const chunk of io.stdin) {
			clearTimeout(patience);
			const bytes = Buffer.from(chunk);
			length += bytes.length;
			if (length > largestInputBytes) {
				throw usageError('Standard input is larger than 10 MB.', 'Send less.');
			}

			chunks.push(bytes);
		}
	} catch (error) {
		io.signal.throwIfAborted();
		throw error;
	} finally {
		clearTimeout(patience);
		io.signal.removeEventListener('abort', onAbort);
	}

	io.signal.throwIfAborted();
	return Buffer.concat(chunks);
}

/**
 * A file that the user named.
 *
 * @throws {ChatError} `usage` when it cannot be read, is no regular file or is larger than 10 MiB.
 */
export async function readUserFile(file: string): Promise<Buffer> {
	try {
		const found = await stat(file);
		if (!found.isFile()) {
			throw usageError(`${file} is not a regular file.`, 'Name a file.');
		}

		if (found.size > largestInputBytes) {
			throw usageError(`${file} is larger than 10 MB.`, 'Send less.');
		}

		return await readFile(file);
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		if (code === undefined) {
			throw error;
		}

		throw usageError(
			code === 'ENOENT' ? `There is no file ${file}.` : `The file ${file} cannot be read (${code}).`,
			'Check the path.',
		);
	}
}

/** The value of a flag that is either text or `@FILE`. */
export async function textOrFile(value: string): Promise<string> {
	return value.startsWith('@') ? (await readUserFile(value.slice(1))).toString('utf8') : value;
}

/** JSON from a user's file, with a message that does not repeat it. */
export async function readJsonFile(file: string, what: string): Promise<unknown> {
	const parsed = parseJson((await readUserFile(file)).toString('utf8').replace(/^\uFEFF/, ''));
	if (parsed === undefined) {
		throw usageError(`${file} is not valid JSON, so it cannot be ${what}.`, 'Check the file.');
	}

	return parsed.value;
}

/** Whether a body is a JSON object that asks for a stream. */
export function asksForStream(body: unknown): boolean {
	return isObject(body) && body.stream === true;
}
