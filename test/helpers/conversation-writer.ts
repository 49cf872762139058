/*
 * Writes a conversation until it is killed, or until it has done its turns, and says on stdout what is on the disk by
 * then: `prompt N`, `words N COUNT`, `end N`; `error KIND CODE` when something could not be saved.
 *
 * Usage: node conversation-writer.ts FOLDER ID TURNS PADDING
 */
import process from 'node:process';
import {setImmediate as nextTick} from 'node:timers/promises';
import {createConversationLog} from '../../source/conversations/conversation-log.ts';
import type {ChatError} from '../../source/core/errors.ts';
import {answerWord, promptText, wordsOfAnswer} from './numbered-words.ts';

const [folder = '', id = '', turns = '', padding = ''] = process.argv.slice(2);

/** To a pipe this is synchronous, except on Windows: what was said was so before the kill. */
function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

function report(line: string, error: ChatError | undefined): void {
	say(error === undefined ? line : `error ${error.kind} ${error.code}`);
}

let flush: (() => void) | undefined;
const log = createConversationLog({
	folder,
	id,
	version: '1.0.0',
	// The clock of this program is the words themselves.
	schedule(callback) {
		flush = callback;
		return () => {
			flush = undefined;
		};
	},
});

for (let turn = 1; turn <= Number(turns); turn++) {
	const error = log.prompt({
		text: promptText(turn, Number(padding)),
		profile: null,
		api: 'chat-completions',
		url: 'http://127.0.0.1/v1/chat/completions',
		model: null,
		deployment: null,
		system: null,
		parameters: {},
	});
	report(`prompt ${turn}`, error);
	let text = '';
	for (let word = 0; word < wordsOfAnswer; word++) {
		text += answerWord(turn, word);
		log.part({text: answerWord(turn, word)});
		if (word % 5 === 4) {
			flush?.();
			say(`words ${turn} ${word + 1}`);
			await nextTick();
		}
	}

	const timing = {firstTokenMs: 1, totalMs: 2, tokensPerSecond: null};
	const rest = {
		profile: null,
		model: null,
		reasoning: null,
		finishReason: 'stop',
		usage: null,
		requestId: null,
	};
	const end = log.end({...rest, api: 'chat-completions', text, timing, deployment: null});
	report(`end ${turn}`, end);
}

report('close', log.close());
