import {
	type Bullet,
	classifyLine,
	columnOfText,
	isBlank,
	type LineKind,
	setextUnderline,
	tableDelimiter,
} from './line-kind.ts';

/**
 * The block at the end of a text, as far as its complete lines tell. Only what decides about the next line is kept, so
 * a line costs the same however long the block is.
 */
export type OpenBlock =
	/** A paragraph, a table, definitions, or several of them without a blank line between. */
	| {readonly type: 'paragraph'; readonly hasTable: boolean}
	| {readonly type: 'quote'; readonly leaf: Leaf; readonly isLazy: boolean}
	| {
			readonly type: 'item';
			readonly bullet: Bullet;
			/** Its number in an ordered list: the first item's and one more for each further item. */
			readonly number: number | undefined;
			readonly leaf: Leaf;
			/** Nothing but the marker yet; a blank line then ends the item. */
			readonly isEmpty: boolean;
			readonly endsBlank: boolean;
	  }
	| {
			readonly type: 'fence';
			readonly marker: string;
			readonly indent: number;
			readonly language: string;
			readonly isFirst: boolean;
			/** Lines of code since the last piece was settled. */
			readonly lineCount: number;
	  }
	| {readonly type: 'indented'; readonly isFirst: boolean; readonly lineCount: number}
	| {readonly type: 'verbatim'; readonly end: RegExp | undefined; readonly isFirst: boolean}
	/** A heading or rule: complete with its line. */
	| {readonly type: 'line'};

/** What a container's last line leaves open: decides whether a line without the container's mark continues it. */
type Leaf = {
	/** The marker of a code fence inside that is not closed. */
	readonly fence: string | undefined;
	/** Whether the last line is text of a paragraph. */
	readonly isParagraph: boolean;
};

/** What a line does to the open block. */
export type Step =
	/** It belongs to the block, which stays open. */
	| {readonly action: 'append'; readonly block: OpenBlock}
	/** It belongs to the block, and all lines so far are a finished piece of it. */
	| {readonly action: 'settle'; readonly block: OpenBlock}
	/** It is the block's last line. */
	| {readonly action: 'close'; readonly block: OpenBlock}
	/** It does not belong to the block. */
	| {readonly action: 'leave'};

/**
 * Lines of code that settle together. They fit into the live part of a small window, and a highlighter that sees one
 * piece at a time sees more than single lines.
 */
const codePieceLines = 8;

const leave: Step = {action: 'leave'};

/** Opens the block that a line starts. `previous` is the list item that the line comes after, if it left one. */
export function openBlock(line: string, kind: LineKind, previous: OpenBlock | undefined): Step {
	switch (kind.type) {
		case 'heading':
		case 'rule':
			return {action: 'close', block: {type: 'line'}};
		case 'fence':
			return {action: 'append', block: {...kind, isFirst: true, lineCount: 0}};
		case 'indented':
			return {action: 'append', block: {type: 'indented', isFirst: true, lineCount: 1}};
		case 'quote':
			return {action: 'append', block: {type: 'quote', leaf: leafOfQuote(line, noLeaf), isLazy: false}};
		case 'bullet':
			return {action: 'append', block: openItem(kind.bullet, previous)};
		case 'html':
			return {
				action: kind.end?.test(line) === true ? 'close' : 'settle',
				block: {type: 'verbatim', end: kind.end, isFirst: true},
			};
		case 'math':
			return {action: 'settle', block: {type: 'verbatim', end: kind.end, isFirst: true}};
		default:
			return {action: 'append', block: {type: 'paragraph', hasTable: false}};
	}
}

/** Whether an item goes on with the list of the item before it. */
export function isSameList(block: OpenBlock, previous: OpenBlock | undefined): boolean {
	return block.type === 'item' && previous?.type === 'item' && block.bullet.mark === previous.bullet.mark;
}

/** Says what the next line does to a block. */
export function continueBlock(block: OpenBlock, line: string): Step {
	switch (block.type) {
		case 'fence':
			return continueFence(block, line);
		case 'indented':
			return continueIndented(block, line);
		case 'verbatim':
			return continueVerbatim(block, line);
		case 'paragraph':
			return continueParagraph(block, line);
		case 'quote':
			return continueQuote(block, line);
		case 'item':
			return continueItem(block, line);
		case 'line':
			return leave;
	}
}

function continueFence(block: OpenBlock & {type: 'fence'}, line: string): Step {
	if (isClosingFence(line, block.marker)) {
		return {action: 'close', block};
	}

	return block.lineCount + 1 < codePieceLines
		? {action: 'append', block: {...block, lineCount: block.lineCount + 1}}
		: {action: 'settle', block};
}

function continueIndented(block: OpenBlock & {type: 'indented'}, line: string): Step {
	const kind = classifyLine(line);
	if (kind.type === 'blank') {
		return {action: 'append', block};
	}

	if (kind.type !== 'indented') {
		return leave;
	}

	return block.lineCount + 1 < codePieceLines
		? {action: 'append', block: {...block, lineCount: block.lineCount + 1}}
		: {action: 'settle', block};
}

function continueVerbatim(block: OpenBlock & {type: 'verbatim'}, line: string): Step {
	if (block.end === undefined) {
		return isBlank(line) ? leave : {action: 'settle', block};
	}

	return {action: block.end.test(line) ? 'close' : 'settle', block};
}

function continueParagraph(block: OpenBlock & {type: 'paragraph'}, line: string): Step {
	const kind = classifyLine(line);
	if (kind.type === 'blank') {
		return {action: 'close', block};
	}

	if (setextUnderline.test(line) && !block.hasTable) {
		return {action: 'close', block};
	}

	if (interruptsParagraph(kind) || (block.hasTable && endsTable(kind))) {
		return leave;
	}

	return {action: 'append', block: {...block, hasTable: block.hasTable || tableDelimiter.test(line)}};
}

function continueQuote(block: OpenBlock & {type: 'quote'}, line: string): Step {
	const kind = classifyLine(line);
	if (kind.type === 'quote') {
		return {action: 'append', block: {...block, leaf: leafOfQuote(line, block.leaf), isLazy: false}};
	}

	if (kind.type === 'blank') {
		return {action: 'close', block};
	}

	// After a lazy line this may underline a heading; the parser decides, and either way nothing goes on after it.
	if (block.isLazy && setextUnderline.test(line)) {
		return {action: 'close', block};
	}

	const isLazy = block.leaf.isParagraph && !interruptsParagraph(kind) && kind.type !== 'bullet';
	return isLazy ? {action: 'append', block: {...block, isLazy: true}} : leave;
}

function continueItem(block: OpenBlock & {type: 'item'}, line: string): Step {
	const kind = classifyLine(line);
	if (kind.type === 'blank') {
		return {action: 'append', block: {...block, endsBlank: true, leaf: {...block.leaf, isParagraph: false}}};
	}

	const isOver = block.isEmpty && block.endsBlank;
	if (!isOver && columnOfText(line) >= block.bullet.contentColumn) {
		const isDeep = columnOfText(line) >= block.bullet.contentColumn + 4;
		const inside = leafOf(line.trimStart(), block.leaf);
		// The parser takes a line this deep for code, also where CommonMark has it continue a paragraph.
		const leaf = isDeep ? {...inside, isParagraph: false} : inside;
		return {action: 'append', block: {...block, leaf, isEmpty: false, endsBlank: false}};
	}

	const isLazy = block.leaf.isParagraph && kind.type !== 'bullet' && !interruptsParagraph(kind);
	return isLazy ? {action: 'append', block} : leave;
}

function openItem(bullet: Bullet, previous: OpenBlock | undefined): OpenBlock {
	const leaf = leafOf(bullet.text, noLeaf);
	const first: OpenBlock & {type: 'item'} = {
		type: 'item',
		bullet,
		number: bullet.number,
		leaf,
		isEmpty: bullet.text.trim() === '',
		endsBlank: false,
	};
	return isSameList(first, previous) && previous?.type === 'item' && previous.number !== undefined
		? {...first, number: previous.number + 1}
		: first;
}

/** Whether a line ends a paragraph above it. Of lists, only those do that have text and start with a bullet or 1. */
function interruptsParagraph(kind: LineKind): boolean {
	switch (kind.type) {
		case 'heading':
		case 'rule':
		case 'fence':
		case 'quote':
		case 'math':
			return true;
		case 'html':
			return kind.interruptsParagraph;
		case 'bullet':
			return kind.bullet.text.trim() !== '' && (kind.bullet.number ?? 1) === 1;
		default:
			return false;
	}
}

/** Whether a line that would continue a paragraph ends the rows of a table. */
function endsTable(kind: LineKind): boolean {
	return kind.type === 'indented' || (kind.type === 'bullet' && (kind.bullet.number ?? 1) === 1);
}

const noLeaf: Leaf = {fence: undefined, isParagraph: false};
const nestedMarkers = /^(?:[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]+|[ \t]*>)+[ \t]*/;

function leafOfQuote(line: string, leaf: Leaf): Leaf {
	return leafOf(line.replace(/^(?: {0,3}> ?)+/, ''), leaf);
}

function leafOf(content: string, leaf: Leaf): Leaf {
	if (leaf.fence !== undefined) {
		return isClosingFence(content, leaf.fence) ? noLeaf : leaf;
	}

	const text = content.replace(nestedMarkers, '');
	const kind = classifyLine(text);
	return {
		fence: kind.type === 'fence' ? kind.marker : undefined,
		isParagraph: kind.type === 'text',
	};
}

const closingFence = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;

function isClosingFence(line: string, marker: string): boolean {
	const closing = closingFence.exec(line)?.[1];
	return closing !== undefined && closing.length >= marker.length && closing[0] === marker[0];
}
