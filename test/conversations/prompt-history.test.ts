import {spawn} from 'node:child_process';
import {once} from 'node:events';
import fs from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {setImmediate as nextTick} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {compactPrompts} from '../../source/conversations/history-file.ts';
import {createPromptHistory} from '../../source/conversations/prompt-history.ts';
import type {ChatError} from '../../source/core/errors.ts';
import {text} from './arbitraries.ts';
import {temporaryFolder} from './samples.ts';

const name = 'prompt-history.jsonl';

test('gives back what was added, the newest last, in this run and in the next', () => {
	const folder = join(temporaryFolder(), 'data');
	const history = createPromptHistory(folder);
	expect(history.load()).toEqual([]);
	history.add('first');
	history.add('two\nlines');
	expect(history.load()).toEqual(['first', 'two\nlines']);
	expect(createPromptHistory(folder).load()).toEqual(['first', 'two\nlines']);
});

test('gives back any text, exactly', () => {
	const root = temporaryFolder();
	fc.assert(
		fc.property(fc.array(text), prompts => {
			const folder = fs.mkdtempSync(join(root, 'run-'));
			const history = createPromptHistory(folder);
			for (const prompt of prompts) {
				history.add(prompt);
			}

			const said = prompts.filter(prompt => prompt.trim() !== '');
			expect(history.load()).toEqual(said.filter((prompt, index) => prompt !== said[index - 1]));
		}),
		{numRuns: 50},
	);
});

test('keeps folder and file to their owner', () => {
	const folder = join(temporaryFolder(), 'data');
	createPromptHistory(folder).add('secret');
	expect(fs.statSync(join(folder, name)).mode & 0o777).toBe(0o600);
	expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
});

test('counts the same prompt several times in a row once', () => {
	const folder = temporaryFolder();
	const history = createPromptHistory(folder);
	for (const prompt of ['a', 'a', 'b', 'b', 'b', 'a']) {
		history.add(prompt);
	}

	expect(history.load()).toEqual(['a', 'b', 'a']);
});

test('does not keep what nobody would look for', () => {
	const folder = temporaryFolder();
	const history = createPromptHistory(folder);
	history.add('  \n');
	history.add('x'.repeat(300_000));
	expect(fs.existsSync(join(folder, name))).toBe(false);
});

test.each([
	['a fragment at the end', '"one"\n"two"\n"thr', ['one', 'two']],
	['a fragment in the middle', '"one"\n"tw\n"three"\n', ['one', 'three']],
	['other values than text', '"one"\n{"a":1}\n2\nnull\n"two"\n', ['one', 'two']],
	['NUL bytes', '"one"\n\0\0\0\n\0"two"\n', ['one', 'two']],
	['CRLF and a byte order mark', '\u{FEFF}"one"\r\n"two"\r\n', ['one', 'two']],
	['no line feed at the end', '"one"\n"two"', ['one', 'two']],
	['nothing', '', []],
])('reads a file with %s, and adds to it', (_, content, prompts) => {
	const folder = temporaryFolder();
	fs.writeFileSync(join(folder, name), content);
	const history = createPromptHistory(folder, {onError: failOnError});
	expect(history.load()).toEqual(prompts);
	expect(fs.readFileSync(join(folder, name), 'utf8')).toBe(content);
	history.add('new');
	expect(history.load()).toEqual([...prompts, 'new']);
});

test('gives the newest 1,000, and shortens a file of over 2,000 to them', () => {
	const folder = temporaryFolder();
	const path = join(folder, name);
	const write = (count: number) =>
		fs.writeFileSync(path, Array.from({length: count}, (_, index) => `"p${index + 1}"\n`).join(''));
	const history = createPromptHistory(folder, {onError: failOnError});

	write(2000);
	expect(history.load()).toHaveLength(1000);
	expect(history.load()[0]).toBe('p1001');
	expect(fs.readFileSync(path, 'utf8').split('\n')).toHaveLength(2001);

	write(2001);
	expect(history.load()[0]).toBe('p1002');
	expect(fs.readFileSync(path, 'utf8').split('\n')).toHaveLength(1001);
	expect(history.load().at(-1)).toBe('p2001');
	expect(fs.statSync(path).mode & 0o777).toBe(0o600);
	expect(fs.readdirSync(folder)).toEqual([name]);
});

test.each(['two', 'twos'])(
	'reads only the end of a file that has grown enormous, and shortens it (%s)',
	last => {
		const folder = temporaryFolder();
		const path = join(folder, name);
		// Of a prompt of quotation marks, every second cut leaves a rest that is valid JSON, too.
		fs.writeFileSync(path, `"${'\\"'.repeat(17 * 1024 * 1024)}"\n"one"\n"${last}"\n`);
		expect(createPromptHistory(folder, {onError: failOnError}).load()).toEqual(['one', last]);
		expect(fs.readFileSync(path, 'utf8')).toBe(`"one"\n"${last}"\n`);
	},
);

test('leaves shortening to the program that is at it', () => {
	const folder = temporaryFolder();
	const path = join(folder, name);
	const content = '"p"\n"q"\n'.repeat(1001);
	fs.writeFileSync(path, content);
	fs.writeFileSync(`${path}.lock`, JSON.stringify({pid: 1, host: 'elsewhere', since: ''}));
	expect(createPromptHistory(folder, {onError: failOnError}).load()).toHaveLength(1000);
	expect(fs.readFileSync(path, 'utf8')).toBe(content);
});

test('mixes nothing up when four programs add big prompts at once', async () => {
	const path = join(temporaryFolder(), name);
	await addFromFourPrograms(path, () => {});
	const prompts = readPromptLines(path);
	expect(prompts.toSorted()).toEqual(bigPrompts().toSorted());
});

test('loses nothing that four programs add while a fifth one shortens the file again and again', async () => {
	const path = join(temporaryFolder(), name);
	let times = 0;
	await addFromFourPrograms(path, () => {
		if (fs.existsSync(path)) {
			compactPrompts(path, new Date());
			times++;
		}
	});
	expect(times).toBeGreaterThan(0);
	expect(new Set(readPromptLines(path))).toEqual(new Set(bigPrompts()));
});

test('never throws, and tells of it where somebody listens', () => {
	const blocker = join(temporaryFolder(), 'data');
	fs.writeFileSync(blocker, 'a file where a folder should be');
	const errors: ChatError[] = [];
	const history = createPromptHistory(blocker, {onError: error => errors.push(error)});
	history.add('lost');
	expect(history.load()).toEqual([]);
	expect(errors).toMatchObject([
		{kind: 'storage', message: expect.stringContaining(join(blocker, name))},
		{kind: 'storage', code: 'ENOTDIR'},
	]);
	expect(() => createPromptHistory(blocker).add('lost')).not.toThrow();
});

function failOnError(error: ChatError): never {
	throw error;
}

const writerNames = ['ä', 'b', 'c', 'd'];
const promptsOfWriter = 40;
const bigLength = 60_000;

/** What the four programs add, shortened to what tells them apart. */
function bigPrompts(): readonly string[] {
	return writerNames.flatMap(each =>
		Array.from({length: promptsOfWriter}, (_, number) => `${each}-${number} ${bigLength}`),
	);
}

/** The prompts in the file, in the same short form: name, number and how often the name follows. */
function readPromptLines(path: string): readonly string[] {
	return fs
		.readFileSync(path, 'utf8')
		.split('\n')
		.filter(line => line !== '')
		.map(line => {
			const [, writer = '', number, rest = ''] = /^(.)-(\d+)-(.*)$/u.exec(JSON.parse(line)) ?? [];
			const isIntact = rest === writer.repeat(rest.length);
			return `${writer}-${number} ${isIntact ? rest.length : 'damaged'}`;
		});
}

/** Runs the four programs, all at once, and something else in between until they are done. */
async function addFromFourPrograms(path: string, meanwhile: () => void): Promise<void> {
	const writer = fileURLToPath(new URL('../helpers/prompt-writer.ts', import.meta.url));
	const counts = [String(promptsOfWriter), String(bigLength)];
	const children = writerNames.map(each =>
		spawn(process.execPath, [writer, join(path, '..'), each, ...counts], {
			stdio: ['pipe', 'pipe', 'inherit'],
		}),
	);
	const exits = Promise.all(children.map(child => once(child, 'exit')));
	await Promise.all(children.map(child => once(child.stdout, 'data')));
	let isRunning = true;
	const done = exits.then(codes => {
		isRunning = false;
		return codes;
	});
	for (const child of children) {
		child.stdin.end();
	}

	while (isRunning) {
		meanwhile();
		await nextTick();
	}

	expect(await done).toEqual(writerNames.map(() => [0, null]));
}
