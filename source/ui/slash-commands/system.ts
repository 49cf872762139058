import {changeProfile} from '../../chat/change-profile.ts';
import type {SlashCommand} from './slash-command.ts';

export const system: SlashCommand = {
	name: 'system',
	argument: '[TEXT]',
	description: 'show or set the system message; - removes it',
	run(text, {store, note}) {
		const session = store.session();
		if (text === '') {
			const current = session.profile.system;
			note(
				current ? `The system message is: ${current}` : 'There is no system message. Set one: /system TEXT',
			);
			return;
		}

		const isRemoval = text === '-';
		store.setSession(changeProfile(session, {system: isRemoval ? '' : text}));
		note(isRemoval ? 'The system message is removed.' : 'The system message is set, for this chat.');
	},
};
