import {describeKeyBindings} from '../key-bindings.ts';
import type {SlashCommand} from './slash-command.ts';

export const help: SlashCommand = {
	name: 'help',
	description: 'all commands and keys',
	worksWhileBusy: true,
	run: (_argument, {note, commands}) => note('Commands', [...commandLines(commands), '', ...keyLines()]),
};

function commandLines(commands: readonly SlashCommand[]): readonly string[] {
	return columns(commands.map(command => [usageOf(command), command.description]));
}

/** How a command is typed: `/set KEY=VALUE`. */
export function usageOf({name, argument}: SlashCommand): string {
	return `/${name}${argument === undefined ? '' : ` ${argument}`}`;
}

/** The keys, by where they count; made from the one table of keys. */
export function keyLines(): readonly string[] {
	return describeKeyBindings().flatMap(({title, lines}) => [
		title,
		...columns(lines.map(({keys, description}) => [keys, description])),
		'',
	]);
}

function columns(rows: ReadonlyArray<readonly [left: string, right: string]>): readonly string[] {
	const width = Math.min(26, Math.max(...rows.map(([left]) => left.length)));
	return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
