import {describe, expect, it} from 'vitest';
import {keyLines} from '../../source/ui/slash-commands/help.ts';
import {
	describeUnknownCommand,
	findSlashCommand,
	matchSlashCommands,
	parseSlash,
	slashCommands,
} from '../../source/ui/slash-commands/registry.ts';

describe('what is typed', () => {
	it.each([
		['/help', {name: 'help', argument: ''}],
		['  /help  ', {name: 'help', argument: ''}],
		['/HELP', {name: 'help', argument: ''}],
		['/set temperature=0.2', {name: 'set', argument: 'temperature=0.2'}],
		['/system  Be brief.\nAnd kind. ', {name: 'system', argument: 'Be brief.\nAnd kind.'}],
		['/xyz', {name: 'xyz', argument: ''}],
	])('%j is a command', (text, parsed) => {
		expect(parseSlash(text)).toEqual(parsed);
	});

	it.each([
		'',
		'help',
		'/',
		'//help',
		'/etc/hosts',
		'/etc/hosts is a file',
		'what is /help?',
		'/ help',
		'/2',
	])('%j is a prompt', text => {
		expect(parseSlash(text)).toBeUndefined();
	});
});

describe('commands', () => {
	it('have names and descriptions of their own', () => {
		expect(new Set(slashCommands.map(({name}) => name)).size).toBe(slashCommands.length);
		for (const {name, description} of slashCommands) {
			expect(parseSlash(`/${name}`)?.name).toBe(name);
			expect(description).toMatch(/^[a-z].*[^.]$/);
		}
	});

	it('are found by their name, or by a beginning that only one has', () => {
		for (const command of slashCommands) {
			expect(findSlashCommand(command.name)).toBe(command);
		}

		expect(findSlashCommand('he')?.name).toBe('help');
		expect(findSlashCommand('se')?.name).toBe('set');
		expect(findSlashCommand('s')).toBeUndefined();
		expect(findSlashCommand('nothing')).toBeUndefined();
		expect(findSlashCommand('')).toBeUndefined();
	});

	it('are all in the menu while only the slash is typed', () => {
		expect(matchSlashCommands('')).toEqual(slashCommands);
		expect(matchSlashCommands('s').map(({name}) => name)).toEqual(['system', 'set']);
	});
});

describe('a command that does not exist', () => {
	it.each([
		['hlep', 'There is no command /hlep. Did you mean /help?'],
		['quite', 'There is no command /quite. Did you mean /quit?'],
		['s', '/s could be /system or /set.'],
		['xyzzy', 'There is no command /xyzzy. /help shows them all.'],
	])('/%s gets an answer that helps', (name, shown) => {
		expect(describeUnknownCommand(name)).toBe(shown);
	});
});

it('the help of the keys fits into 100 columns', () => {
	expect(keyLines().filter(line => line.length > 100)).toEqual([]);
});
