import {nearest} from '../../core/nearest.ts';
import {help} from './help.ts';
import {newConversation} from './new.ts';
import {profile} from './profile.ts';
import {quit} from './quit.ts';
import {retry} from './retry.ts';
import {set} from './set.ts';
import type {SlashCommand} from './slash-command.ts';
import {system} from './system.ts';

/** Every slash command, in the order of the menu. A new one is its file and a line here. */
export const slashCommands: readonly SlashCommand[] = [
	profile,
	system,
	set,
	newConversation,
	retry,
	help,
	quit,
];

/** What was typed as a command. */
export type ParsedSlash = {readonly name: string; readonly argument: string};

/**
 * Reads a prompt as a slash command; undefined for what is none. A path such as `/etc/hosts` is a prompt, and so is
 * everything after `//`.
 */
export function parseSlash(text: string): ParsedSlash | undefined {
	const match = /^\/([a-z-]+)(?:\s+(.*))?$/is.exec(text.trim());
	return match === null
		? undefined
		: {name: (match[1] ?? '').toLowerCase(), argument: (match[2] ?? '').trim()};
}

/** The command of a name or of an unambiguous beginning of one. */
export function findSlashCommand(name: string): SlashCommand | undefined {
	const exact = slashCommands.find(command => command.name === name);
	const matches = matchSlashCommands(name);
	return exact ?? (matches.length === 1 ? matches[0] : undefined);
}

/** The commands that begin like this, for the menu. */
export function matchSlashCommands(start: string): readonly SlashCommand[] {
	return slashCommands.filter(({name}) => name.startsWith(start));
}

/** What to say about a command that does not exist. */
export function describeUnknownCommand(name: string): string {
	const matches = matchSlashCommands(name);
	if (matches.length > 1) {
		return `/${name} could be ${matches.map(match => `/${match.name}`).join(' or ')}.`;
	}

	const guess = nearest(
		name,
		slashCommands.map(command => command.name),
	);
	return `There is no command /${name}. ${guess === undefined ? '/help shows them all.' : `Did you mean /${guess}?`}`;
}
