import {ChatError} from '../core/errors.ts';

/**
 * Makes a ChatError of kind `storage` from what a file operation threw.
 *
 * @param failure What did not work, without its full stop: "The conversation was not saved".
 * @throws Whatever it was given if that is no file system error, because then it is a bug.
 */
export function toStorageError(thrown: unknown, failure: string, path: string): ChatError {
	if (thrown instanceof ChatError) {
		return thrown;
	}

	const code = errorCode(thrown);
	if (code === undefined) {
		throw thrown;
	}

	const {reason, hint} = explain(code, path);
	return new ChatError('storage', `${failure}: ${reason} (${path}).`, {hint, code, cause: thrown});
}

/** The code of a file system error, e.g. `ENOSPC`; undefined for everything else. */
export function errorCode(thrown: unknown): string | undefined {
	return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
		? thrown.code
		: undefined;
}

function explain(code: string, path: string): {readonly reason: string; readonly hint: string} {
	const elsewhere = 'or set AMLCHAT_HOME to a folder that you can write to.';
	switch (code) {
		case 'ENOSPC':
		case 'EDQUOT':
			return {
				reason: code === 'ENOSPC' ? 'the disk is full' : 'your disk quota is used up',
				hint: 'Free some space; the next message saves what is missing.',
			};
		case 'EFBIG':
			return {reason: 'the file has reached the size limit', hint: 'Start a new chat, or raise `ulimit -f`.'};
		case 'EROFS':
			return {reason: 'the disk is read-only', hint: `Make it writable, ${elsewhere}`};
		case 'EACCES':
		case 'EPERM':
			return {reason: 'permission denied', hint: `Run: ls -ld '${path}' and make it yours, ${elsewhere}`};
		case 'ENOENT':
		case 'ENOTDIR':
			return {reason: 'its folder is not there and cannot be made', hint: `Make the folder, ${elsewhere}`};
		case 'EISDIR':
			return {reason: 'a folder has its name', hint: `Rename the folder '${path}', ${elsewhere}`};
		default:
			return {reason: `the system reports ${code}`, hint: `Check the disk, ${elsewhere}`};
	}
}
