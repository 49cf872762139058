import fc from 'fast-check';

/** Lines that start, end, continue or half start every kind of block. */
const nastyLines = [
	'text',
	'more **bold** text',
	'`code` and [a link](https://example.com/x)',
	'**bold',
	'bold**',
	'# Heading',
	'###### Deep heading #',
	'#tag',
	'---',
	'***',
	'- - -',
	'===',
	'-',
	'- ',
	'- item',
	'* star',
	'+ plus',
	'- [ ] todo',
	'- [x] done',
	'1. one',
	'1. one again',
	'2. two',
	'10) ten',
	'123456789. big',
	'  - nested',
	'    - more nested',
	'   1. nested number',
	'  continued',
	'    code or deep',
	'\tTab',
	'     deep',
	'> quote',
	'>',
	'> - quoted item',
	'> ```',
	'>> deeper',
	'- > quote in item',
	'```',
	'```js',
	'``` py title="x"',
	'````',
	'~~~',
	'  ```',
	'   ~~~ rb',
	'- ```',
	'  ```js',
	'| a | b |',
	'|---|:-:|',
	'a | b',
	'--|--',
	'| 1 | 2 | 3 |',
	'<div>',
	'</div>',
	'<!-- open',
	'close -->',
	'<!-- both -->',
	'<script>',
	'</script>',
	'<b>x</b>',
	'<span>',
	'<br>',
	'$$',
	'\\[',
	'\\]',
	'$a_b$ and \\(c_d\\)',
	'[ref]: https://example.com "title"',
	'[ref][ref] and [ref]',
	'[^1]: note',
	'![image](https://example.com/i.png)',
	'&amp; &#27;[31m &nbsp;',
	'a\rb',
	'\u001B]8;;https://evil\u0007x',
	'中文，测试。',
	'👩‍👩‍👧‍👦 emoji',
	'hard break  ',
	'hard break\\',
	'',
	'',
	'',
	'',
	'  ',
	'\t',
];

const lineEnd = fc.constantFrom('\n', '\n', '\n', '\n', '\r\n', '\n\n');
const anyLine = fc.oneof(
	{weight: 20, arbitrary: fc.constantFrom(...nastyLines)},
	{weight: 1, arbitrary: fc.string({maxLength: 12})},
	{weight: 1, arbitrary: fc.constantFrom(...nastyLines).map(line => ` ${line}`)},
);

/** Markdown of every shape, with line ends of both kinds and controls in it. */
export const nastyMarkdown = fc.array(fc.tuple(anyLine, lineEnd), {maxLength: 24}).chain(lines =>
	fc.boolean().map(isCut => {
		const text = lines.map(([line, end]) => line + end).join('');
		return isCut ? text.replace(/\r?\n$/, '') : text;
	}),
);

/** Where a text is cut: from single characters to all at once. */
export function cutsOf(text: string): fc.Arbitrary<readonly string[]> {
	return fc.array(fc.integer({min: 1, max: 12}), {maxLength: text.length}).map(lengths => {
		const pieces: string[] = [];
		let start = 0;
		for (const length of lengths) {
			pieces.push(text.slice(start, start + length));
			start += length;
		}

		return [...pieces, text.slice(start)];
	});
}
