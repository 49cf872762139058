import {join} from 'node:path';
import type {EndpointSession} from '../chat/endpoint-session.ts';
import {promptDetails} from '../chat/prompt-details.ts';
import {createConversationLog} from '../conversations/conversation-log.ts';
import type {ChatError} from '../core/errors.ts';
import type {TurnEvent} from '../core/turn.ts';
import {version} from '../core/version.ts';
import {dataFolder} from '../profiles/paths.ts';
import type {Io} from './io.ts';
import {systemOf} from './system.ts';

/** Keeps one exchange of `ask --save` in the history. */
export type SavedExchange = {
	record(event: TurnEvent): void;
	/** Why it could not be saved, if so. */
	error(): ChatError | undefined;
};

/** Begins the exchange on disk; to be called before the prompt is sent. */
export function saveExchange(session: EndpointSession, prompt: string, io: Io): SavedExchange {
	const log = createConversationLog({folder: join(dataFolder(systemOf(io)), 'conversations'), version});
	let failure = log.prompt(promptDetails(session, prompt));
	return {
		record(event) {
			if (event.type === 'text') {
				log.part({text: event.text});
			} else if (event.type === 'reasoning') {
				log.part({reasoning: event.text});
			} else if (event.type === 'finish' || event.type === 'error') {
				failure = log.end(event.result) ?? log.close();
			}
		},
		error: () => failure,
	};
}
