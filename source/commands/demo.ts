import {once} from 'node:events';
import {exitCodeFor, toChatError} from '../core/errors.ts';
import {startDemo} from '../demo/demo.ts';
import type {Io} from './io.ts';

/** Runs the demo endpoint until the program is stopped; resolves with the signal’s exit code. */
export async function runDemo(port: number | undefined, io: Io): Promise<number> {
	const demo = await startDemo({port});
	try {
		const lines = [
			'The demo endpoint is running. No language model is behind it.',
			'',
			`  URL          ${demo.url}`,
			`  Chat         ${demo.url}/v1/chat/completions`,
			`  Completions  ${demo.url}/v1/completions`,
			`  Azure ML     ${demo.url}/score`,
			`  Key          ${demo.key}`,
			'',
			'Models:',
			...demo.models.map(({name, description}) => `  ${name.padEnd(22)} ${description}`),
			'',
			'Try it from another terminal:',
			`  ENDPOINT_TOKEN=${demo.key} amlchat --url ${demo.url} --model markdown`,
			'',
			'Ctrl+C ends it.',
		];
		await io.stdout.write(`${lines.join('\n')}\n`);
		if (!io.signal.aborted) {
			await once(io.signal, 'abort');
		}

		return exitCodeFor(toChatError(io.signal.reason));
	} finally {
		await demo.close();
	}
}
