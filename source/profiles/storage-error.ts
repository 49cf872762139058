import {ChatError} from '../core/errors.ts';
import {errorCode} from './read-json-file.ts';

const causes: Readonly<Record<string, string>> = {
	ENOSPC: 'the disk is full',
	EDQUOT: 'your disk quota is used up',
	EROFS: 'the disk is read-only',
	EACCES: 'you may not write there',
	EPERM: 'you may not write there',
	EISDIR: 'a folder is in its place',
	ENOTDIR: 'a file is where its folder should be',
};

/** The error for a file of ours that could not be written: nothing was lost, nothing was changed. */
export function storageError(what: string, path: string, cause: unknown): ChatError {
	const code = errorCode(cause);
	return new ChatError(
		'storage',
		`The ${what} was not saved: ${causes[code] ?? `writing failed (${code})`}.`,
		{
			hint: `Make ${path} writable or make room, then run the same command again.`,
			cause,
		},
	);
}
