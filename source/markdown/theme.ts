/** What a piece of text is, for a theme to style. */
export type Style =
	| 'heading1'
	| 'heading2'
	| 'heading3'
	| 'strong'
	| 'emphasis'
	| 'strikethrough'
	| 'code'
	| 'codeBlock'
	| 'codeLabel'
	| 'link'
	| 'target'
	| 'quoteBar'
	| 'bullet'
	| 'rule'
	| 'tableHeader'
	| 'control';

/** Gives each style its looks. The text that comes in is printable; a theme may add escape sequences, never columns. */
export type Theme = {readonly [style in Style]: (text: string) => string} & {
	/** A text that leads to exactly the address that it shows. */
	readonly hyperlink: (text: string, href: string) => string;
	/** Text of a code block; `scope` is what the highlighter calls it, e.g. `keyword`. */
	readonly syntax: (text: string, scope: string) => string;
};

const identity = (text: string): string => text;

/** No escape sequence at all: for NO_COLOR and terminals without colours. */
export const plainTheme: Theme = {
	heading1: identity,
	heading2: identity,
	heading3: identity,
	strong: identity,
	emphasis: identity,
	strikethrough: identity,
	code: identity,
	codeBlock: identity,
	codeLabel: identity,
	link: identity,
	target: identity,
	quoteBar: identity,
	bullet: identity,
	rule: identity,
	tableHeader: identity,
	control: identity,
	hyperlink: identity,
	syntax: identity,
};

/**
 * Makes a style from SGR parameters. A style inside that ends with the same code (bold and dim share 22) would end
 * this one too, so it is opened again; each line is styled by itself.
 */
function sgr(open: number, close: number): (text: string) => string {
	const start = `\u001B[${open}m`;
	const end = `\u001B[${close}m`;
	return text =>
		text
			.split('\n')
			.map(line => (line === '' ? '' : start + line.replaceAll(end, end + start) + end))
			.join('\n');
}

const bold = sgr(1, 22);
const dim = sgr(2, 22);
const italic = sgr(3, 23);
const underline = sgr(4, 24);
const lineThrough = sgr(9, 29);
const green = sgr(32, 39);
const yellow = sgr(33, 39);
const blue = sgr(34, 39);
const magenta = sgr(35, 39);
const cyan = sgr(36, 39);

/** The sixteen colours of the terminal's own palette, so that it fits light and dark backgrounds. */
export const ansiTheme: Theme = {
	heading1: text => bold(underline(text)),
	heading2: bold,
	heading3: text => bold(italic(text)),
	strong: bold,
	emphasis: italic,
	strikethrough: lineThrough,
	code: cyan,
	codeBlock: identity,
	codeLabel: dim,
	link: underline,
	target: dim,
	quoteBar: dim,
	bullet: cyan,
	rule: dim,
	tableHeader: bold,
	control: dim,
	hyperlink: (text, href) => `\u001B]8;;${href}\u0007${text}\u001B]8;;\u0007`,
	syntax: (text, scope) => (syntaxStyles.get(scope) ?? identity)(text),
};

const syntaxStyles: ReadonlyMap<string, (text: string) => string> = new Map([
	['keyword', magenta],
	['built_in', cyan],
	['literal', yellow],
	['number', yellow],
	['string', green],
	['title', blue],
	['comment', dim],
]);
