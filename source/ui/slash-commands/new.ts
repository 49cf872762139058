import type {SlashCommand} from './slash-command.ts';

export const newConversation: SlashCommand = {
	name: 'new',
	description: 'begin a new conversation',
	run: (_argument, {store}) => store.clear(),
};
