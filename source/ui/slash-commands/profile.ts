import type {SlashCommand} from './slash-command.ts';

export const profile: SlashCommand = {
	name: 'profile',
	argument: '[NAME]',
	description: 'choose another endpoint; the conversation goes on with it',
	run: (name, context) => context.chooseProfile(name === '' ? undefined : name),
};
