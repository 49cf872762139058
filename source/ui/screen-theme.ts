import {ansiTheme, plainTheme, type Theme} from '../markdown/theme.ts';

/** How the screen looks: the styles of Markdown, and of our own words around it. */
export type ScreenTheme = {
	readonly markdown: Theme;
	readonly accent: (text: string) => string;
	readonly dim: (text: string) => string;
	readonly strong: (text: string) => string;
	readonly error: (text: string) => string;
};

const identity = (text: string): string => text;

/** Only the terminal's own 16 colours, so that light and dark backgrounds both work. */
export const colorTheme: ScreenTheme = {
	markdown: ansiTheme,
	accent: ansiTheme.bullet,
	dim: ansiTheme.target,
	strong: ansiTheme.strong,
	error: text => (text === '' ? '' : `\u001B[31m${text}\u001B[39m`),
};

/** For NO_COLOR, and terminals without colours. */
export const monochromeTheme: ScreenTheme = {
	markdown: plainTheme,
	accent: identity,
	dim: identity,
	strong: identity,
	error: identity,
};
