import type {RenderOptions} from './render-options.ts';
import {paintRow, printableSpans} from './span.ts';
import {expandTabs} from './width.ts';
import {wrapSpans} from './wrap.ts';

/** Shows text as it is written, wrapped to the terminal: for the raw view, and for what Markdown leaves alone. */
export function renderPlain(text: string, {width, theme}: RenderOptions): readonly string[] {
	if (text === '') {
		return [];
	}

	return text
		.replace(/\r?\n$/, '')
		.replaceAll('\r\n', '\n')
		.split('\n')
		.flatMap(line => {
			const rows = wrapSpans(printableSpans(expandTabs(line), []), width);
			return rows.length === 0 ? [''] : rows.map(row => paintRow(row, theme));
		});
}
