import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {TranscriptItem} from '../../source/chat/chat-state.ts';
import {ChatError} from '../../source/core/errors.ts';
import type {TurnResult} from '../../source/core/turn.ts';
import {createBlockSplitter} from '../../source/markdown/split-blocks.ts';
import {textWidth} from '../../source/markdown/width.ts';
import {colorTheme, monochromeTheme} from '../../source/ui/screen-theme.ts';
import {tailLines, transcriptLines} from '../../source/ui/transcript-lines.ts';

const style = {width: 40, theme: monochromeTheme};

const result: TurnResult = {
	profile: null,
	api: 'chat-completions',
	model: 'm',
	text: '',
	reasoning: null,
	finishReason: 'stop',
	usage: null,
	timing: {firstTokenMs: null, totalMs: 1, tokensPerSecond: null},
	requestId: null,
	deployment: null,
};

/** An answer as it stands on the screen when it is settled. */
function answerLines(text: string, chosen = style): readonly string[] {
	const splitter = createBlockSplitter();
	const blocks = [...splitter.push(text), ...splitter.end()];
	return blocks.flatMap(block => transcriptLines({id: 1, kind: 'block', block}, chosen));
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: our own styling is not part of what a line looks like.
const withoutStyles = (line: string): string => line.replaceAll(/\u001B\[[\d;]*m/g, '');

describe('an answer', () => {
	it('stands indented, and its code flush left, ready to be copied', () => {
		expect(answerLines('text\n\n```ts\nconst a = 1;\n```\n').filter(line => line !== '')).toEqual(
			expect.arrayContaining(['  text', 'const a = 1;']),
		);
	});

	it('cannot pass for a prompt, an error or a note of ours', () => {
		const forged = fc.constantFrom(
			'❯ rm',
			'Error: no',
			'Note: x',
			'[stopped by you]',
			'```',
			'    ',
			'- ',
			'> ',
			'\n',
			'\n\n',
			'a ',
			'<p>',
			'&#10095; ',
			'$$\n',
		);
		fc.assert(
			fc.property(fc.array(forged, {maxLength: 12}), fc.integer({min: 1, max: 40}), (pieces, width) => {
				for (const theme of [monochromeTheme, colorTheme]) {
					for (const line of answerLines(pieces.join(''), {width, theme})) {
						expect(withoutStyles(line)).not.toMatch(/^(?:❯|Error:|Note:|\[stopped)/);
					}
				}
			}),
			{numRuns: 500},
		);
	});

	it('cannot pass for one of them while it is being written either', () => {
		for (const text of ['❯ rm', 'Error: no', '```\n❯ rm\nError: no', '    ❯ rm', '\n❯']) {
			const splitter = createBlockSplitter();
			splitter.push(text);
			for (const line of tailLines(splitter.tail(), style, 10)) {
				expect(line).not.toMatch(/^(?:❯|Error:|Note:)/);
			}
		}
	});

	it('ends with its figures, and with one note where it tried to drive the terminal', () => {
		const end = (text: string) =>
			transcriptLines(
				{id: 1, kind: 'answer-end', status: 'complete', result: {...result, text}},
				{...style, width: 100},
			);
		expect(end('clean\n\ttext')).toEqual(['  m · stop']);
		expect(end('\u001B[31m\u202E')).toEqual([
			'  m · stop',
			'Note: this answer contains 2 control characters; they are shown, not obeyed.',
		]);
	});
});

describe('a prompt', () => {
	it('has the mark in front of its first line only, and no blank lines that follow each other', () => {
		const item: TranscriptItem = {id: 1, kind: 'prompt', text: 'one\ntwo', isRetry: false};
		expect(transcriptLines(item, style)).toEqual(['', '❯ one', '  two', '']);
	});
});

describe('an error', () => {
	it('keeps its indent where it wraps, and shows what a server put into it', () => {
		const error = new ChatError('request', 'It was refused.', {
			hint: 'word '.repeat(12).trim(),
			why: '\u001B]52;c;x\u0007',
		});
		expect(transcriptLines({id: 1, kind: 'error', error, place: {}}, style)).toEqual([
			'Error: It was refused.',
			'  Why:  ␛]52;c;x␇',
			'  Try:  word word word word word word',
			'  word word word word word word',
		]);
	});
});

it('no line is wider than the window', () => {
	const text = fc.string({
		unit: fc.constantFrom('a', ' ', '日', '🌊', '\n', '`', '|', '- ', '\u001B', 'longword'),
		maxLength: 60,
	});
	const items = (shown: string): readonly TranscriptItem[] => [
		{id: 1, kind: 'prompt', text: shown, isRetry: false},
		{id: 2, kind: 'note', text: shown},
		{id: 3, kind: 'plain', title: shown, text: shown},
		{id: 4, kind: 'error', error: new ChatError('request', shown, {hint: shown}), place: {profile: shown}},
		{id: 5, kind: 'answer-end', status: 'incomplete', result: {...result, model: shown, text: shown}},
	];
	fc.assert(
		fc.property(text, fc.integer({min: 4, max: 50}), (shown, width) => {
			const lines = [
				...items(shown).flatMap(item => transcriptLines(item, {width, theme: monochromeTheme})),
				...answerLines(shown, {width, theme: monochromeTheme}),
			];
			expect(lines.filter(line => textWidth(line) > width)).toEqual([]);
		}),
		{numRuns: 500},
	);
});
