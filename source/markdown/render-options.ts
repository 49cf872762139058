import type {Theme} from './theme.ts';

/** A run of code as a highlighter sees it. */
export type CodeSpan = {readonly text: string; readonly scope?: string | undefined};

/**
 * Splits code into runs. The runs' texts, joined, must be the code; if they are not, it is shown without colours.
 * The code is printable already. It may be a piece of a longer block: see {@link CodePiece}.
 */
export type Highlight = (code: string, language: string) => readonly CodeSpan[] | undefined;

/** How Markdown is shown. */
export type RenderOptions = {
	/** Columns of the terminal, at least 1. No line is wider, but for a single wide character at width 1. */
	readonly width: number;
	readonly theme: Theme;
	readonly highlight?: Highlight | undefined;
};
