import type {SlashCommand} from './slash-command.ts';

export const quit: SlashCommand = {
	name: 'quit',
	description: 'leave; the conversation is saved',
	worksWhileBusy: true,
	run: (_argument, context) => context.quit(),
};
