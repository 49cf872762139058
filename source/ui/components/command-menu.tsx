import {Box, Text} from 'ink';
import type {ReactNode} from 'react';
import type {ScreenTheme} from '../screen-theme.ts';
import {usageOf} from '../slash-commands/help.ts';
import type {SlashCommand} from '../slash-commands/slash-command.ts';

type CommandMenuProps = {
	readonly commands: readonly SlashCommand[];
	readonly current: number;
	readonly maxRows: number;
	readonly theme: ScreenTheme;
};

/** The slash commands that fit what is typed. The keys are the composer's, and claimed by the screen. */
export function CommandMenu({commands, current, maxRows, theme}: CommandMenuProps): ReactNode {
	const first = Math.max(0, Math.min(current - Math.floor(maxRows / 2), commands.length - maxRows));
	const width = Math.max(...commands.map(command => usageOf(command).length));
	return (
		<Box flexDirection="column">
			{commands.slice(first, first + maxRows).map((command, row) => {
				const usage = usageOf(command).padEnd(width);
				return (
					<Text key={command.name} wrap="truncate">
						{first + row === current ? theme.accent(`❯ ${usage}`) : `  ${usage}`}
						{theme.dim(`  ${command.description}`)}
					</Text>
				);
			})}
		</Box>
	);
}
