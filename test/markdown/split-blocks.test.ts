import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Block} from '../../source/markdown/block.ts';
import {lexMarkdown} from '../../source/markdown/lex.ts';
import {renderBlock, renderMarkdown} from '../../source/markdown/render-block.ts';
import {renderTokens} from '../../source/markdown/render-tokens.ts';
import {createBlockSplitter, splitBlocks} from '../../source/markdown/split-blocks.ts';
import {ansiTheme, plainTheme} from '../../source/markdown/theme.ts';
import {cutsOf, nastyMarkdown} from './markdown-texts.ts';

function sourcesOf(text: string): readonly string[] {
	return splitBlocks(text).map(block => block.source);
}

/** What is settled by a text that goes on. */
function settledBy(text: string): readonly string[] {
	return createBlockSplitter()
		.push(text)
		.map(block => block.source);
}

const joined = (blocks: readonly Block[]): string => blocks.map(block => block.source).join('');

describe('splitBlocks', () => {
	it.each<[name: string, ...blocks: string[]]>([
		['paragraphs', 'one\ntwo\n\n', 'three\n'],
		['nothing from the blank lines above it', '\n\ntext\n\n', '\n\nmore'],
		['headings from what touches them', 'text\n', '# one\n', '## two\n', 'text'],
		['a setext heading with its underline', 'one\n===\n', 'two\n---\n', 'text'],
		['rules', 'text\n', '***\n', '___\n', '- - -\n', '\n---'],
		['a quote with its lazy lines', '> one\nlazy\n\n', '> two\n', '# heading'],
		['a quote from text after its fence', '> ```\n> x\n> ```\n', 'text'],
		['list items one by one', '- a\n', '- b\n  more\n\n', '- c\nlazy\n\n', 'text'],
		['nested lists with their item', '- a\n  - b\n    - c\n\n  d\n', '- e'],
		['lists of different marks', '- a\n', '* b\n', '1. c\n', '2) d'],
		['an item from text that its blank line ends', '-\n\n', '  text'],
		['a list from the rule after it', '- a\n', '---\n', '- b'],
		['a fence from what touches it', 'text\n', '```js\ncode\n```\n', 'text'],
		['a fence that does not end', '~~~\ncode\n```\n\n# no heading'],
		['nothing inside a fence', '````\n```\n- a\n\n# b\n```\n````\n', 'text'],
		['indented code from text', '    code\n\n    code\n\n', 'text\n    no code'],
		['a table with its rows', 'a|b\n-|-\n1|2\n3|4\n\n', 'text'],
		['a table from the list after it', 'a|b\n-|-\n1|2\n', '- item'],
		['HTML line by line', '<div>\n', 'a\n', '</div>\n', '\n**text**'],
		['a comment up to its end', '<!--\n', '\n', '# no\n', '-->\n', 'text'],
		['displayed mathematics line by line', 'text\n', '$$\n', '+ a\n', '$$\n', 'text'],
	])('parts %s', (_name, ...blocks) => {
		expect(sourcesOf(blocks.join(''))).toEqual(blocks);
	});

	it('makes nothing of nothing', () => {
		expect(splitBlocks('')).toEqual([]);
	});

	it('counts an ordered list on from its first item, whatever the source says', () => {
		const numbers = splitBlocks('3. a\n3. b\n\n7. c\n\ntext\n\n1. d\n1. e').map(block =>
			block.kind === 'list-item' ? block.number : undefined,
		);
		expect(numbers).toEqual([3, 4, 5, undefined, 1, 2]);
	});

	it('parts blocks by a gap, but not the items of a tight list or a list from its introduction', () => {
		const gaps = splitBlocks('intro:\n- a\n- b\n\n- c\n* d\n\n\ntext\n\n- e\n').map(block => block.hasGap);
		expect(gaps).toEqual([false, false, false, true, true, true, true]);
	});

	it('tells each piece of a fence what the opening line said', () => {
		const lines = Array.from({length: 10}, (_, index) => `${index}\n`);
		const blocks = splitBlocks(`  \`\`\`ts x\n${lines.join('')}  \`\`\`\n`);
		const code = {style: 'fenced', language: 'ts', indent: 2};
		expect(blocks).toEqual([
			{
				kind: 'code',
				source: `  \`\`\`ts x\n${lines.slice(0, 8).join('')}`,
				hasGap: false,
				code: {...code, isFirst: true, isLast: false},
			},
			{
				kind: 'code',
				source: `${lines.slice(8).join('')}  \`\`\`\n`,
				hasGap: false,
				code: {...code, isFirst: false, isLast: true},
			},
		]);
	});
});

describe('createBlockSplitter', () => {
	it.each<[what: string, text: string, settled: readonly string[]]>([
		['a paragraph before its blank line', 'text\n', []],
		['a paragraph that may become a heading', 'text\n==', []],
		['an incomplete line that may become a list', 'text\n\n-', ['text\n\n']],
		['a heading without its line end', '# heading', []],
		['a heading with its line end', '# heading\n', ['# heading\n']],
		['CR before LF comes', '# heading\r', []],
		['CR LF', '# heading\r\n', ['# heading\r\n']],
		['a list item that may go on', '- a\n\n', []],
		['a list item at the next one', '- a\n\n- b\n', ['- a\n\n']],
		['a table that may grow', 'a|b\n-|-\n1|2\n', []],
		['a short fence that is open', '```\na\nb\n', []],
		['a fence that is closed', '```\na\n```\n', ['```\na\n```\n']],
		['a line of HTML', '<div>\n', ['<div>\n']],
	])('settles what is certain of %s', (_what, text, settled) => {
		expect(settledBy(text)).toEqual(settled);
	});

	it('settles a long open fence some lines at a time', () => {
		const text = `\`\`\`\n${'line\n'.repeat(100)}`;
		const settled = settledBy(text);
		expect(settled.length).toBeGreaterThan(10);
		expect(text.length - settled.join('').length).toBeLessThan('line\n'.length * 8);
	});

	it('says what the open rest would be, without taking it', () => {
		const splitter = createBlockSplitter();
		splitter.push('one\n\n```py\nx =');
		const tail = splitter.tail();
		expect(tail).toMatchObject([{kind: 'code', source: '```py\nx =', hasGap: true, code: {language: 'py'}}]);
		expect(splitter.tail()).toEqual(tail);
		splitter.push(' 1\n');
		expect(joined(splitter.end())).toBe('```py\nx = 1\n');
		expect(splitter.end()).toEqual([]);
	});

	it('starts a new text after the end of one', () => {
		const splitter = createBlockSplitter();
		splitter.push('- a\n- b');
		splitter.end();
		expect([...splitter.push('- c\n'), ...splitter.end()]).toMatchObject([{source: '- c\n', hasGap: false}]);
	});

	it('loses, doubles and moves no character, however the text is cut', () => {
		fc.assert(
			fc.property(
				nastyMarkdown.chain(text => fc.tuple(fc.constant(text), cutsOf(text))),
				([text, pieces]) => {
					const splitter = createBlockSplitter();
					let settled = '';
					let taken = '';
					for (const piece of pieces) {
						taken += piece;
						settled += joined(splitter.push(piece));
						expect(settled + joined(splitter.tail())).toBe(taken);
					}

					expect(settled + joined(splitter.end())).toBe(text);
				},
			),
			{numRuns: 1000},
		);
	});

	it('gives the blocks and the lines of the whole text, however the text is cut', () => {
		fc.assert(
			fc.property(
				nastyMarkdown.chain(text => fc.tuple(fc.constant(text), cutsOf(text))),
				fc.constantFrom(80, 24, 7, 1),
				([text, pieces], width) => {
					const splitter = createBlockSplitter();
					const blocks = [...pieces.flatMap(piece => splitter.push(piece)), ...splitter.end()];
					expect(blocks).toEqual(splitBlocks(text));
					const options = {width, theme: ansiTheme};
					expect(blocks.flatMap(block => renderBlock(block, options))).toEqual(renderMarkdown(text, options));
				},
			),
			{numRuns: 1500},
		);
	});

	it('shows the same as the parser does when it has the whole text', () => {
		// Where the parser departs from CommonMark (text after an open fence in an item, an item without text), and
		// where definitions end, the two may differ; those lines are left out.
		const lines = fc.constantFrom(
			...['text', 'more **text**', '# Heading', '#tag', '---', '***', '- item', '* star', '1. one', '2. two'],
			...[
				'  - nested',
				'   1. nested',
				'  continued',
				'> quote',
				'> - quoted',
				'```js\ncode\n```',
				'```\n\n\n```',
			],
			...[
				'| a | b |\n|---|---|\n| 1 | 2 |',
				'<div>\n*a*\n</div>',
				'<!-- x -->',
				'',
				'',
				'',
				'',
				'',
				'  ',
				'      deep',
			],
		);
		fc.assert(
			fc.property(fc.array(lines, {maxLength: 10}), parts => {
				const text = parts.join('\n');
				const options = {width: 60, theme: plainTheme};
				const lexed = lexMarkdown(text);
				const context = {...options, styles: [], listDepth: 0, restore: (source: string) => source};
				const whole = renderTokens(lexed?.tokens ?? [], context);
				const shown = (all: readonly string[]): readonly string[] => all.filter(line => line !== '');
				expect(shown(renderMarkdown(text, options))).toEqual(shown(whole));
			}),
			{numRuns: 1500},
		);
	});
});
