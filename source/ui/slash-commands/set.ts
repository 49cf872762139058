import {changeProfile} from '../../chat/change-profile.ts';
import {type JsonObject, parseJson} from '../../core/json.ts';
import type {SlashCommand} from './slash-command.ts';

export const set: SlashCommand = {
	name: 'set',
	argument: '[KEY=VALUE]',
	description: 'show or set a request parameter; a KEY alone removes it',
	run(argument, {store, note}) {
		const session = store.session();
		const parameters = session.profile.parameters ?? {};
		if (argument === '') {
			const lines = Object.entries(parameters).map(([key, value]) => `  ${key} = ${JSON.stringify(value)}`);
			note(
				lines.length === 0
					? 'No parameter is set; the endpoint’s own defaults count. For example: /set temperature=0.2'
					: 'These parameters are sent:',
				lines,
			);
			return;
		}

		const [, key = '', value] = /^([^\s=]+)(?:\s*=\s*|\s+)?(.*)$/s.exec(argument) ?? [];
		store.setSession(changeProfile(session, {parameters: withParameter(parameters, key, value ?? '')}));
		note(value ? `${key} = ${value}, for this chat.` : `${key} is not sent any more.`);
	},
};

/** The parameters with one more, or one less where the value is empty. JSON where it parses as JSON, else a string. */
function withParameter(parameters: JsonObject, key: string, value: string): JsonObject {
	const others = Object.entries(parameters).filter(([name]) => name !== key);
	const parsed = parseJson(value);
	const entry: readonly [string, unknown] = [key, parsed === undefined ? value : parsed.value];
	// fromEntries defines properties, so that `__proto__` is a key like any other.
	return Object.fromEntries(value === '' ? others : [...others, entry]) as JsonObject;
}
