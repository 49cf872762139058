import type {Message} from '../../core/conversation.ts';
import type {PromptTemplate} from '../../core/prompt-template.ts';
import {arrangeTurns, type Turn} from './arrange-turns.ts';
import {type BlockTemplate, blockOpening, fillBlock} from './block-template.ts';
import {alpacaDialogue, builtInTemplates} from './built-in-templates.ts';
import {completeTemplate} from './custom-template.ts';

/** A conversation as one string, and what follows from its template for the answer. */
export type RenderedPrompt = {
	readonly prompt: string;
	/** Strings at which generation ends. */
	readonly stop: readonly string[];
	/** Whether the model's text begins with a space that belongs to the template. */
	readonly trimsLeadingSpace: boolean;
};

/**
 * Writes a conversation as one prompt, exact to the character. Template tokens in the messages' text are broken by a
 * space. A conversation that ends with an assistant message gives a prompt that ends with its text, without an end mark,
 * for the model to go on with it; then a leading space of the answer is the answer's own.
 */
export function renderPrompt(messages: readonly Message[], template: PromptTemplate): RenderedPrompt {
	const blocks = chooseTemplate(messages, template);
	const turns = arrangeTurns(messages, blocks);
	const last = turns.at(-1);
	const isContinued = last?.role === 'assistant';
	const written = (isContinued ? turns.slice(0, -1) : turns).map(turn => writeTurn(turn, blocks)).join('');
	const opening = blockOpening(blocks.assistant);
	return {
		prompt: written + (isContinued ? opening + last.text : blocks.start),
		stop: blocks.stop,
		trimsLeadingSpace: !isContinued && opening === `${blocks.start} `,
	};
}

function chooseTemplate(messages: readonly Message[], template: PromptTemplate): BlockTemplate {
	if (typeof template !== 'string') {
		return completeTemplate(template);
	}

	const blocks = builtInTemplates[template];
	return template === 'alpaca' && arrangeTurns(messages, blocks).filter(isUserTurn).length > 1
		? alpacaDialogue
		: blocks;
}

function writeTurn({role, text}: Turn, blocks: BlockTemplate): string {
	return fillBlock(blocks[role] ?? '{content}', text);
}

function isUserTurn({role}: Turn): boolean {
	return role === 'user';
}
