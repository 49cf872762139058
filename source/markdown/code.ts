import {printable, printableLine} from '../core/printable-text.ts';
import type {CodePiece} from './block.ts';
import {decodeEntities} from './entities.ts';
import {columnOfText, isBlank} from './line-kind.ts';
import type {RenderOptions} from './render-options.ts';
import {paintRow, printableSpans, type Span} from './span.ts';
import {expandTabs} from './width.ts';
import {cutSpans} from './wrap.ts';

/** The lines of code in some lines of a block's source: without fences and the block's own indentation. */
export function codeLines(source: string, piece: CodePiece): readonly string[] {
	const lines = source.replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n');
	if (piece.isFirst) {
		lines.splice(
			0,
			lines.findIndex(line => !isBlank(line)),
		);
	}

	if (piece.style === 'indented') {
		while (lines.length > 0 && isBlank(lines.at(-1) as string)) {
			lines.pop();
		}
	} else {
		if (piece.isFirst) {
			lines.shift();
		}

		if (piece.isLast) {
			lines.pop();
		}
	}

	return lines.map(line => removeIndent(line, piece));
}

function removeIndent(line: string, {style, indent}: CodePiece): string {
	if (style === 'fenced') {
		let end = 0;
		while (end < indent && line[end] === ' ') {
			end++;
		}

		return line.slice(end);
	}

	const text = line.trimStart();
	const leading = line.slice(0, line.length - text.length);
	return leading.includes('\t')
		? ' '.repeat(Math.max(0, columnOfText(line) - indent)) + text
		: line.slice(indent);
}

/** The line above a block of code that names its language; none without a language. */
export function renderCodeLabel(language: string, {width, theme}: RenderOptions): readonly string[] {
	const label = printableLine(decodeEntities(language), width);
	return label === '' ? [] : [theme.codeLabel(label)];
}

/**
 * Shows code flush left, without a frame or line numbers, so that it can be copied as it is. Lines longer than the
 * terminal are cut at its edge, wherever that is.
 */
export function renderCode(
	lines: readonly string[],
	language: string,
	options: RenderOptions,
): readonly string[] {
	return (highlightLines(lines, language, options) ?? lines.map(plainLine)).flatMap(line =>
		cutSpans(line, options.width).map(row => paintRow(row, options.theme)),
	);
}

function plainLine(line: string): readonly Span[] {
	return printableSpans(expandTabs(line), ['codeBlock']);
}

function highlightLines(
	lines: readonly string[],
	language: string,
	{highlight}: RenderOptions,
): readonly (readonly Span[])[] | undefined {
	if (highlight === undefined || language === '' || lines.length === 0) {
		return undefined;
	}

	const code = printable(lines.map(expandTabs).join('\n'));
	const runs = highlight(code, language);
	if (runs === undefined || runs.map(run => run.text).join('') !== code) {
		return undefined;
	}

	const highlighted: Span[][] = [[]];
	for (const {text, scope} of runs) {
		for (const [index, line] of text.split('\n').entries()) {
			if (index > 0) {
				highlighted.push([]);
			}

			if (line !== '') {
				highlighted.at(-1)?.push({text: line, styles: ['codeBlock'], scope});
			}
		}
	}

	return highlighted;
}
