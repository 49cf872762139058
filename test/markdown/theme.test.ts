import {describe, expect, it} from 'vitest';
import {ansiTheme, plainTheme} from '../../source/markdown/theme.ts';

describe('ansiTheme', () => {
	it('closes a style with its own code', () => {
		expect(ansiTheme.strong('a')).toBe('\u001B[1ma\u001B[22m');
		expect(ansiTheme.code('a')).toBe('\u001B[36ma\u001B[39m');
		expect(ansiTheme.codeBlock('a')).toBe('a');
	});

	it('opens a style again after one inside that closes with the same code', () => {
		expect(ansiTheme.rule(`a${ansiTheme.strong('b')}c`)).toBe(
			'\u001B[2ma\u001B[1mb\u001B[22m\u001B[2mc\u001B[22m',
		);
	});

	it('styles each line by itself, and nothing where there is nothing', () => {
		expect(ansiTheme.emphasis('a\n\nb')).toBe('\u001B[3ma\u001B[23m\n\n\u001B[3mb\u001B[23m');
	});

	it('styles code by the scopes it knows', () => {
		expect(ansiTheme.syntax('a', 'string')).toBe('\u001B[32ma\u001B[39m');
		expect(ansiTheme.syntax('a', 'constructor')).toBe('a');
	});
});

describe('plainTheme', () => {
	it('adds nothing to any text', () => {
		for (const style of Object.values(plainTheme)) {
			expect(style('a', 'https://example.com/')).toBe('a');
		}
	});
});
