import fs from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {createConversationLog} from '../../source/conversations/conversation-log.ts';
import {readConversation} from '../../source/conversations/read-conversation.ts';
import {promptOf, resultOf, temporaryFolder} from './samples.ts';

const id = 'chat';

function writeLines(folder: string): string[] {
	const log = createConversationLog({folder, version: '1.0.0', id});
	for (const answer of ['Eins.', 'Zwei.', 'Drei.']) {
		log.prompt(promptOf('Weiter'));
		log.end(resultOf(answer));
	}

	log.close();
	return fs.readFileSync(log.path, 'utf8').split('\n').slice(0, -1);
}

async function readLines(folder: string, content: string | Buffer) {
	fs.writeFileSync(join(folder, 'chat.jsonl'), content);
	const conversation = await readConversation(folder, id);
	// Reading changes nothing, whatever the file looks like.
	expect(fs.readFileSync(join(folder, 'chat.jsonl')).equals(Buffer.from(content))).toBe(true);
	return {...conversation, texts: conversation.turns.map(turn => turn.text)};
}

test.each([
	['CRLF line ends', (lines: string[]) => lines.map(line => `${line}\r\n`).join(''), 0],
	['a byte order mark', (lines: string[]) => `\u{FEFF}${lines.join('\n')}\n`, 0],
	['blank lines', (lines: string[]) => `\n${lines.join('\n\n')}\n\n`, 0],
	['no line feed at the end', (lines: string[]) => lines.join('\n'), 0],
	['kinds of a newer version', (lines: string[]) => lines.join('\n{"type":"mood","turn":1}\n'), 0],
	['NUL bytes in the middle', (lines: string[]) => lines.toSpliced(4, 0, '\0'.repeat(9000)).join('\n'), 1],
	['NUL bytes in front of a record', (lines: string[]) => lines.with(4, `\0\0\0${lines[4]}`).join('\n'), 1],
	['a line of rubbish', (lines: string[]) => lines.toSpliced(4, 0, '<html>').join('\n'), 1],
	['two lines of rubbish', (lines: string[]) => ['x', ...lines, 'y'].join('\n'), 2],
	['a fragment at the end', (lines: string[]) => `${lines.join('\n')}\n{"type":"pro`, 1],
])('reads every turn of a file with %s', async (_, change, damagedLines) => {
	const folder = temporaryFolder();
	const conversation = await readLines(folder, change(writeLines(folder)));
	expect(conversation.texts).toEqual(['Eins.', 'Zwei.', 'Drei.']);
	expect(conversation).toMatchObject({header: {id}, damagedLines, missingTurns: 0});
});

test('passes over bytes that are no text', async () => {
	const folder = temporaryFolder();
	const lines = writeLines(folder);
	const rubbish = Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x0a]);
	const conversation = await readLines(
		folder,
		Buffer.concat([
			Buffer.from(`${lines.slice(0, 4).join('\n')}\n`),
			rubbish,
			Buffer.from(lines.slice(4).join('\n')),
		]),
	);
	expect(conversation.texts).toEqual(['Eins.', 'Zwei.', 'Drei.']);
	expect(conversation.damagedLines).toBe(1);
});

test('passes over a line that is too long to be one, without holding it', async () => {
	const folder = temporaryFolder();
	const lines = writeLines(folder);
	const path = join(folder, 'chat.jsonl');
	fs.writeFileSync(path, `${lines.slice(0, 4).join('\n')}\n`);
	const piece = Buffer.alloc(1024 * 1024, 'x');
	for (let megabyte = 0; megabyte < 65; megabyte++) {
		fs.appendFileSync(path, piece);
	}

	fs.appendFileSync(path, `\n${lines.slice(4).join('\n')}\n`);
	const {turns, damagedLines} = await readConversation(folder, id);
	expect(turns.map(turn => turn.text)).toEqual(['Eins.', 'Zwei.', 'Drei.']);
	expect(damagedLines).toBe(1);
});

test('reads what is left when a line is lost, whichever it is', async () => {
	const folder = temporaryFolder();
	const lines = writeLines(folder);
	for (let lost = 0; lost < lines.length; lost++) {
		const {turns, damagedLines} = await readLines(folder, lines.with(lost, '{"type":"pa').join('\n'));
		expect(damagedLines).toBe(1);
		expect(turns.map(({turn}) => turn)).toEqual([1, 2, 3]);
		const changed = turns.filter(
			({prompt, status, text}) => !prompt || status !== 'complete' || text.length !== 5,
		);
		// The header apart, each line belongs to one turn, and that one does not pass for whole.
		expect(changed).toHaveLength(lost === 0 ? 0 : 1);
	}
});

test('reads a file without any line', async () => {
	expect(await readLines(temporaryFolder(), '')).toMatchObject({
		turns: [],
		damagedLines: 0,
		header: undefined,
	});
});
