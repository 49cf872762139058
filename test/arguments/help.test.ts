import {describe, expect, it} from 'vitest';
import {commonFlags, endpointFlags} from '../../source/arguments/flags.ts';
import {helpPages, helpText} from '../../source/arguments/help.ts';
import {parseArguments} from '../../source/arguments/parse-arguments.ts';
import {splitCommand} from '../../source/profiles/split-command.ts';

describe.each(Object.entries(helpPages))('the help of %s', (topic, page) => {
	const text = helpText(topic);

	it('is at most 100 columns wide and ends in a newline', () => {
		expect(text.split('\n').filter(line => line.length > 100)).toEqual([]);
		expect(text.endsWith('\n')).toBe(true);
	});

	it('names every flag once, with a word about it', () => {
		for (const [name, flag] of Object.entries({...page.flags, ...commonFlags})) {
			const lines = text
				.split('\n')
				.filter(line => new RegExp(`^ {2,}(?:-\\w, )?--${name}(?: |$)`).test(line));
			expect(lines, name).toHaveLength(1);
			expect(lines[0]).toContain(flag.help);
		}
	});

	it('has two examples, which are understood', () => {
		const examples = text.slice(text.indexOf('Examples:\n')).split('\n').slice(1, -1);
		expect(examples).toHaveLength(2);
		for (const example of examples) {
			const command = /\bamlchat\b.*$/.exec(example)?.[0] ?? '';
			const parsed = parseArguments(splitCommand(command).slice(1));
			expect(parsed.type).toBe(topic);
		}
	});

	it('shows the flags of every endpoint where they count', () => {
		const hasAll = Object.keys(endpointFlags).every(name => Object.hasOwn(page.flags, name));
		expect(text.includes('The endpoint and the request:')).toBe(hasAll && page.talksToEndpoint);
	});
});

it('the help of something else is the general one', () => {
	expect(helpText('nope')).toBe(helpText('chat'));
	expect(helpText('__proto__')).toBe(helpText('chat'));
});
