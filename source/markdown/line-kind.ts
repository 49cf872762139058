/** What a line starts when it stands where a new block may start, after CommonMark and GFM. */
export type LineKind =
	| {readonly type: 'blank' | 'text' | 'indented' | 'heading' | 'rule' | 'quote'}
	| {readonly type: 'fence'; readonly marker: string; readonly indent: number; readonly language: string}
	| {readonly type: 'bullet'; readonly bullet: Bullet}
	/** `end` closes it on the same or a later line; without one a blank line does. */
	| {readonly type: 'html'; readonly end: RegExp | undefined; readonly interruptsParagraph: boolean}
	| {readonly type: 'math'; readonly end: RegExp};

/** The start of a list item. */
export type Bullet = {
	/** What must be equal in two items of one list: `-`, `+`, `*`, `.` or `)`. */
	readonly mark: string;
	/** Its number, in an ordered list. */
	readonly number: number | undefined;
	/** Columns from which on a line belongs to the item. */
	readonly contentColumn: number;
	/** The text after the marker. */
	readonly text: string;
};

/** What ends a run of paragraph lines when nothing else does: `===` and `---`. */
export const setextUnderline = /^ {0,3}(?:=+|-+)[ \t]*$/;

/** The second line of a table. One bar or colon is needed: `---` alone underlines a heading. */
export const tableDelimiter = /^ {0,3}(?=.*[|:])\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;

const heading = /^ {0,3}#{1,6}(?:[ \t]|$)/;
const rule = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})$/;
const quote = /^ {0,3}>/;
const fence = /^( {0,3})(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^ \t]*)/;
const bullet = /^( {0,3})([*+-]|(\d{1,9})([.)]))(?:([ \t]+)(.*)|)$/s;
const math = /^ {0,3}(?:(\$\$)|\\\[)[ \t]*$/;

const blockTags =
	'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|' +
	'fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|' +
	'menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|' +
	'tr|track|ul';

/** The seven start conditions of HTML blocks (CommonMark 4.6) and what ends each. */
const htmlStarts: readonly (readonly [start: RegExp, end: RegExp | undefined])[] = [
	[/^ {0,3}<(?:script|pre|style|textarea)(?:[ \t>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
	[/^ {0,3}<!--/, /-->/],
	[/^ {0,3}<\?/, /\?>/],
	[/^ {0,3}<![a-z]/i, />/],
	[/^ {0,3}<!\[CDATA\[/, /\]\]>/],
	[new RegExp(`^ {0,3}</?(?:${blockTags})(?:[ \\t]|/?>|$)`, 'i'), undefined],
];

/** A complete tag that is alone on its line; it cannot interrupt a paragraph. */
const lonelyTag =
	/^ {0,3}(?:<[a-z][a-z0-9-]*(?:[ \t]+[a-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:"[^"]*"|'[^']*'|[^ \t"'=<>`]+))?)*[ \t]*\/?>|<\/[a-z][a-z0-9-]*[ \t]*>)[ \t]*$/i;

/** Whether a line has nothing but spaces and tabs. */
export function isBlank(line: string): boolean {
	return /^[ \t]*$/.test(line);
}

/** Says what a line starts. The line comes without its line end. */
export function classifyLine(line: string): LineKind {
	if (isBlank(line)) {
		return {type: 'blank'};
	}

	if (columnOfText(line) >= 4) {
		return {type: 'indented'};
	}

	// Prose starts with a letter far more often than with anything that can start another block.
	if (/^ {0,3}[a-z]/i.test(line)) {
		return {type: 'text'};
	}

	return classifyFence(line) ?? classifySimple(line) ?? classifyHtml(line) ?? {type: 'text'};
}

function classifyFence(line: string): LineKind | undefined {
	const match = fence.exec(line);
	return match === null
		? undefined
		: {
				type: 'fence',
				marker: match[2] as string,
				indent: (match[1] as string).length,
				language: match[3] as string,
			};
}

function classifySimple(line: string): LineKind | undefined {
	if (heading.test(line)) {
		return {type: 'heading'};
	}

	if (rule.test(line)) {
		return {type: 'rule'};
	}

	if (quote.test(line)) {
		return {type: 'quote'};
	}

	const item = parseBullet(line);
	if (item !== undefined) {
		return {type: 'bullet', bullet: item};
	}

	const opening = math.exec(line);
	return opening === null
		? undefined
		: {type: 'math', end: opening[1] === undefined ? /\\\][ \t]*$/ : /\$\$[ \t]*$/};
}

function classifyHtml(line: string): LineKind | undefined {
	for (const [start, end] of htmlStarts) {
		if (start.test(line)) {
			return {type: 'html', end, interruptsParagraph: true};
		}
	}

	return lonelyTag.test(line) ? {type: 'html', end: undefined, interruptsParagraph: false} : undefined;
}

function parseBullet(line: string): Bullet | undefined {
	const match = bullet.exec(line);
	if (match === null) {
		return undefined;
	}

	const [, indent = '', marker = '', number, delimiter, space = '', text = ''] = match;
	const markerEnd = indent.length + marker.length;
	const padding = columnOfText(space.padEnd(space.length + 1, 'x'), markerEnd) - markerEnd;
	return {
		mark: delimiter ?? marker,
		number: number === undefined ? undefined : Number(number),
		// An empty item and one that starts with indented code have their content one column after the marker.
		contentColumn: markerEnd + (text === '' || padding > 4 ? 1 : padding),
		text,
	};
}

/** The column of the first character that is no space or tab; tabs go to multiples of four. */
export function columnOfText(line: string, startColumn = 0): number {
	let column = startColumn;
	for (const character of line) {
		if (character === ' ') {
			column++;
		} else if (character === '\t') {
			column += 4 - (column % 4);
		} else {
			break;
		}
	}

	return column;
}
