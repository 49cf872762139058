import type {Block} from './block.ts';
import {classifyLine, isBlank} from './line-kind.ts';
import {continueBlock, isSameList, type OpenBlock, openBlock, type Step} from './open-block.ts';

/**
 * Splits Markdown into blocks while it arrives. A block is given out as soon as no later text can change it, and never
 * again; the blocks do not depend on how the text was cut.
 */
export type BlockSplitter = {
	/** Takes the next piece of text and returns the blocks that are settled by it. */
	push(delta: string): readonly Block[];
	/** Returns the last blocks. The splitter is then ready for a new text. */
	end(): readonly Block[];
	/** What is still open, as the blocks it would be if the text ended here. */
	tail(): readonly Block[];
};

type State = {
	/** Complete lines that are not settled, blank ones before the open block included. */
	lines: string;
	block: OpenBlock | undefined;
	/** Whether the block is parted from the one above it. */
	hasGap: boolean;
	/** The block before, when it ended just above the next line. */
	previous: OpenBlock | undefined;
	isAfterBlank: boolean;
	isAtStart: boolean;
};

const atStart: State = {
	lines: '',
	block: undefined,
	hasGap: false,
	previous: undefined,
	isAfterBlank: false,
	isAtStart: true,
};

/**
 * Makes a splitter. Each line is looked at once, when it is complete; nothing is parsed twice, so a text of any shape
 * costs time in proportion to its length. The blocks:
 *
 * - a heading or rule is settled with its line; a paragraph, quote or table with the blank line or block after it;
 * - the items of a list one by one; what parts two items is what parts them in the source, so it does not matter
 *   whether the list turns out loose; an ordered list counts on from its first item;
 * - code some lines at a time; HTML and displayed mathematics, shown as written, line by line;
 * - definitions of link references are text like any other: what a reference means cannot be known when the
 *   definition comes last, so references are shown as they are written, everywhere.
 *
 * It reads lines as CommonMark does; where a rule would need more than the line (whether a line without `>` continues
 * a deep paragraph inside a quote) it follows the last line's text. The parser has the last word inside a block.
 */
export function createBlockSplitter(): BlockSplitter {
	let state = {...atStart};
	/** The last line, not complete; joined late because a line may come in thousands of pieces. */
	let line = '';

	function finish(from: State): readonly Block[] {
		const blocks: Block[] = [];
		if (line !== '') {
			feedLine(from, line, blocks);
		}

		settle(from, blocks, false);
		return blocks;
	}

	return {
		push(delta) {
			const blocks: Block[] = [];
			let start = 0;
			for (let end = delta.indexOf('\n'); end !== -1; end = delta.indexOf('\n', start)) {
				feedLine(state, line + delta.slice(start, end + 1), blocks);
				line = '';
				start = end + 1;
			}

			line += delta.slice(start);
			return blocks;
		},
		end() {
			const blocks = finish(state);
			state = {...atStart};
			line = '';
			return blocks;
		},
		tail() {
			return finish({...state});
		},
	};
}

/** All blocks of a text that is complete. */
export function splitBlocks(text: string): readonly Block[] {
	const splitter = createBlockSplitter();
	return [...splitter.push(text), ...splitter.end()];
}

function feedLine(state: State, source: string, blocks: Block[]): void {
	const line = source.replace(/\r?\n$/, '');
	if (state.block !== undefined) {
		const step = continueBlock(state.block, line);
		if (step.action !== 'leave') {
			take(state, source, step, blocks);
			state.isAfterBlank = isBlank(line);
			return;
		}

		const {block} = state;
		settle(state, blocks, false);
		state.previous = block;
	}

	const kind = classifyLine(line);
	if (kind.type === 'blank') {
		state.lines += source;
		state.isAfterBlank = true;
		return;
	}

	const step = openBlock(line, kind, state.previous);
	if (step.action !== 'leave') {
		state.hasGap = hasGap(state, step.block);
		take(state, source, step, blocks);
	}

	state.isAtStart = false;
	state.isAfterBlank = false;
}

function take(state: State, source: string, step: Step & {block: OpenBlock}, blocks: Block[]): void {
	state.lines += source;
	state.block = step.block;
	if (step.action === 'append') {
		return;
	}

	settle(state, blocks, step.action === 'close');
	if (step.action === 'settle') {
		state.block = nextPiece(step.block);
		state.hasGap = false;
	} else {
		state.previous = step.block;
	}
}

function nextPiece(block: OpenBlock): OpenBlock {
	switch (block.type) {
		case 'fence':
		case 'indented':
			return {...block, isFirst: false, lineCount: 0};
		case 'verbatim':
			return {...block, isFirst: false};
		default:
			return block;
	}
}

/** Blocks are parted by a blank line, but for the items of a tight list and a list right under its introduction. */
function hasGap(state: State, block: OpenBlock): boolean {
	if (state.isAtStart) {
		return false;
	}

	if (block.type !== 'item') {
		return true;
	}

	const isTightAfter = isSameList(block, state.previous) || state.previous?.type === 'paragraph';
	return state.isAfterBlank || !isTightAfter;
}

function settle(state: State, blocks: Block[], isLast: boolean): void {
	if (state.lines !== '') {
		blocks.push(blockOf(state, isLast));
		state.lines = '';
	}

	state.block = undefined;
}

function blockOf({lines: source, block, hasGap}: State, isLast: boolean): Block {
	switch (block?.type) {
		case 'fence': {
			const {language, indent, isFirst} = block;
			return {kind: 'code', source, hasGap, code: {style: 'fenced', language, indent, isFirst, isLast}};
		}

		case 'indented': {
			const code = {style: 'indented', language: '', indent: 4, isFirst: block.isFirst, isLast} as const;
			return {kind: 'code', source, hasGap, code};
		}

		case 'item':
			return {kind: 'list-item', source, hasGap, number: block.number};
		case 'verbatim':
			return {kind: 'verbatim', source, hasGap, isFirst: block.isFirst};
		default:
			return {kind: 'markdown', source, hasGap};
	}
}
