import type {MarkedToken, Token, Tokens} from 'marked';
import {renderCode, renderCodeLabel} from './code.ts';
import {type InlineContext, inlineSpans} from './inline.ts';
import {safeHref, showsHref} from './link.ts';
import {renderPlain} from './plain.ts';
import type {RenderOptions} from './render-options.ts';
import {paintRow, printableSpans, type Span} from './span.ts';
import {renderTable} from './table.ts';
import type {Style} from './theme.ts';
import {textWidth} from './width.ts';
import {cutSpans, wrapSpans} from './wrap.ts';

/** What the tokens of a block depend on. */
export type BlockContext = RenderOptions &
	InlineContext & {
		/** How many lists are around. */
		readonly listDepth: number;
		/** The number of the first item, where the source does not tell it. */
		readonly firstNumber?: number | undefined;
	};

/** Narrower than this, text is not indented any more. */
const minimumWidth = 4;

const maximumRuleWidth = 40;

/** Turns the tokens of a block into lines of a terminal. */
export function renderTokens(tokens: readonly Token[], context: BlockContext): readonly string[] {
	const lines: string[] = [];
	let previous: MarkedToken | undefined;
	let isAfterSpace = false;
	for (const token of tokens as readonly MarkedToken[]) {
		if (token.type === 'space') {
			isAfterSpace = true;
			continue;
		}

		const rendered = renderToken(token, context);
		if (rendered.length === 0) {
			continue;
		}

		if (previous !== undefined && (isAfterSpace || !isTight(previous, token))) {
			lines.push('');
		}

		for (const line of rendered) {
			lines.push(line);
		}

		previous = token;
		isAfterSpace = false;
	}

	return lines;
}

/** What stands together unless a blank line parts it: a list and the line that introduces it, runs of definitions. */
function isTight(previous: MarkedToken, token: MarkedToken): boolean {
	const isAfterText = previous.type === 'paragraph' || previous.type === 'text';
	return (token.type === 'list' && isAfterText) || (token.type === 'def' && previous.type === 'def');
}

function renderToken(token: MarkedToken, context: BlockContext): readonly string[] {
	switch (token.type) {
		case 'paragraph':
		case 'text':
			return wrap(inlineSpans(token.tokens ?? [token], context), context);
		case 'heading':
			return renderHeading(token, context);
		case 'list':
			return renderList(token, context);
		case 'blockquote':
			return renderQuote(token, context);
		case 'code':
			return renderCodeToken(token, context);
		case 'table':
			return renderTable(token, context, context);
		case 'hr':
			return [context.theme.rule('─'.repeat(Math.min(context.width, maximumRuleWidth)))];
		case 'html':
			return renderPlain(context.restore(token.raw).replace(/\n+$/, ''), context);
		case 'def':
			return renderDefinition(token, context);
		case 'checkbox':
			return [];
		default:
			return renderPlain(context.restore(token.raw), context);
	}
}

function wrap(spans: readonly Span[], {width, theme}: RenderOptions): readonly string[] {
	return wrapSpans(spans, width).map(row => paintRow(row, theme));
}

function renderHeading(token: Tokens.Heading, context: BlockContext): readonly string[] {
	const style: Style = token.depth === 1 ? 'heading1' : token.depth === 2 ? 'heading2' : 'heading3';
	return wrap(inlineSpans(token.tokens, {...context, styles: [...context.styles, style]}), context);
}

function renderList(list: Tokens.List, context: BlockContext): readonly string[] {
	const first = context.firstNumber ?? Number(list.start);
	const lines: string[] = [];
	for (const [index, item] of list.items.entries()) {
		const before = list.items[index - 1];
		if (before !== undefined && /\n[ \t]*\n[ \t]*$/.test(before.raw)) {
			lines.push('');
		}

		for (const line of renderItem(item, list.ordered ? first + index : undefined, context)) {
			lines.push(line);
		}
	}

	return lines;
}

const bullets = ['•', '◦', '▪'] as const;

function renderItem(
	item: Tokens.ListItem,
	number: number | undefined,
	context: BlockContext,
): readonly string[] {
	const bullet = bullets[Math.min(context.listDepth, bullets.length - 1)] as string;
	const box = item.task ? `[${item.checked === true ? 'x' : ' '}]` : '';
	const label = number === undefined ? '' : `${number}${/^\s*\d+\)/.test(item.raw) ? ')' : '.'}`;
	const marker = [label, box].filter(part => part !== '').join(' ') || bullet;
	const inner = {...context, listDepth: context.listDepth + 1, firstNumber: undefined};
	const width = textWidth(marker) + 1;
	if (context.width - width < minimumWidth) {
		return [...renderMarker(marker, context), ...renderTokens(item.tokens, inner)];
	}

	const content = renderTokens(item.tokens, {...inner, width: context.width - width});
	if (content.length === 0) {
		return renderMarker(marker, context);
	}

	const indent = ' '.repeat(width);
	const [first = '', ...rest] = content;
	return [
		`${context.theme.bullet(marker)} ${first}`,
		...rest.map(line => (line === '' ? '' : indent + line)),
	];
}

function renderMarker(marker: string, {width, theme}: RenderOptions): readonly string[] {
	return cutSpans([{text: marker, styles: ['bullet']}], width).map(row => paintRow(row, theme));
}

function renderQuote(token: Tokens.Blockquote, context: BlockContext): readonly string[] {
	if (context.width - 2 < minimumWidth) {
		return renderTokens(token.tokens, context);
	}

	const bar = context.theme.quoteBar('│');
	const content = renderTokens(token.tokens, {...context, width: context.width - 2});
	return content.length === 0 ? [bar] : content.map(line => (line === '' ? bar : `${bar} ${line}`));
}

function renderCodeToken(token: Tokens.Code, context: BlockContext): readonly string[] {
	const isIndented = token.codeBlockStyle === 'indented';
	const code = context.restore(isIndented ? token.text.replace(/\n+$/, '') : token.text.replace(/\n$/, ''));
	const language = context.restore(token.lang ?? '').split(/[ \t]/, 1)[0] as string;
	// An empty text is no line, and one line end a blank line.
	const lines = token.text === '' ? [] : code.split('\n');
	return [...renderCodeLabel(language, context), ...renderCode(lines, language, context)];
}

/** A definition stays as it is written, its address a link: references to it stay as they are written, too. */
function renderDefinition(token: Tokens.Def, context: BlockContext): readonly string[] {
	const source = context.restore(token.raw).trim().replace(/\s+/g, ' ');
	const href = safeHref(token.href);
	const start = source.indexOf(token.href);
	if (href === undefined || start === -1 || !showsHref(token.href, href)) {
		return wrap(printableSpans(source, context.styles), context);
	}

	const end = start + token.href.length;
	return wrap(
		[
			...printableSpans(source.slice(0, start), context.styles),
			...printableSpans(token.href, [...context.styles, 'link'], href),
			...printableSpans(source.slice(end), context.styles),
		],
		context,
	);
}
