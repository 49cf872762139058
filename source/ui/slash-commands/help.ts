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

const longestLeft = 26;

/** Two aligned columns; a left side that is too long for its own stands on a line by itself. */
function columns(rows: ReadonlyArray<readonly [left: string, right: string]>): readonly string[] {
	const lengths = rows.map(([left]) => left.length).filter(length => length <= longestLeft);
	const width = Math.max(0, ...lengths);
	return rows.flatMap(([left, right]) =>
		left.length > width
			? [`  ${left}`, `  ${' '.repeat(width)}  ${right}`]
			: [`  ${left.padEnd(width)}  ${right}`],
	);
}
