import type {Block} from './block.ts';
import {codeLines, renderCode, renderCodeLabel} from './code.ts';
import {decodeEntities} from './entities.ts';
import {lexMarkdown} from './lex.ts';
import {renderPlain} from './plain.ts';
import type {RenderOptions} from './render-options.ts';
import {renderTokens} from './render-tokens.ts';
import {splitBlocks} from './split-blocks.ts';

/**
 * Turns a block into lines for the terminal, the blank line that parts it from the one above included. Every line is
 * complete: printable text and the theme's own escape sequences, none of which reaches over the line's end.
 */
export function renderBlock(block: Block, options: RenderOptions): readonly string[] {
	const lines = renderContent(block, options);
	return block.hasGap && lines.length > 0 ? ['', ...lines] : lines;
}

/** Turns a whole Markdown text into lines: by definition those of its blocks, so a stream ends in the same. */
export function renderMarkdown(text: string, options: RenderOptions): readonly string[] {
	return splitBlocks(text).flatMap(block => renderBlock(block, options));
}

function renderContent(block: Block, options: RenderOptions): readonly string[] {
	switch (block.kind) {
		case 'code': {
			const {isFirst, language} = block.code;
			return [
				...(isFirst ? renderCodeLabel(language, options) : []),
				...renderCode(codeLines(block.source, block.code), decodeEntities(language), options),
			];
		}

		case 'verbatim':
			return renderPlain(block.isFirst ? withoutBlankStart(block.source) : block.source, options);
		case 'list-item':
			return renderSource(block.source, options, block.number);
		case 'markdown':
			return renderSource(block.source, options, undefined);
	}
}

function renderSource(
	source: string,
	options: RenderOptions,
	firstNumber: number | undefined,
): readonly string[] {
	const lexed = lexMarkdown(source);
	if (lexed === undefined) {
		return renderPlain(withoutBlankStart(source).trimEnd(), options);
	}

	return renderTokens(lexed.tokens, {
		...options,
		restore: lexed.restore,
		styles: [],
		listDepth: 0,
		firstNumber,
	});
}

function withoutBlankStart(source: string): string {
	return source.replace(/^(?:[ \t]*\r?\n)+/, '');
}
