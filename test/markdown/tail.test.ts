import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {renderMarkdown} from '../../source/markdown/render-block.ts';
import {createBlockSplitter} from '../../source/markdown/split-blocks.ts';
import {renderTail} from '../../source/markdown/tail.ts';
import {plainTheme} from '../../source/markdown/theme.ts';
import {nastyMarkdown} from './markdown-texts.ts';

function tailOf(text: string, width: number, maxRows: number): readonly string[] {
	const splitter = createBlockSplitter();
	splitter.push(text);
	return renderTail(splitter.tail(), {width, theme: plainTheme, maxRows});
}

describe('renderTail', () => {
	it('shows what is not settled, with the gap above it', () => {
		expect(tailOf('one\n\ntwo **thr', 80, 5)).toEqual(['', 'two **thr']);
		expect(tailOf('```js\nlet a', 80, 5)).toEqual(['js', 'let a']);
		expect(tailOf('done\n\n', 80, 5)).toEqual([]);
	});

	it('shows the last rows when there are more', () => {
		expect(tailOf('one two three four', 5, 2)).toEqual(['three', 'four']);
		expect(tailOf('one two', 5, 0)).toEqual([]);
	});

	it('shows the end of what settled blocks and the tail show together', () => {
		fc.assert(
			fc.property(nastyMarkdown, text => {
				const whole = renderMarkdown(text, {width: 40, theme: plainTheme});
				const tail = tailOf(text, 40, 1000);
				expect(whole.slice(whole.length - tail.length)).toEqual(tail);
			}),
			{numRuns: 500},
		);
	});

	it('does not lay out the rows above anew with each letter', () => {
		const text = 'some words of different length, again and again, '.repeat(1000);
		let changes = 0;
		let before = tailOf(text, 40, 6);
		for (let length = 1; length <= 500; length++) {
			const lines = tailOf(`${text}${'x y'.repeat(200).slice(0, length)}`, 40, 6);
			const isSame = lines[0] === before[0] || lines[0] === before[1];
			changes += isSame ? 0 : 1;
			before = lines;
		}

		expect(changes).toBeLessThanOrEqual(1);
	});

	it.each<[what: string, text: string, end: readonly string[]]>([
		['paragraph', `${'some words and more '.repeat(10_000)}the end`, ['the end']],
		['word', `${'x'.repeat(200_000)}end`, ['xend']],
		['item', `- ${'some words and more\n  '.repeat(10_000)}the end`, ['  the end']],
		['table', `a|b\n-|-\n${'1|2\n'.repeat(50_000)}end|of it`, ['end │ of it']],
		['quote', `${'> words\n'.repeat(20_000)}> the end`, ['│ the end']],
		['fence line', `\`\`\`\n${'code '.repeat(40_000)}\nend`, ['end']],
		['line of HTML', `<div>\n${'code '.repeat(40_000)}\nend`, ['end']],
	])('shows the end of a %s of 200 kB', (_what, text, end) => {
		const lines = tailOf(text, 40, 6);
		expect(lines.length).toBeLessThanOrEqual(6);
		expect(lines.slice(-1)).toEqual(end.map(line => expect.stringContaining(line)));
	});
});
