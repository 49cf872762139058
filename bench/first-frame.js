// How long until the chat's prompt is on the screen of a pseudo-terminal.
import {spawn} from '@lydell/node-pty';

/** Milliseconds from the start of the process to the first byte of the prompt. */
export function timeFirstFrame(program, url, environment) {
	const startedMs = performance.now();
	const terminal = spawn(process.execPath, [program, '--url', url, '--no-save'], {
		cols: 120,
		rows: 40,
		env: environment,
	});
	return new Promise((resolve, reject) => {
		let output = '';
		const deadline = setTimeout(() => {
			terminal.kill('SIGKILL');
			reject(new Error(`No prompt within 20 s: ${output}`));
		}, 20_000);
		terminal.onData(data => {
			output += data;
			if (output.includes('Type a message, / for commands\u001B') || output.includes('ctrl+p profiles')) {
				const ms = performance.now() - startedMs;
				clearTimeout(deadline);
				terminal.onExit(() => resolve(ms));
				terminal.kill('SIGKILL');
			}
		});
	});
}
