/**
 * A piece of a Markdown text that no later text can change, and what the text before it says about how to show it.
 * The sources of a text's blocks, joined, are the text.
 */
export type Block = {
	/** Exactly the characters of the text, blank lines before the block included. */
	readonly source: string;
	/** Whether a blank line parts it from what is above it. */
	readonly hasGap: boolean;
} & (
	| {readonly kind: 'markdown'}
	/** One item of a list that stands by itself; `number` is its own in an ordered list, whatever the source says. */
	| {readonly kind: 'list-item'; readonly number: number | undefined}
	/** Some lines of a code block. */
	| {readonly kind: 'code'; readonly code: CodePiece}
	/** Lines that are shown as they are written: HTML and displayed mathematics. */
	| {readonly kind: 'verbatim'; readonly isFirst: boolean}
);

/** What the renderer must know of a code block to show some lines of it. */
export type CodePiece = {
	/** `fenced` by backticks or tildes, or `indented` by four columns. */
	readonly style: 'fenced' | 'indented';
	/** The first word after the opening fence, as written; empty when there is none. */
	readonly language: string;
	/** Spaces before the opening fence; as many are taken off each line. */
	readonly indent: number;
	/** Whether the first line of the source is the opening fence. */
	readonly isFirst: boolean;
	/** Whether the last line of the source is the closing fence. */
	readonly isLast: boolean;
};
