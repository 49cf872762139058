import {type Message, messageText, type Role} from '../../core/conversation.ts';
import {type BlockTemplate, fillBlock} from './block-template.ts';
import {neutralise} from './neutralise.ts';

/** A message as a template writes it: one text in which no template token is left. */
export type Turn = {readonly role: Role; readonly text: string};

/**
 * Brings a conversation into the order that a template can write:
 *
 * - images are left out, and so are empty system texts and empty answers (of a turn that failed): these would teach the
 *   model to say nothing
 * - system texts go to the front where the template has one place for them, or into a user message where it has none
 * - where roles must alternate, messages of one role in a row become one, an empty line between them (as mistral-common
 *   joins them), and an assistant who speaks first answers an empty user message
 */
export function arrangeTurns(messages: readonly Message[], template: BlockTemplate): readonly Turn[] {
	const turns = messages
		.map(message => ({role: message.role, text: messageText(message)}))
		.filter(({role, text}) => role === 'user' || text !== '');
	const hasSystem = turns.some(({role}) => role === 'system');
	const {defaultSystem, alternates} = template;
	const all: readonly Turn[] =
		hasSystem || defaultSystem === undefined ? turns : [{role: 'system', text: defaultSystem}, ...turns];
	const arranged = alternates ? alternateRoles(all) : all;
	const safe = arranged.map((turn, place) => clean(turn, template, place === arranged.length - 1));
	return template.system === undefined ? foldSystem(safe, template) : safe;
}

/** The system text first, then user and assistant by turns. */
function alternateRoles(turns: readonly Turn[]): readonly Turn[] {
	const system = turns.filter(({role}) => role === 'system');
	const spoken = turns.filter(({role}) => role !== 'system');
	const opening: readonly Turn[] = spoken[0]?.role === 'assistant' ? [{role: 'user', text: ''}] : [];
	return [...mergeRoles(system), ...mergeRoles([...opening, ...spoken])];
}

function mergeRoles(turns: readonly Turn[]): readonly Turn[] {
	const merged: Turn[] = [];
	for (const turn of turns) {
		const last = merged.at(-1);
		if (last?.role === turn.role) {
			merged[merged.length - 1] = {role: turn.role, text: `${last.text}\n\n${turn.text}`};
		} else {
			merged.push(turn);
		}
	}

	return merged;
}

/** An answer that the model is to go on with keeps its end to the character. */
function clean({role, text}: Turn, template: BlockTemplate, isLast: boolean): Turn {
	const stripped = role === 'assistant' && isLast ? text.trimStart() : text.trim();
	return {role, text: neutralise(template.stripsText ? stripped : text, template.tokens)};
}

function foldSystem(turns: readonly Turn[], template: BlockTemplate): readonly Turn[] {
	const system = turns.filter(({role}) => role === 'system').map(({text}) => text);
	const spoken = turns.filter(({role}) => role !== 'system');
	if (system.length === 0) {
		return spoken;
	}

	const isUser = ({role}: Turn) => role === 'user';
	const place = template.foldsInto === 'last' ? spoken.findLastIndex(isUser) : spoken.findIndex(isUser);
	const folded = fillBlock(template.foldedSystem ?? '{content}\n\n', system.join('\n\n'));
	return place === -1
		? [{role: 'user', text: folded}, ...spoken]
		: spoken.with(place, {role: 'user', text: folded + (spoken[place]?.text ?? '')});
}
