import {describe, expect, it} from 'vitest';
import {renderPlain} from '../../source/markdown/plain.ts';
import {plainTheme} from '../../source/markdown/theme.ts';

const plain = (text: string, width: number): readonly string[] =>
	renderPlain(text, {width, theme: plainTheme});

describe('renderPlain', () => {
	it.each<[text: string, width: number, lines: readonly string[]]>([
		['', 10, []],
		['\n', 10, ['']],
		['# **as** _is_\n\n- `x`\n', 80, ['# **as** _is_', '', '- `x`']],
		['one two three\r\nfour', 9, ['one two', 'three', 'four']],
		['\tindent', 80, ['    indent']],
		['a\u001B[2J&#27;\rb\u2028c', 80, ['a␛[2J&#27;␍', 'b', 'c']],
		['中文 x', 1, ['中', '文', 'x']],
	])('shows %j at %i columns', (text, width, lines) => {
		expect(plain(text, width)).toEqual(lines);
	});
});
