import {stripVTControlCharacters} from 'node:util';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {renderMarkdown} from '../../source/markdown/render-block.ts';
import type {Highlight} from '../../source/markdown/render-options.ts';
import {ansiTheme, plainTheme} from '../../source/markdown/theme.ts';
import {textWidth} from '../../source/markdown/width.ts';
import {nastyMarkdown} from './markdown-texts.ts';

const plain = (text: string, width = 80): readonly string[] =>
	renderMarkdown(text, {width, theme: plainTheme});
const styled = (text: string, width = 80): readonly string[] =>
	renderMarkdown(text, {width, theme: ansiTheme});

describe('renderMarkdown', () => {
	it.each<[what: string, width: number, text: string, lines: readonly string[]]>([
		[
			'headings',
			80,
			'# One two three four five six seven\ntext\n## Two ##\n\nSetext *title*\n===\n#tag',
			['One two three four five six seven', '', 'text', '', 'Two', '', 'Setext title', '', '#tag'],
		],
		[
			'headings',
			20,
			'# One two three four five six seven\ntext\n## Two ##\n\nSetext *title*\n===\n#tag',
			['One two three four', 'five six seven', '', 'text', '', 'Two', '', 'Setext title', '', '#tag'],
		],
		[
			'paragraphs and words longer than a line',
			80,
			'The quick brown fox jumps over the lazy dog.\nA line of its own.\n\nSupercalifragilisticexpialidocious and on.',
			[
				'The quick brown fox jumps over the lazy dog.',
				'A line of its own.',
				'',
				'Supercalifragilisticexpialidocious and on.',
			],
		],
		[
			'paragraphs and words longer than a line',
			40,
			'The quick brown fox jumps over the lazy dog.\nA line of its own.\n\nSupercalifragilisticexpialidocious and on.',
			[
				'The quick brown fox jumps over the lazy',
				'dog.',
				'A line of its own.',
				'',
				'Supercalifragilisticexpialidocious and',
				'on.',
			],
		],
		[
			'paragraphs and words longer than a line',
			20,
			'The quick brown fox jumps over the lazy dog.\nA line of its own.\n\nSupercalifragilisticexpialidocious and on.',
			[
				'The quick brown fox',
				'jumps over the lazy',
				'dog.',
				'A line of its own.',
				'',
				'Supercalifragilistic',
				'expialidocious and',
				'on.',
			],
		],
		[
			'text without spaces',
			40,
			'日本語の文章は、単語の間に空白がありません。「括弧」も正しく。 English 混在 text.',
			['日本語の文章は、単語の間に空白がありませ', 'ん。「括弧」も正しく。 English 混在', 'text.'],
		],
		[
			'text without spaces',
			20,
			'日本語の文章は、単語の間に空白がありません。「括弧」も正しく。 English 混在 text.',
			['日本語の文章は、単語', 'の間に空白がありませ', 'ん。「括弧」も正し', 'く。 English 混在', 'text.'],
		],
		[
			'emoji',
			40,
			'Family 👩‍👩‍👧‍👦 flag 🇩🇪 thumbs 👍🏽 heart ❤️ done.',
			['Family 👩‍👩‍👧‍👦 flag 🇩🇪 thumbs 👍🏽 heart ❤️', 'done.'],
		],
		[
			'emoji',
			20,
			'Family 👩‍👩‍👧‍👦 flag 🇩🇪 thumbs 👍🏽 heart ❤️ done.',
			['Family 👩‍👩‍👧‍👦 flag 🇩🇪', 'thumbs 👍🏽 heart ❤️', 'done.'],
		],
		[
			'lists',
			80,
			'Intro:\n- one\n- two is a longer item\n  - nested\n    1. deep\n    2. deeper\n\n- loose\n\n  second paragraph\n\n9. nine\n9. ten\n\n1) paren\n- [ ] open\n- [x] closed\n1. [x] both\n-',
			[
				'Intro:',
				'• one',
				'• two is a longer item',
				'  ◦ nested',
				'    1. deep',
				'    2. deeper',
				'',
				'• loose',
				'',
				'  second paragraph',
				'',
				'9. nine',
				'10. ten',
				'',
				'1) paren',
				'',
				'[ ] open',
				'[x] closed',
				'',
				'1. [x] both',
				'',
				'•',
			],
		],
		[
			'lists',
			20,
			'Intro:\n- one\n- two is a longer item\n  - nested\n    1. deep\n    2. deeper\n\n- loose\n\n  second paragraph\n\n9. nine\n9. ten\n\n1) paren\n- [ ] open\n- [x] closed\n1. [x] both\n-',
			[
				'Intro:',
				'• one',
				'• two is a longer',
				'  item',
				'  ◦ nested',
				'    1. deep',
				'    2. deeper',
				'',
				'• loose',
				'',
				'  second paragraph',
				'',
				'9. nine',
				'10. ten',
				'',
				'1) paren',
				'',
				'[ ] open',
				'[x] closed',
				'',
				'1. [x] both',
				'',
				'•',
			],
		],
		[
			'lists',
			1,
			'Intro:\n- one\n- two is a longer item\n  - nested\n    1. deep\n    2. deeper\n\n- loose\n\n  second paragraph\n\n9. nine\n9. ten\n\n1) paren\n- [ ] open\n- [x] closed\n1. [x] both\n-',
			[
				'I',
				'n',
				't',
				'r',
				'o',
				':',
				'•',
				'o',
				'n',
				'e',
				'•',
				't',
				'w',
				'o',
				'i',
				's',
				'a',
				'l',
				'o',
				'n',
				'g',
				'e',
				'r',
				'i',
				't',
				'e',
				'm',
				'◦',
				'n',
				'e',
				's',
				't',
				'e',
				'd',
				'1',
				'.',
				'd',
				'e',
				'e',
				'p',
				'2',
				'.',
				'd',
				'e',
				'e',
				'p',
				'e',
				'r',
				'',
				'•',
				'l',
				'o',
				'o',
				's',
				'e',
				'',
				's',
				'e',
				'c',
				'o',
				'n',
				'd',
				'p',
				'a',
				'r',
				'a',
				'g',
				'r',
				'a',
				'p',
				'h',
				'',
				'9',
				'.',
				'n',
				'i',
				'n',
				'e',
				'1',
				'0',
				'.',
				't',
				'e',
				'n',
				'',
				'1',
				')',
				'p',
				'a',
				'r',
				'e',
				'n',
				'',
				'[',
				' ',
				']',
				'o',
				'p',
				'e',
				'n',
				'[',
				'x',
				']',
				'c',
				'l',
				'o',
				's',
				'e',
				'd',
				'',
				'1',
				'.',
				' ',
				'[',
				'x',
				']',
				'b',
				'o',
				't',
				'h',
				'',
				'•',
			],
		],
		[
			'code',
			80,
			'Run:\n```sh\nnpm install --save-dev something-long\n\tindented\n\n\nlast\n```\nThen\n\n    four spaces\n\n      more\n\nend',
			[
				'Run:',
				'',
				'sh',
				'npm install --save-dev something-long',
				'    indented',
				'',
				'',
				'last',
				'',
				'Then',
				'',
				'four spaces',
				'',
				'  more',
				'',
				'end',
			],
		],
		[
			'code',
			20,
			'Run:\n```sh\nnpm install --save-dev something-long\n\tindented\n\n\nlast\n```\nThen\n\n    four spaces\n\n      more\n\nend',
			[
				'Run:',
				'',
				'sh',
				'npm install --save-d',
				'ev something-long',
				'    indented',
				'',
				'',
				'last',
				'',
				'Then',
				'',
				'four spaces',
				'',
				'  more',
				'',
				'end',
			],
		],
		[
			'code',
			1,
			'Run:\n```sh\nnpm install --save-dev something-long\n\tindented\n\n\nlast\n```\nThen\n\n    four spaces\n\n      more\n\nend',
			[
				'R',
				'u',
				'n',
				':',
				'',
				'…',
				'n',
				'p',
				'm',
				' ',
				'i',
				'n',
				's',
				't',
				'a',
				'l',
				'l',
				' ',
				'-',
				'-',
				's',
				'a',
				'v',
				'e',
				'-',
				'd',
				'e',
				'v',
				' ',
				's',
				'o',
				'm',
				'e',
				't',
				'h',
				'i',
				'n',
				'g',
				'-',
				'l',
				'o',
				'n',
				'g',
				' ',
				' ',
				' ',
				' ',
				'i',
				'n',
				'd',
				'e',
				'n',
				't',
				'e',
				'd',
				'',
				'',
				'l',
				'a',
				's',
				't',
				'',
				'T',
				'h',
				'e',
				'n',
				'',
				'f',
				'o',
				'u',
				'r',
				' ',
				's',
				'p',
				'a',
				'c',
				'e',
				's',
				'',
				' ',
				' ',
				'm',
				'o',
				'r',
				'e',
				'',
				'e',
				'n',
				'd',
			],
		],
		[
			'code without a language and without lines',
			80,
			'```\n```\n~~~\n\n~~~\n``` py\n```',
			['', '', '', 'py'],
		],
		[
			'code in a list',
			80,
			'1. Step\n   ```js\n   const a = 1;\n\n     const b = 2;\n   ```\n2. Next',
			['1. Step', '', '   js', '   const a = 1;', '', '     const b = 2;', '2. Next'],
		],
		[
			'quotes',
			40,
			'> A quote that is long enough to wrap.\n>\n> - item\n> > nested\n> ```\n> code\n> ```\n\n>',
			['│ A quote that is long enough to wrap.', '│', '│ • item', '│', '│ │ nested', '│', '│ code', '', '│'],
		],
		[
			'quotes',
			20,
			'> A quote that is long enough to wrap.\n>\n> - item\n> > nested\n> ```\n> code\n> ```\n\n>',
			[
				'│ A quote that is',
				'│ long enough to',
				'│ wrap.',
				'│',
				'│ • item',
				'│',
				'│ │ nested',
				'│',
				'│ code',
				'',
				'│',
			],
		],
		[
			'quotes',
			1,
			'> A quote that is long enough to wrap.\n>\n> - item\n> > nested\n> ```\n> code\n> ```\n\n>',
			[
				'A',
				'q',
				'u',
				'o',
				't',
				'e',
				't',
				'h',
				'a',
				't',
				'i',
				's',
				'l',
				'o',
				'n',
				'g',
				'e',
				'n',
				'o',
				'u',
				'g',
				'h',
				't',
				'o',
				'w',
				'r',
				'a',
				'p',
				'.',
				'',
				'•',
				'i',
				't',
				'e',
				'm',
				'',
				'n',
				'e',
				's',
				't',
				'e',
				'd',
				'',
				'c',
				'o',
				'd',
				'e',
			],
		],
		[
			'tables',
			80,
			'| Name | Qty | Note |\n|:-----|----:|:----:|\n| 中文 | 1 | a `b` |\n| apple pie | 200 | x<br>y |\n| 👍 |\n',
			[
				'Name      │ Qty │ Note',
				'──────────┼─────┼─────',
				'中文      │   1 │ a b',
				'apple pie │ 200 │  x',
				'          │     │  y',
				'👍        │     │',
			],
		],
		[
			'tables',
			20,
			'| Name | Qty | Note |\n|:-----|----:|:----:|\n| 中文 | 1 | a `b` |\n| apple pie | 200 | x<br>y |\n| 👍 |\n',
			[
				'Name: 中文',
				'Qty: 1',
				'Note: a b',
				'',
				'Name: apple pie',
				'Qty: 200',
				'Note: x',
				'y',
				'',
				'Name: 👍',
				'Qty:',
				'Note:',
			],
		],
		[
			'tables',
			1,
			'| Name | Qty | Note |\n|:-----|----:|:----:|\n| 中文 | 1 | a `b` |\n| apple pie | 200 | x<br>y |\n| 👍 |\n',
			[
				'N',
				'a',
				'm',
				'e',
				':',
				'中',
				'文',
				'Q',
				't',
				'y',
				':',
				'1',
				'N',
				'o',
				't',
				'e',
				':',
				'a',
				'b',
				'',
				'N',
				'a',
				'm',
				'e',
				':',
				'a',
				'p',
				'p',
				'l',
				'e',
				'p',
				'i',
				'e',
				'Q',
				't',
				'y',
				':',
				'2',
				'0',
				'0',
				'N',
				'o',
				't',
				'e',
				':',
				'x',
				'y',
				'',
				'N',
				'a',
				'm',
				'e',
				':',
				'👍',
				'Q',
				't',
				'y',
				':',
				'N',
				'o',
				't',
				'e',
				':',
			],
		],
		[
			'tables that are too wide',
			80,
			'| Command | Description |\n|---|---|\n| `git status` | Show the working tree status |\n| `git log` | Show commits |',
			[
				'Command    │ Description',
				'───────────┼─────────────────────────────',
				'git status │ Show the working tree status',
				'git log    │ Show commits',
			],
		],
		[
			'tables that are too wide',
			40,
			'| Command | Description |\n|---|---|\n| `git status` | Show the working tree status |\n| `git log` | Show commits |',
			[
				'Command    │ Description',
				'───────────┼────────────────────────────',
				'git status │ Show the working tree',
				'           │ status',
				'┄┄┄┄┄┄┄┄┄┄┄┼┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄',
				'git log    │ Show commits',
			],
		],
		[
			'tables that are too wide',
			20,
			'| Command | Description |\n|---|---|\n| `git status` | Show the working tree status |\n| `git log` | Show commits |',
			[
				'Command: git status',
				'Description: Show',
				'the working tree',
				'status',
				'',
				'Command: git log',
				'Description: Show',
				'commits',
			],
		],
		['a table without rows', 80, '| a | b |\n|---|---|', ['a │ b', '──┼──']],
		['a table without rows', 1, '| a | b |\n|---|---|', ['a', 'b']],
		[
			'links',
			80,
			'[docs](https://example.com/x "title") https://example.com <https://example.com/a> [https://example.com](https://example.com) [a@b.co](mailto:a@b.co) www.example.com [](x.md) [file](file:///etc/passwd)',
			[
				'docs (https://example.com/x) https://example.com https://example.com/a',
				'https://example.com a@b.co www.example.com x.md file (file:///etc/passwd)',
			],
		],
		[
			'links',
			20,
			'[docs](https://example.com/x "title") https://example.com <https://example.com/a> [https://example.com](https://example.com) [a@b.co](mailto:a@b.co) www.example.com [](x.md) [file](file:///etc/passwd)',
			[
				'docs',
				'(https://example.com',
				'/x)',
				'https://example.com',
				'https://example.com/',
				'a',
				'https://example.com',
				'a@b.co',
				'www.example.com x.md',
				'file',
				'(file:///etc/passwd)',
			],
		],
		[
			'links that show another address than they lead to',
			80,
			'[https://good.example](https://evil.example) <https://аpple.com> <javascript:alert(1)>',
			[
				'https://good.example (https://evil.example) https://аpple.com',
				'(https://xn--pple-43d.com/) javascript:alert(1)',
			],
		],
		[
			'images',
			80,
			'![A cat](https://example.com/cat.png) ![](data:image/png;base64,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA)',
			['A cat (https://example.com/cat.png) image', '(data:image/png;base64,AAAAAAAAAAAAAAAAAA…)'],
		],
		[
			'HTML as it is written',
			80,
			'<details>\n<summary>More &amp; more</summary>\n\nInner <b>bold</b> text<br>broken\n\n<!-- a\n\n*b* -->\n</details>',
			[
				'<details>',
				'<summary>More &amp; more</summary>',
				'',
				'Inner <b>bold</b> text',
				'broken',
				'',
				'<!-- a',
				'',
				'*b* -->',
				'',
				'</details>',
			],
		],
		[
			'HTML as it is written',
			20,
			'<details>\n<summary>More &amp; more</summary>\n\nInner <b>bold</b> text<br>broken\n\n<!-- a\n\n*b* -->\n</details>',
			[
				'<details>',
				'<summary>More &amp;',
				'more</summary>',
				'',
				'Inner <b>bold</b>',
				'text',
				'broken',
				'',
				'<!-- a',
				'',
				'*b* -->',
				'',
				'</details>',
			],
		],
		[
			'mathematics as it is written',
			80,
			'Energy $E_k = \\frac{1}{2}mv^2$, \\(a_1 * b_1\\), \\[\\{x\\}\\], $5 and *$6*.\n\n$$\nx = *y*\n+ z\n$$\n\n- \\(a*b*c\\)',
			[
				'Energy $E_k = \\frac{1}{2}mv^2$, \\(a_1 * b_1\\), \\[\\{x\\}\\], $5 and $6.',
				'',
				'$$',
				'x = *y*',
				'+ z',
				'$$',
				'',
				'• \\(a*b*c\\)',
			],
		],
		['line breaks', 80, 'one  \ntwo\\\nthree\n   four<br/>five', ['one', 'two', 'three', 'four', 'five']],
		[
			'rules',
			80,
			'a\n\n---\n\nb\n***',
			[
				'a',
				'',
				'────────────────────────────────────────',
				'',
				'b',
				'',
				'────────────────────────────────────────',
			],
		],
		[
			'rules',
			20,
			'a\n\n---\n\nb\n***',
			['a', '', '────────────────────', '', 'b', '', '────────────────────'],
		],
		['rules', 1, 'a\n\n---\n\nb\n***', ['a', '', '─', '', 'b', '', '─']],
		[
			'references and definitions as they are written',
			80,
			'See [docs][1] and [this].\n\n[1]: https://example.com/docs "Title"\n[this]: /relative\n\n[^1]: A footnote.',
			[
				'See [docs][1] and [this].',
				'',
				'[1]: https://example.com/docs "Title"',
				'[this]: /relative',
				'',
				'[^1]: A footnote.',
			],
		],
		[
			'emphasis, code, escapes and entities',
			80,
			'**bold *both* bold** ~~gone~~ `code  &amp;` \\*literal\\* \\[x\\] &lt;tag&gt; &amp;amp; &#65;&#x42; &hellip; &bogus; snake_case_name',
			['bold both bold gone code  &amp; *literal* \\[x\\] <tag> &amp; AB … &bogus;', 'snake_case_name'],
		],
	])('shows %s at width %i', (_what, width, text, lines) => {
		expect(plain(text, width)).toEqual(lines);
	});

	it('takes a piece of Windows text for the same', () => {
		const text = '# A\n\n- b\n\n  c\n\n```\nd\n```\n| e | f |\n|---|---|\n| g | h |\n';
		expect(plain(text.replaceAll('\n', '\r\n'))).toEqual(plain(text));
	});

	it('styles by the theme, each line by itself', () => {
		expect(styled('# A *b*\n\n**bold *both* `code`** ~~no~~', 12)).toEqual([
			'\u001B[1m\u001B[4mA \u001B[24m\u001B[22m\u001B[1m\u001B[4m\u001B[3mb\u001B[23m\u001B[24m\u001B[22m',
			'',
			'\u001B[1mbold \u001B[22m\u001B[1m\u001B[3mboth\u001B[23m\u001B[22m',
			'\u001B[1m\u001B[36mcode\u001B[39m\u001B[22m \u001B[9mno\u001B[29m',
		]);
	});

	it('makes an address a link only where it is shown, http, https or mailto, and normalised', () => {
		const link = (href: string, text: string): string => `\u001B]8;;${href}\u0007${text}\u001B]8;;\u0007`;
		expect(styled('https://example.com')).toEqual([
			link('https://example.com/', '\u001B[4mhttps://example.com\u001B[24m'),
		]);
		expect(styled('[a](https://example.com/b)').join('')).toContain(
			link('https://example.com/b', '\u001B[2mhttps://example.com/b\u001B[22m'),
		);
		for (const address of [
			'javascript:alert(1)',
			'file:///etc/passwd',
			'data:text/html,x',
			'vscode://x',
			'ssh://h',
		]) {
			expect(styled(`[${address}](${address}) <${address}> ![i](${address})`).join('')).not.toContain(
				'\u001B]8',
			);
		}

		expect(styled(`<https://example.com/${'a'.repeat(2000)}>`).join('')).not.toContain('\u001B]8');
		expect(styled('<https://аpple.com>').join('')).not.toContain(
			link('https://xn--pple-43d.com/', 'https://аpple.com'),
		);
	});

	it('keeps a link that is cut at the edge one link', () => {
		const [first, second] = styled('https://example.com/long', 20);
		expect(first).toContain('\u001B]8;;https://example.com/long\u0007');
		expect(second).toContain('\u001B]8;;https://example.com/long\u0007');
	});

	it('asks the highlighter for the runs of each piece of code and styles them by scope', () => {
		const asked: string[] = [];
		const highlight: Highlight = (code, language) => {
			asked.push(`${language}:${code}`);
			return code.split(/(const)/).map(text => ({text, scope: text === 'const' ? 'keyword' : undefined}));
		};
		const options = {width: 80, theme: ansiTheme, highlight};
		expect(renderMarkdown('```js\nconst a\nconst b\n```\n- x\n  ```\n  const\n  ```', options)).toEqual([
			'\u001B[2mjs\u001B[22m',
			'\u001B[35mconst\u001B[39m a',
			'\u001B[35mconst\u001B[39m b',
			'',
			'\u001B[36m•\u001B[39m x',
			'',
			'  const',
		]);
		expect(asked).toEqual(['js:const a\nconst b']);
	});

	it('shows code as it is when the highlighter changes it or does not know the language', () => {
		const options = {width: 80, theme: ansiTheme};
		const text = '```js\na\n```';
		expect(renderMarkdown(text, {...options, highlight: () => [{text: '\u001B[2Ja'}]})).toEqual(styled(text));
		expect(renderMarkdown(text, {...options, highlight: () => undefined})).toEqual(styled(text));
	});
});

describe('hostile Markdown', () => {
	it.each([
		['an entity', '&#27;[31m', '␛[31m'],
		['an entity in hexadecimal', '&#x1b;]0;x&#7;', '␛]0;x␇'],
		['an entity twice', '&amp;#27;[m', '&#27;[m'],
		[
			'an entity that is no character',
			'&#0; &#xD800; &#1114112; &#99999999;',
			'\uFFFD \uFFFD \uFFFD &#99999999;',
		],
		['an invisible entity', 'a&#8238;b&shy;c', 'a<U+202E>b<U+00AD>c'],
		['code', '`\u001B[31m`', '␛[31m'],
		['a heading', '# \u001B[31m', '␛[31m'],
		['emphasis', '*\u009B31m*', '<U+009B>31m'],
		['a label', '[\u001Bc](x)', '␛c (x)'],
		['an address', '[a](<\u001B]8;;x>)', 'a (␛]8;;x)'],
		['an escape sequence made by a backslash', '\u001B\\[31m', '␛\\[31m'],
		['the alternative of an image', '![\u0007](x)', '␇ (x)'],
		['mathematics', '$\u001B[31m$', '$␛[31m$'],
		['frames of our own', 'a\uFDD0b\uFDD10\uFDD1$x$', 'a\uFFFDb\uFFFD0\uFFFD$x$'],
		['HTML', '<b title="\u001B[31m">', '<b title="␛[31m">'],
		['a definition', '[a]: /\u0008\u0008', '[a]: /␈␈'],
	])('shows the controls of %s', (_what, text, shown) => {
		expect(plain(text)).toEqual([shown]);
	});

	it.each([
		['a fence', '```\u001B[31m\n\u001B[2J\n```', ['␛[31m', '␛[2J']],
		['indented code', '    \u001B[2J', ['␛[2J']],
		['a table', 'a|b\n-|-\n\u001B[2J|&#27;', ['a    │ b', '─────┼──', '␛[2J │ ␛']],
		['a quote and a list', '> - \u001B[2J', ['│ • ␛[2J']],
		['HTML', '<div>\n\u001B[2J', ['<div>', '␛[2J']],
		['a lone CR', 'safe\rEVIL\n\n```\nsafe\rEVIL\n```', ['safe␍', 'EVIL', '', 'safe␍', 'EVIL']],
	])('shows the controls in %s', (_what, text, lines) => {
		expect(plain(text)).toEqual(lines);
	});

	it('marks what stands for a control by the theme', () => {
		expect(styled('a\u0007b')).toEqual(['a\u001B[2m␇\u001B[22mb']);
		expect(styled('```\n\u0007\n```')).toEqual(['\u001B[2m␇\u001B[22m']);
	});

	it('lets nothing out but printable text and the theme, in lines of at most the width', () => {
		const control = /[\p{Cc}\u00ad\u200b\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb]/u;
		fc.assert(
			fc.property(nastyMarkdown, fc.constantFrom(80, 20, 5, 2), (text, width) => {
				const lines = plain(text, width);
				for (const line of lines) {
					expect(line).not.toMatch(control);
					expect(textWidth(line)).toBeLessThanOrEqual(width);
				}

				expect(styled(text, width).map(line => stripVTControlCharacters(line))).toEqual(lines);
			}),
			{numRuns: 1500},
		);
	});

	it('closes in each line every style and link that it opens there', () => {
		const esc = '\u001B';
		const own = new RegExp(`${esc}\\[(\\d+)m|${esc}\\]8;;([!-~]*)\\u0007`, 'g');
		const closedBy: Readonly<Record<string, number>> = {1: 22, 2: 22, 3: 23, 4: 24, 9: 29, 36: 39};
		fc.assert(
			fc.property(nastyMarkdown, text => {
				for (const line of styled(text, 30)) {
					const open = new Set<string>();
					for (const [, code, href] of line.matchAll(own)) {
						if (code === undefined) {
							href === '' ? open.delete('link') : open.add('link');
						} else if (closedBy[code] === undefined) {
							expect(open.delete(code)).toBe(true);
						} else {
							open.add(String(closedBy[code]));
						}
					}

					expect([...open]).toEqual([]);
				}
			}),
			{numRuns: 1000},
		);
	});

	it.each([
		['emphasis', '*a_'],
		['brackets', '[a](b'],
		['quotes', '>'],
		['nested lists', '- '],
		['lazy lines of an item', 'lazy\n'],
		['code marks', '`a '],
		['tags', '<a '],
		['unclosed mathematics', '\\('],
		['escape sequences', '\u001B['],
		['delimiters of a table', '|-'],
		['one long word', 'a'],
		['definitions', '[a]: b "\n\n'],
	])('gets through a flood of %s and loses none of it', (_what, unit) => {
		const text = `- a\n${unit.repeat(20_000 / unit.length)}`;
		const shown = plain(text).join('');
		expect(shown.match(/[a-z␛]/g)?.length).toBe(text.replaceAll('\u001B', '␛').match(/[a-z␛]/g)?.length);
	});

	it('shows what is nested beyond sense as it is written', () => {
		expect(plain(`${'> '.repeat(40)}x`, 100)).toEqual([`${'> '.repeat(40)}x`]);
		expect(plain(`${'- '.repeat(33)}x`)).toEqual([`${'- '.repeat(33)}x`]);
		expect(plain(`${'- '.repeat(32)}x`, 20)).not.toContain('- -');
	});
});
