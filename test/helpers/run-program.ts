import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {onTestFinished} from 'vitest';

const entry = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** The built program's entry file; `npm test` builds it before the tests run. */
export function builtProgram(): string {
	if (!existsSync(entry)) {
		throw new Error('The program is not built: run npm run build first.');
	}

	return entry;
}

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'amlchat-test-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	return folder;
}

export type ProgramOptions = {
	/** Added to PATH and AMLCHAT_HOME; nothing else of the tests' own environment reaches the program. */
	readonly environment?: Readonly<Record<string, string>>;
	/** AMLCHAT_HOME: an empty folder of its own when left out, no variable at all when null. */
	readonly home?: string | null;
	/** What standard input holds. Empty when left out; `open` keeps it open, as a pipe that nobody writes to. */
	readonly input?: string | Uint8Array | 'open';
	/** A file descriptor in place of the pipe that stdout is collected from. */
	readonly stdout?: number;
	/** The same for stderr. */
	readonly stderr?: number;
	readonly nodeFlags?: readonly string[];
	readonly workingDirectory?: string;
};

/** What a run left behind. */
export type Finished = {
	readonly stdout: Buffer;
	readonly stderr: string;
	/** Null when a signal ended the process instead of the program itself. */
	readonly code: number | null;
};

/** A run that may still be going on. */
export type RunningProgram = {
	readonly child: ChildProcess;
	/** What stdout has held so far. */
	output(): string;
	/** Resolves once stdout holds this text. */
	waitForOutput(text: string): Promise<void>;
	readonly finished: Promise<Finished>;
};

/** Longer than any run takes; a run that hangs fails with what it had written. */
const deadlineMs = 15_000;

/** The environment of a run: only what a test says, and where to find programs. */
export function cleanEnvironment({environment = {}, home}: ProgramOptions): Record<string, string> {
	return {
		PATH: process.env.PATH ?? '',
		...(home === null ? {} : {AMLCHAT_HOME: home ?? temporaryFolder()}),
		...environment,
	};
}

/** Starts the built program as a process of its own, with pipes for all three streams. */
export function startProgram(args: readonly string[], options: ProgramOptions = {}): RunningProgram {
	const child = spawn(process.execPath, [...(options.nodeFlags ?? []), builtProgram(), ...args], {
		env: cleanEnvironment(options),
		stdio: ['pipe', options.stdout ?? 'pipe', options.stderr ?? 'pipe'],
		...(options.workingDirectory === undefined ? {} : {cwd: options.workingDirectory}),
	});
	onTestFinished(() => {
		child.kill('SIGKILL');
	});
	const stdout: Buffer[] = [];
	const stderr: Buffer[] = [];
	const output = () => Buffer.concat(stdout).toString();
	child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
	child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
	// A program that does not read its input closes the pipe under us.
	child.stdin?.on('error', () => {});
	if (options.input !== 'open') {
		child.stdin?.end(options.input ?? '');
	}

	const finished = new Promise<Finished>((resolve, reject) => {
		const timer = setTimeout(() => {
			child.kill('SIGKILL');
			reject(
				new Error(
					`amlchat ${args.join(' ')} did not end.\nstdout: ${output()}\nstderr: ${Buffer.concat(stderr).toString()}`,
				),
			);
		}, deadlineMs);
		child.on('error', reject);
		child.on('close', code => {
			clearTimeout(timer);
			resolve({stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString(), code});
		});
	});
	return {
		child,
		output,
		async waitForOutput(text) {
			const arrived = new Promise<void>(resolve => {
				const look = () => {
					if (output().includes(text)) {
						resolve();
					}
				};
				child.stdout?.on('data', look);
				look();
			});
			const ended = finished.then(({stdout: all, stderr: errors, code}) => {
				if (!all.toString().includes(text)) {
					throw new Error(`amlchat ended (${code}) without “${text}”.\nstdout: ${all}\nstderr: ${errors}`);
				}
			});
			await Promise.race([arrived, ended]);
		},
		finished,
	};
}

/** Runs the built program to its end. */
export function runProgram(args: readonly string[], options: ProgramOptions = {}): Promise<Finished> {
	return startProgram(args, options).finished;
}
