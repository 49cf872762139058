import {type RenderedPrompt, renderPrompt} from './templates/render-prompt.ts';
import {createLeadingSpaceTrimmer, createStopTrimmer, type TextFilter} from './text-filter.ts';
import type {WireRequest} from './wire-format.ts';

/** The prompt of a request, by its template or the plain one. */
export function promptOf(request: WireRequest): RenderedPrompt {
	return renderPrompt(request.messages, request.template ?? 'plain');
}

/** What a template asks to be taken away from the model's text. */
export function templateFilters({stop, trimsLeadingSpace}: RenderedPrompt): readonly TextFilter[] {
	return [...(trimsLeadingSpace ? [createLeadingSpaceTrimmer()] : []), createStopTrimmer(stop)];
}
