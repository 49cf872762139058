import type {SlashCommand} from './slash-command.ts';

export const retry: SlashCommand = {
	name: 'retry',
	description: 'ask the last prompt again, in place of its answer',
	run: (_argument, context) => context.retry(),
};
