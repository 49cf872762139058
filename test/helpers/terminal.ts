import {spawn} from '@lydell/node-pty';
import {Terminal} from '@xterm/headless';
import {onTestFinished} from 'vitest';
import {builtProgram, cleanEnvironment, type ProgramOptions} from './run-program.ts';

export type TerminalOptions = Pick<ProgramOptions, 'environment' | 'home'> & {
	readonly columns?: number;
	readonly rows?: number;
	/** A shell command that runs on the same terminal when the program has ended. */
	readonly afterwards?: string;
	/** Runs the program as a shell's job, which Ctrl+Z can stop. */
	readonly isJob?: boolean;
};

/** What to wait for: a text anywhere on the screen, or a condition on its rows. */
export type Condition = string | RegExp | ((rows: readonly string[]) => boolean);

/** The built program on a real pseudo-terminal, judged by a terminal emulator. */
export type TestTerminal = {
	/** Resolves as soon as the screen is so; fails with the screen when that does not happen. */
	waitFor(condition: Condition): Promise<void>;
	/** Resolves after the program has written nothing for a while; fails when it never stops writing. */
	waitForQuiet(): Promise<void>;
	/** Sends text as if typed. */
	type(text: string): void;
	press(...keys: readonly KeyName[]): void;
	/** Sends text as a paste, as soon as the program has asked for brackets around pastes. */
	paste(text: string): Promise<void>;
	resize(columns: number, rows: number): void;
	signal(name: NodeJS.Signals): void;
	/** The visible rows, without blanks at their ends. */
	screen(): readonly string[];
	/** Every row since the start, those that scrolled away included. */
	everything(): readonly string[];
	/** Every byte that the program has written. */
	raw(): string;
	/** Resolves to the exit code when the program has ended; 128 + N for a signal that it did not handle. */
	exitCode(): Promise<number>;
};

const keys = {
	enter: '\r',
	escape: '\u001B',
	tab: '\t',
	backspace: '\u007F',
	up: '\u001B[A',
	down: '\u001B[B',
	'ctrl+c': '\u0003',
	'ctrl+d': '\u0004',
	'ctrl+e': '\u0005',
	'ctrl+p': '\u0010',
	'ctrl+s': '\u0013',
	'ctrl+x': '\u0018',
	'ctrl+y': '\u0019',
	'ctrl+z': '\u001A',
} as const;

export type KeyName = keyof typeof keys;

const deadlineMs = 15_000;
const quietMs = 400;

/** Starts the built program on a pseudo-terminal of 80 by 24, unless said otherwise. Leftovers are killed after the test. */
export function openTerminal(args: readonly string[], options: TerminalOptions = {}): TestTerminal {
	const {columns = 80, rows = 24} = options;
	const emulator = new Terminal({cols: columns, rows, scrollback: 10_000, allowProposedApi: true});
	const command = [process.execPath, builtProgram(), ...args];
	const [file = '', ...words] =
		options.afterwards === undefined
			? command
			: [
					options.isJob === true ? '/bin/bash' : '/bin/sh',
					'-c',
					`${options.isJob === true ? 'set -m; ' : ''}"$@"; code=$?; ${options.afterwards}; exit $code`,
					'sh',
					...command,
				];
	const program = spawn(file, words, {
		name: 'xterm-256color',
		cols: columns,
		rows,
		env: {TERM: 'xterm-256color', LANG: 'C.UTF-8', ...cleanEnvironment(options)},
		encoding: null,
	});
	const chunks: Buffer[] = [];
	const watchers = new Set<() => void>();
	let lastWriteMs = performance.now();
	let isEnded = false;
	const ended = new Promise<number>(resolve => {
		program.onExit(({exitCode, signal}) => {
			isEnded = true;
			resolve(signal ? 128 + signal : exitCode);
		});
	});

	// With `encoding: null` these are bytes, whatever the type says.
	(program.onData as unknown as (listener: (data: Buffer) => void) => void)(data => {
		chunks.push(Buffer.from(data));
		lastWriteMs = performance.now();
		emulator.write(data, () => {
			for (const watcher of watchers) {
				watcher();
			}
		});
	});
	// A terminal answers questions about itself.
	emulator.onData(answer => {
		if (!isEnded) {
			program.write(answer);
		}
	});

	onTestFinished(() => {
		if (!isEnded) {
			process.kill(program.pid, 'SIGKILL');
		}

		emulator.dispose();
	});

	const readRows = (first: number): string[] => {
		const {active} = emulator.buffer;
		return Array.from(
			{length: active.length - first},
			(_, row) => active.getLine(first + row)?.translateToString(true) ?? '',
		);
	};
	const screen = () => readRows(emulator.buffer.active.baseY);
	const raw = () => Buffer.concat(chunks).toString();
	const fits = (condition: Condition) => {
		if (typeof condition === 'function') {
			return condition(screen());
		}

		const text = screen().join('\n');
		return typeof condition === 'string' ? text.includes(condition) : condition.test(text);
	};

	const fail = (what: string) =>
		new Error(`${what}${isEnded ? ' The program has ended.' : ''}\nThe screen:\n${screen().join('\n')}`);

	const waitFor = (condition: Condition) =>
		new Promise<void>((resolve, reject) => {
			const stop = () => {
				clearTimeout(timer);
				watchers.delete(look);
			};
			const look = () => {
				if (fits(condition)) {
					stop();
					resolve();
				}
			};
			const timer = setTimeout(() => {
				stop();
				reject(fail(`The screen never showed ${String(condition)}.`));
			}, deadlineMs);
			watchers.add(look);
			look();
		});

	return {
		screen,
		raw,
		everything: () => readRows(0),
		waitFor,
		waitForQuiet: () =>
			new Promise((resolve, reject) => {
				const startedMs = performance.now();
				const look = () => {
					const nowMs = performance.now();
					if (nowMs - lastWriteMs >= quietMs) {
						resolve();
					} else if (nowMs - startedMs > deadlineMs) {
						reject(fail('The program never stopped writing.'));
					} else {
						setTimeout(look, quietMs / 4);
					}
				};
				look();
			}),
		type: text => program.write(text),
		press(...names) {
			for (const name of names) {
				program.write(keys[name]);
			}
		},
		async paste(text) {
			await waitFor(() => emulator.modes.bracketedPasteMode);
			program.write(`\u001B[200~${text}\u001B[201~`);
		},
		resize(newColumns, newRows) {
			emulator.resize(newColumns, newRows);
			program.resize(newColumns, newRows);
		},
		signal: name => process.kill(program.pid, name),
		async exitCode() {
			const late = new Promise<never>((_, reject) => {
				setTimeout(() => reject(fail('The program did not end.')), deadlineMs).unref();
			});
			const code = await Promise.race([ended, late]);
			// What it wrote last may still be on its way through the emulator.
			await new Promise<void>(resolve => emulator.write('', resolve));
			return code;
		},
	};
}
