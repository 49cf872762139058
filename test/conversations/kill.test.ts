import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {openConversationLog} from '../../source/conversations/open-conversation.ts';
import {readConversation} from '../../source/conversations/read-conversation.ts';
import {answerText, promptText} from '../helpers/numbered-words.ts';
import {promptOf, resultOf, temporaryFolder} from './samples.ts';

const writer = fileURLToPath(new URL('../helpers/conversation-writer.ts', import.meta.url));
const runs = 30;
const turns = 100_000;

/** What the writer said to be on the disk before it was killed. */
type Reported = {prompts: number; ends: number; words: number};

// The plan of the runs is seeded; at which instruction a kill arrives is the system's choice.
test('loses no prompt, no ended turn and no flushed word to kill -9, at whatever moment', async () => {
	const random = createRandom(20_261_122);
	const plans = Array.from({length: runs}, (_, run) => ({
		run,
		killAfterLines: Math.floor(random() * 120) + 1,
		// Every other one with prompts so long that writing them takes a while.
		padding: run % 2 === 0 ? 0 : 20_000,
	}));
	const folder = temporaryFolder();
	// One run to its end first: it leaves the compiled modules to the others, which start three times as fast.
	const environment = {...process.env, NODE_COMPILE_CACHE: join(folder, 'cache')};
	expect(spawnSync(process.execPath, [writer, folder, 'warm-up', '1', '0'], {env: environment}).status).toBe(
		0,
	);
	const workers = Array.from({length: 3}, async () => {
		for (let plan = plans.shift(); plan !== undefined; plan = plans.shift()) {
			const {run, killAfterLines, padding} = plan;
			const id = `run-${run}`;
			const reported = await writeAndKill(folder, environment, {id, killAfterLines, padding});
			await checkConversation(folder, id, padding, reported);
		}
	});
	await Promise.all(workers);
}, 60_000);

async function writeAndKill(
	folder: string,
	env: NodeJS.ProcessEnv,
	{id, killAfterLines, padding}: {id: string; killAfterLines: number; padding: number},
): Promise<Reported> {
	const child = spawn(process.execPath, [writer, folder, id, String(turns), String(padding)], {
		env,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const reported: Reported = {prompts: 0, ends: 0, words: 0};
	let lines = 0;
	for await (const line of createInterface({input: child.stdout})) {
		const [what, turn, words] = line.split(' ');
		if (what === 'prompt') {
			reported.prompts = Number(turn);
			reported.words = 0;
		} else if (what === 'words') {
			reported.words = Number(words);
		} else if (what === 'end') {
			reported.ends = Number(turn);
		} else {
			throw new Error(`The writer said: ${line}`);
		}

		if (++lines === killAfterLines) {
			child.kill('SIGKILL');
		}
	}

	if (child.signalCode === null) {
		await once(child, 'exit');
	}

	expect(child.signalCode).toBe('SIGKILL');
	return reported;
}

async function checkConversation(
	folder: string,
	id: string,
	padding: number,
	reported: Reported,
): Promise<void> {
	const {turns: found, damagedLines, missingTurns} = await readConversation(folder, id);
	expect(missingTurns).toBe(0);
	// A record that was being written may be cut; nothing before it is.
	expect(damagedLines).toBeLessThanOrEqual(1);
	expect(found.length).toBeGreaterThanOrEqual(reported.prompts);
	for (const {turn, prompt, text, status} of found) {
		expect(prompt?.text === promptText(turn, padding)).toBe(true);
		if (turn <= reported.ends || status === 'complete') {
			expect({turn, status, text}).toEqual({turn, status: 'complete', text: answerText(turn)});
		} else {
			expect(turn).toBe(found.length);
			expect(answerText(turn).startsWith(text)).toBe(true);
			expect(status).toMatch(/^in(?:terrupted|complete)$/);
		}
	}

	const last = found.at(-1);
	if (last?.turn === reported.prompts) {
		expect(last.text.length).toBeGreaterThanOrEqual(answerText(last.turn, reported.words).length);
	}

	// The lock of the killed one is taken over, a cut line put aside, and every turn stays byte for byte.
	const path = join(folder, `${id}.jsonl`);
	const before = fs.readFileSync(path);
	const wholeLines = before.subarray(0, before.lastIndexOf('\n') + 1);
	const {log} = await openConversationLog({folder, id, version: '1.0.0'});
	log.prompt(promptOf('Are you still there?'));
	log.end(resultOf('Yes.'));
	log.close();
	const after = fs.readFileSync(path);
	expect(after.subarray(0, wholeLines.length).equals(wholeLines)).toBe(true);
	const continued = await readConversation(folder, id);
	expect(continued.damagedLines).toBe(0);
	expect(continued.turns.at(-1)).toMatchObject({turn: found.length + 1, text: 'Yes.', status: 'complete'});
}

test.skipIf(process.platform === 'win32')(
	'keeps what fits when there is no more room, reports the rest, and goes on when there is room again',
	async () => {
		const folder = temporaryFolder();
		// At most 8 blocks of 512 or 1024 bytes, so that one write in the middle of a turn is taken in part.
		const child = spawnSync(
			'sh',
			['-c', 'ulimit -f 8 && exec "$0" "$@"', process.execPath, writer, folder, 'full', '6', '0'],
			{encoding: 'utf8'},
		);
		const ended = child.stdout.match(/^end /gm)?.length ?? 0;
		expect(child.status).toBe(0);
		expect(child.stdout).toContain('error storage EFBIG');
		expect(ended).toBeGreaterThan(0);
		expect(ended).toBeLessThan(6);

		const cut = await readConversation(folder, 'full');
		expect(cut.turns.slice(0, ended).map(({text, status}) => ({text, status}))).toEqual(
			Array.from({length: ended}, (_, index) => ({text: answerText(index + 1), status: 'complete'})),
		);
		const {log, conversation} = await openConversationLog({folder, id: 'full', version: '1.0.0'});
		expect(conversation.damagedLines).toBe(0);
		log.prompt(promptOf('Room again?'));
		expect(log.end(resultOf('Yes.'))).toBeUndefined();
		log.close();
		const {turns: after} = await readConversation(folder, 'full');
		expect(after.at(-1)).toMatchObject({turn: conversation.turns.length + 1, text: 'Yes.'});
	},
);

/** Mulberry32: small, seeded, good enough to pick moments. */
function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
}
