// Start-up and streaming, as ratios to the bare runtime on the same machine in the same minute. Run: npm run bench
import {spawn} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {timeFirstFrame} from './first-frame.js';
import {createInstantEndpoint} from './instant-endpoint.js';

const runs = Number(process.env.BENCH_RUNS ?? 9);
const program = new URL('../dist/cli.js', import.meta.url).pathname;
const floor = new URL('http-floor.js', import.meta.url).pathname;
const home = await mkdtemp(join(tmpdir(), 'amlchat-bench-'));
const environment = {PATH: process.env.PATH, TERM: 'xterm-256color', AMLCHAT_HOME: home};

const endpoint = await createInstantEndpoint();
try {
	const url = tokens => `${endpoint.url}/${tokens}/v1/chat/completions`;
	const ask = tokens => [program, 'ask', 'Hello', '--url', url(tokens)];
	const node = await median(() => run(['-e', '0']));
	const rows = [
		['node -e 0 (N)', node, undefined],
		['amlchat --version', await median(() => run([program, '--version'])), 1.25],
		['amlchat --help', await median(() => run([program, '--help'])), 1.25],
		['fetch by node:http, 200 tokens', await median(() => run([floor, url(200)])), undefined],
		['amlchat ask, 200 tokens', await median(() => run(ask(200))), 5],
		['fetch by node:http, 20,000 tokens', await median(() => run([floor, url(20_000)])), undefined],
		['amlchat ask, 20,000 tokens', await median(() => run(ask(20_000))), undefined],
		['chat: prompt on the screen', await median(() => timeFirstFrame(program, url(1), environment)), 6],
	];
	const line = cells =>
		console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(36) : cell.padStart(10))).join(''));
	line(['', 'wall ms', 'x N', 'at most', '']);
	for (const [name, wallMs, most] of rows) {
		const ratio = wallMs / node;
		line([
			name,
			wallMs.toFixed(0),
			ratio.toFixed(1),
			most === undefined ? '' : `${most} N`,
			most === undefined ? '' : ratio <= most ? 'ok' : 'over',
		]);
	}
} finally {
	await endpoint.close();
	await rm(home, {recursive: true, force: true});
}

/** Runs Node once with these arguments; wall time in milliseconds. */
async function run(args) {
	const startedMs = performance.now();
	const child = spawn(process.execPath, args, {env: environment, stdio: ['ignore', 'pipe', 'pipe']});
	const errors = [];
	child.stdout.resume();
	child.stderr.on('data', chunk => errors.push(chunk));
	const code = await new Promise(resolve => child.on('close', resolve));
	if (code !== 0) {
		throw new Error(`${args.join(' ')} ended with ${code}: ${Buffer.concat(errors)}`);
	}

	return performance.now() - startedMs;
}

/** The median of several runs, after one that fills the caches. */
async function median(measure) {
	await measure();
	const results = [];
	for (let index = 0; index < runs; index++) {
		results.push(await measure());
	}

	return results.sort((a, b) => a - b)[Math.floor(runs / 2)];
}
