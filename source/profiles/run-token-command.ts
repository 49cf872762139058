import {execFile} from 'node:child_process';
import {type ChatError, configError} from '../core/errors.ts';
import {joinCommand} from './split-command.ts';

const largestOutputBytes = 64 * 1024;

export type TokenCommandOptions = {readonly timeoutMs: number; readonly signal?: AbortSignal | undefined};

/**
 * Runs a token command, without a shell, and resolves to the first line of its standard output.
 *
 * @throws ChatError `config` when it fails, without any of its output and without the system's error as a cause: that
 * quotes what the command wrote.
 */
export function runTokenCommand(
	command: readonly string[],
	{timeoutMs, signal}: TokenCommandOptions,
): Promise<string> {
	const [program = '', ...rest] = command;
	return new Promise((resolve, reject) => {
		const fail = (what: string): ChatError =>
			configError(`The token command “${program}” ${what}.`, `Run it by itself: ${joinCommand(command)}`);
		const child = execFile(
			program,
			rest,
			{
				encoding: 'utf8',
				killSignal: 'SIGKILL',
				maxBuffer: largestOutputBytes,
				signal,
				timeout: timeoutMs,
				windowsHide: true,
			},
			(error, stdout) => {
				if (error === null) {
					resolve(stdout.split(/\r?\n/, 1)[0] ?? '');
				} else if (signal?.aborted) {
					reject(signal.reason);
				} else {
					reject(fail(describeFailure(error, timeoutMs)));
				}
			},
		);
		// A command that reads is told at once that nothing comes; one that does not may be gone already.
		child.stdin?.on('error', () => {}).end();
	});
}

function describeFailure(
	error: Parameters<NonNullable<Parameters<typeof execFile>[3]>>[0],
	timeoutMs: number,
): string {
	switch (error?.code) {
		case 'ENOENT':
			return 'was not found';
		case 'EACCES':
			return 'may not be run';
		case 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER':
			return 'printed far more than a key';
		default:
			if (error?.killed) {
				return `did not finish within ${timeoutMs / 1000} s`;
			}

			return typeof error?.code === 'number' ? `failed (exit code ${error.code})` : 'failed';
	}
}
