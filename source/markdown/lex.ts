import {Lexer, type Token} from 'marked';
import {maskMath} from './math.ts';

/** A source as the parser sees it. */
export type Lexed = {
	readonly tokens: readonly Token[];
	/** Puts mathematics back into a text taken from a token. */
	readonly restore: (text: string) => string;
};

/** More markers than this at the start of a line are no text that a person reads; the parser recurses for each. */
const maximumNesting = 32;
const marker = '(?:>|[*+-][ \\t]|\\d{1,9}[.)][ \\t])';
const deepNesting = new RegExp(`^(?:(?:[ \\t]*${marker}){${maximumNesting + 1}}|[ \\t]{80,}${marker})`, 'm');

/** The parser looks at each line of text in a list through to the end of the text: the product of lines and length. */
const maximumListWork = 40_000_000;

function isUnreasonable(text: string): boolean {
	if (deepNesting.test(text)) {
		return true;
	}

	const isContainer = /^\s*(?:>|[*+-]|\d)/.test(text);
	return isContainer && text.length > 5000 && text.split(/\n[ \t]*\n/).some(isTooLong);
}

function isTooLong(text: string): boolean {
	return text.split('\n').length * text.length > maximumListWork;
}

/**
 * Parses the Markdown of one block. Definitions of link references stay visible and resolve nothing: whether a
 * reference is a link must not depend on what has arrived. Undefined for what no person writes and the parser would spend seconds on.
 */
export function lexMarkdown(source: string): Lexed | undefined {
	const text = source.replaceAll('\r\n', '\n').replace(/[\uFDD0-\uFDEF]/g, '\uFFFD');
	if (isUnreasonable(text)) {
		return undefined;
	}

	const {masked, restore} = maskMath(text);
	const lexer = new Lexer({gfm: true});
	lexer.blockTokens(masked, lexer.tokens);
	lexer.tokens.links = {};
	for (const {src, tokens} of lexer.inlineQueue) {
		for (const piece of inlinePieces(src)) {
			lexInline(lexer, piece, tokens);
		}
	}

	return {tokens: lexer.tokens, restore};
}

/** The parser's time for a run of text grows with the square of its marks of emphasis, and worse. */
const maximumInlineLength = 8000;
const maximumMarks = 1000;

function lexInline(lexer: Lexer, text: string, tokens: Token[]): void {
	if ((text.match(/[*_~]/g)?.length ?? 0) > maximumMarks) {
		tokens.push({type: 'text', raw: text, text});
		return;
	}

	lexer.state.inRawBlock = false;
	lexer.inlineTokens(text, tokens);
}

/** A text in pieces that the parser can take, cut after a line or a word where there is one. */
function inlinePieces(text: string): readonly string[] {
	const pieces: string[] = [];
	let start = 0;
	while (text.length - start > maximumInlineLength) {
		const end = start + maximumInlineLength;
		const lineEnd = text.lastIndexOf('\n', end - 1);
		const space = text.lastIndexOf(' ', end - 1);
		const cut = lineEnd > start ? lineEnd + 1 : space > start ? space + 1 : wholeCharacterEnd(text, end);
		pieces.push(text.slice(start, cut));
		start = cut;
	}

	return [...pieces, text.slice(start)];
}

function wholeCharacterEnd(text: string, end: number): number {
	const last = text.charCodeAt(end - 1);
	return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
