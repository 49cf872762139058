import type {TranscriptItem} from '../chat/chat-state.ts';
import {describeError} from '../core/describe-error.ts';
import {controlNote, createPrintable, printable, printableLine} from '../core/printable-text.ts';
import type {Block} from '../markdown/block.ts';
import {renderPlain} from '../markdown/plain.ts';
import {renderBlock} from '../markdown/render-block.ts';
import {renderTail} from '../markdown/tail.ts';
import {describeMs, describeResult, describeStatus} from './describe-result.ts';
import type {ScreenTheme} from './screen-theme.ts';

export type TranscriptStyle = {
	readonly width: number;
	readonly theme: ScreenTheme;
};

/** The columns in front of what a model says, so that it can never pass for a prompt or a notice of ours. */
const indent = '  ';

/** How a line of ours begins. */
const ourMarks = /^(?:❯|Error:|Note:|\[)/;

/** The terminal lines of a settled item; what they hold has passed the gate for printable text. */
export function transcriptLines(item: TranscriptItem, style: TranscriptStyle): readonly string[] {
	const {theme, width} = style;
	switch (item.kind) {
		case 'prompt': {
			const lines = renderPlain(item.text, {
				width: Math.max(1, width - indent.length),
				theme: theme.markdown,
			});
			return [
				'',
				...lines.map((line, index) => `${index === 0 ? theme.accent('❯ ') : indent}${theme.strong(line)}`),
				'',
			];
		}

		case 'reasoning':
			return [...indented([theme.dim(`thought for ${describeMs(item.ms)} · ctrl+o shows it`)]), ''];
		case 'block':
			return blockLines(item.block, style);
		case 'answer-end': {
			const status = describeStatus(item.status, item.result);
			const figures = describeResult(item.result);
			return [
				...(status === undefined
					? []
					: indented(
							renderLines(printable(status), {theme, width: width - indent.length}).map(line =>
								theme.error(line),
							),
						)),
				...indented([theme.dim(printableLine(figures, Math.max(1, width - indent.length)))]),
				...controlLines(item.result.text, style),
			];
		}

		case 'error': {
			const text = printable(describeError(item.error, item.place).join('\n'));
			const [first = '', ...rest] = renderLines(text, style);
			return [theme.error(first), ...rest];
		}

		case 'note':
			return [
				...renderLines(printable(item.text), style).map(line => theme.dim(line)),
				...(item.details ?? []).map(line => printableLine(line, width)),
			];
		case 'plain':
			return [
				theme.dim(printableLine(item.title, width)),
				...indented(
					renderPlain(item.text, {width: Math.max(1, width - indent.length), theme: theme.markdown}),
				),
			];
	}
}

/** The note under an answer that tried to drive the terminal. */
function controlLines(text: string, style: TranscriptStyle): readonly string[] {
	const gate = createPrintable();
	gate.push(text);
	gate.end();
	return gate.shownCount === 0
		? []
		: renderLines(controlNote(gate.shownCount), style).map(line => style.theme.dim(line));
}

/** The last rows of an answer that is still being written. */
export function tailLines(
	blocks: readonly Block[],
	style: TranscriptStyle,
	maxRows: number,
): readonly string[] {
	const options = {width: Math.max(1, style.width - indent.length), theme: style.theme.markdown, maxRows};
	const last = blocks.at(-1);
	return last?.kind === 'code' && blocks.length === 1
		? codeLines(renderTail(blocks, {...options, width: style.width}))
		: indented(renderTail(blocks, options));
}

/** Text stands indented; code stands flush left, so that what is copied from the screen is what the model wrote. */
function blockLines(block: Block, {width, theme}: TranscriptStyle): readonly string[] {
	return block.kind === 'code'
		? codeLines(renderBlock(block, {width, theme: theme.markdown}))
		: indented(renderBlock(block, {width: Math.max(1, width - indent.length), theme: theme.markdown}));
}

function codeLines(lines: readonly string[]): readonly string[] {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: our own styling is not part of what a line looks like.
	return lines.map(line => (ourMarks.test(line.replace(/\u001B\[[\d;]*m/g, '')) ? `${indent}${line}` : line));
}

function indented(lines: readonly string[]): readonly string[] {
	return lines.map(line => (line === '' ? line : `${indent}${line}`));
}

/** Lines of our own words, wrapped with their own indent kept. */
function renderLines(text: string, {width, theme}: TranscriptStyle): readonly string[] {
	return text.split('\n').flatMap(line => {
		const margin = /^ */.exec(line)?.[0] ?? '';
		const rest = renderPlain(line.slice(margin.length), {
			width: Math.max(1, width - margin.length),
			theme: theme.markdown,
		});
		return rest.map(part => margin + part);
	});
}
