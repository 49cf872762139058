import type {MarkedToken, Token, Tokens} from 'marked';
import {decodeEntities} from './entities.ts';
import {describeAddress, safeHref, showsHref} from './link.ts';
import {printableSpans, type Span, textOf} from './span.ts';
import type {Style} from './theme.ts';

/** What the tokens inside a line depend on. */
export type InlineContext = {
	readonly styles: readonly Style[];
	readonly restore: (text: string) => string;
};

/** Turns tokens inside a line into printable spans. A line end of the source is a newline, as chats show it. */
export function inlineSpans(tokens: readonly Token[], context: InlineContext): readonly Span[] {
	return tokens.flatMap(token => spansOf(token as MarkedToken, context));
}

function spansOf(token: MarkedToken, context: InlineContext): readonly Span[] {
	switch (token.type) {
		case 'text':
			return token.tokens === undefined
				? leaf(decodeEntities(token.raw.replace(/\n[ \t]+/g, '\n')), context)
				: inlineSpans(token.tokens, context);
		case 'escape':
			// Parentheses and brackets are escaped to write mathematics, far more often than to write themselves.
			return leaf('()[]'.includes(token.text) ? token.raw : token.text, context);
		case 'strong':
			return inlineSpans(token.tokens, withStyle(context, 'strong'));
		case 'em':
			return inlineSpans(token.tokens, withStyle(context, 'emphasis'));
		case 'del':
			return inlineSpans(token.tokens, withStyle(context, 'strikethrough'));
		case 'codespan':
			return leaf(token.text, withStyle(context, 'code'));
		case 'br':
			return [{text: '\n', styles: []}];
		case 'html':
			return /^<br[ \t]*\/?>$/i.test(token.raw) ? [{text: '\n', styles: []}] : leaf(token.raw, context);
		case 'link':
			return linkSpans(token, context);
		case 'image':
			return withTarget(
				leaf(decodeEntities(token.text) || 'image', context),
				addressOf(token, context),
				context,
			);
		case 'checkbox':
			return [];
		default:
			return leaf(token.raw, context);
	}
}

function leaf(text: string, {styles, restore}: InlineContext, href?: string): readonly Span[] {
	return printableSpans(restore(text), styles, href);
}

function withStyle(context: InlineContext, style: Style): InlineContext {
	return {...context, styles: [...context.styles, style]};
}

function addressOf(token: Tokens.Link | Tokens.Image, {restore}: InlineContext): string {
	const isLiteral = token.type === 'link' && token.autolink === true;
	return restore(isLiteral ? token.href : decodeEntities(token.href));
}

function linkSpans(token: Tokens.Link, context: InlineContext): readonly Span[] {
	const address = addressOf(token, context);
	const inLink = withStyle(context, 'link');
	if (token.autolink === true) {
		return addressSpans(token.text, address, inLink);
	}

	const label = inlineSpans(token.tokens, inLink);
	const text = textOf(label);
	if (text.trim() === '' || text === address || showsHref(text, safeHref(address) ?? address)) {
		return addressSpans(text.trim() || address, address, inLink);
	}

	return `mailto:${text}` === address ? label : withTarget(label, address, context);
}

/** A link whose text is its address. It can be opened only when it leads exactly where it says. */
function addressSpans(text: string, address: string, context: InlineContext): readonly Span[] {
	const href = safeHref(address);
	if (href !== undefined && showsHref(text, href)) {
		return leaf(text, context, href);
	}

	const spans = leaf(text, context);
	const isElsewhere = href !== undefined && text === address;
	return isElsewhere ? withTarget(spans, href, {...context, styles: context.styles.slice(0, -1)}) : spans;
}

/** A text, and in parentheses the address that it leads to. */
function withTarget(label: readonly Span[], address: string, context: InlineContext): readonly Span[] {
	const {styles} = withStyle(context, 'target');
	const shown = describeAddress(address);
	const href = safeHref(address);
	const isExact = href !== undefined && showsHref(shown, href);
	return [
		...label,
		{text: ' (', styles},
		...printableSpans(shown.replace(/\s+/g, ' '), styles, isExact ? href : undefined),
		{text: ')', styles},
	];
}
