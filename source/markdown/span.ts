import {printable} from '../core/printable-text.ts';
import type {Style, Theme} from './theme.ts';

/** A run of printable text in one style. Its text has come through the gate: make it with {@link printableSpans}. */
export type Span = {
	readonly text: string;
	/** Outermost first. */
	readonly styles: readonly Style[];
	/** Where the text leads; only ever an address from {@link safeHref}. */
	readonly href?: string | undefined;
	/** What a highlighter calls it. */
	readonly scope?: string | undefined;
};

/** Noncharacters, which the gate lets none of through: they can frame what it shows in place of a control. */
const shownStart = '\uFDD0';
const shownEnd = '\uFDD1';
const frames = /[\uFDD0\uFDD1]/;
const mark = (shown: string): string => shownStart + shown + shownEnd;

/** The gate, as the last step before styling: makes text of a model safe and marks what stands for controls. */
export function printableSpans(text: string, styles: readonly Style[], href?: string): readonly Span[] {
	const safe = printable(text, {mark});
	if (!safe.includes(shownStart)) {
		return safe === '' ? [] : [{text: safe, styles, href}];
	}

	return safe
		.split(frames)
		.map(
			(part, index): Span =>
				index % 2 === 0 ? {text: part, styles} : {text: part, styles: [...styles, 'control']},
		)
		.filter(span => span.text !== '');
}

/** One line of the terminal. Every span opens and closes its own styles, so none reaches another span or line. */
export function paintRow(row: readonly Span[], theme: Theme): string {
	return row.map(span => paintSpan(span, theme)).join('');
}

function paintSpan({text, styles, href, scope}: Span, theme: Theme): string {
	let painted = scope === undefined ? text : theme.syntax(text, scope);
	for (let index = styles.length - 1; index >= 0; index--) {
		painted = theme[styles[index] as Style](painted);
	}

	return href === undefined ? painted : theme.hyperlink(painted, href);
}

/** The text of spans, without styles. */
export function textOf(spans: readonly Span[]): string {
	return spans.map(span => span.text).join('');
}
