import {createListener} from '../eliza/converse.ts';
import {englishScript} from '../eliza/script-english.ts';
import {type DemoMessage, type DemoModel, textAnswer} from '../model.ts';

const listener = createListener(englishScript);

/** What eliza says to a conversation. */
export function elizaReply(messages: readonly DemoMessage[]): string {
	return listener.reply(messages.filter(({role}) => role === 'user').map(({text}) => text));
}

/**
 * A listener in the tradition of Joseph Weizenbaum's ELIZA (Communications of the ACM, January 1966), with a script of
 * its own.
 */
export const eliza: DemoModel = {
	name: 'eliza',
	description: 'A listener by rules, after the program of 1966; the default',
	answer: request => textAnswer(elizaReply(request.messages)),
};
