import {execFileSync} from 'node:child_process';
import process from 'node:process';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {joinCommand, splitCommand} from '../../source/profiles/split-command.ts';

describe('splitCommand', () => {
	it.each([
		['', []],
		['  \t\n ', []],
		['pass show llama', ['pass', 'show', 'llama']],
		['  a   b  ', ['a', 'b']],
		['a "b c" d', ['a', 'b c', 'd']],
		["a 'b \\ \"c'", ['a', 'b \\ "c']],
		['a\\ b', ['a b']],
		['a"b"\'c\'d', ['abcd']],
		['"" \'\'', ['', '']],
		['"a\\"b\\\\c\\$d\\`e\\f"', ['a"b\\c$d`e\\f']],
		['echo $KEY ~ * `x` #y', ['echo', '$KEY', '~', '*', '`x`', '#y']],
		['a\\\nb "c\\\nd"', ['ab', 'cd']],
		['"two\nlines"', ['two\nlines']],
		['naïve "日本"', ['naïve', '日本']],
	])('splits %j', (text, words) => {
		expect(splitCommand(text)).toEqual(words);
	});

	it.each(['a "b', "a 'b", 'a\\', '"a\\"', "it's"])('refuses %j', text => {
		expect(() => splitCommand(text)).toThrow(
			'The command has a quote that is not closed, or ends in a backslash.',
		);
	});

	it('reads back whatever words were joined', () => {
		fc.assert(
			fc.property(fc.array(fc.string({unit: 'grapheme'})), words => {
				expect(splitCommand(joinCommand(words))).toEqual(words);
			}),
		);
	});

	it.skipIf(process.platform === 'win32')('agrees with the shell', () => {
		const character = fc.constantFrom('a', 'b', ' ', '\t', '\n', "'", '"', '\\', '\\\n', '=', '-', 'é');
		const lines = fc.array(character, {maxLength: 12}).map(list => list.join(''));
		const samples = fc.sample(lines, {numRuns: 400, seed: 7}).flatMap(line => {
			try {
				return [{line, words: splitCommand(line)}];
			} catch {
				return [];
			}
		});
		// Outside quotes a line break ends the command; inside them, and after a backslash, it is text.
		const oneCommand = samples.filter(
			({line}) => !/\n/.test(line.replace(/\\./gs, '').replace(/'[^']*'|"[^"]*"/g, '')),
		);
		expect(oneCommand.length).toBeGreaterThan(100);
		const script = oneCommand.map(({line}) => `printf '%s\\0' x ${line}\nprintf '\\1'`).join('\n');
		const printed = execFileSync('sh', ['-c', script], {encoding: 'utf8'});
		const actual = printed
			.split('\u0001')
			.slice(0, -1)
			.map(words => words.split('\0').slice(1, -1));
		expect(actual).toEqual(oneCommand.map(({words}) => words));
	});
});
