import {useRef, useState} from 'react';
import {matchSlashCommands} from './slash-commands/registry.ts';
import type {SlashCommand} from './slash-commands/slash-command.ts';

/** The slash commands that fit a text which is still a command's name, and which of them is current. */
export type CommandMenuState = {
	matches(text: string): readonly SlashCommand[];
	/** Begins at the first one again whenever the text changes. */
	index(text: string): number;
	move(text: string, step: number): void;
};

export function useCommandMenu(): CommandMenuState {
	const [choice, setChoice] = useState({text: '', index: 0});
	const latest = useRef(choice);
	const index = (text: string) => (latest.current.text === text ? latest.current.index : 0);
	return {
		matches,
		index,
		move(text, step) {
			const {length} = matches(text);
			latest.current = {text, index: (index(text) + length + step) % length};
			setChoice(latest.current);
		},
	};
}

function matches(text: string): readonly SlashCommand[] {
	const match = /^\/([a-z-]*)$/.exec(text);
	return match === null ? [] : matchSlashCommands(match[1] ?? '');
}
