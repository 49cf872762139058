import type {Block} from './block.ts';
import {isBlank, tableDelimiter} from './line-kind.ts';
import {renderBlock} from './render-block.ts';
import type {RenderOptions} from './render-options.ts';

/**
 * The last `maxRows` lines of what is still open. It costs what fits on the screen, however long the open blocks are:
 * of a long one only the end is laid out, so the lines near its start may differ from those that settle later.
 */
export function renderTail(
	blocks: readonly Block[],
	{maxRows, ...options}: RenderOptions & {readonly maxRows: number},
): readonly string[] {
	// Some more than what fits: marks of Markdown and addresses take characters but no columns.
	const budget = maxRows * options.width + 500;
	let lines: readonly string[] = [];
	for (let index = blocks.length - 1; index >= 0 && lines.length < maxRows; index--) {
		lines = [...renderBlock(clipBlock(blocks[index] as Block, budget, maxRows), options), ...lines];
	}

	return maxRows > 0 ? lines.slice(-maxRows) : [];
}

function clipBlock(block: Block, budget: number, maxRows: number): Block {
	const {source} = block;
	const end = lastLinesOf(endOf(source, budget), maxRows);
	if (end.length === source.length) {
		return block;
	}

	switch (block.kind) {
		case 'code':
			return {...block, source: end, hasGap: false, code: {...block.code, isFirst: false}};
		case 'verbatim':
			return {...block, source: end, hasGap: false, isFirst: false};
		case 'list-item': {
			const marker = /^(?:[ \t]*\r?\n)*([ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]*)/.exec(source)?.[1] ?? '';
			return {...block, source: `${marker}…\n${end}`};
		}

		case 'markdown':
			return {...block, source: tableHead(source) + end};
	}
}

/**
 * The end of a text, once or twice `budget` characters, from the start of a line or, in a long line, of a word. Where
 * it starts changes only once in `budget` characters: lines must not be laid out anew with each letter that comes.
 */
function endOf(source: string, budget: number): string {
	if (source.length <= 2 * budget) {
		return source;
	}

	const end = source.slice(budget * (Math.floor(source.length / budget) - 1));
	const lineEnd = end.indexOf('\n');
	if (lineEnd !== -1 && lineEnd < budget / 2) {
		return end.slice(lineEnd + 1);
	}

	const space = end.indexOf(' ');
	return space !== -1 && space < budget / 2 ? end.slice(space + 1) : end;
}

/** Two to three times `count` lines from the end of a text; here, too, the start moves in steps. */
function lastLinesOf(text: string, count: number): string {
	const lines = text.split('\n');
	const surplus = Math.floor(lines.length / count) - 2;
	return surplus > 0 ? lines.slice(surplus * count).join('\n') : text;
}

/** The header of a table, without which its last rows are no table. */
function tableHead(source: string): string {
	const lines = source.slice(0, 2000).split('\n');
	const first = lines.findIndex(line => !isBlank(line));
	const [header, delimiter] = lines.slice(first, first + 2);
	return delimiter !== undefined && tableDelimiter.test(delimiter) ? `${header}\n${delimiter}\n` : '';
}
