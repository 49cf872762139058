import {Box, Text} from 'ink';
import {type ReactNode, useRef, useState} from 'react';
import {printableLine} from '../../core/printable-text.ts';
import type {KeyPress} from '../editor/key-press.ts';
import {useKeyPresses} from '../editor/use-key-presses.ts';
import {findKeyBinding} from '../key-bindings.ts';
import type {ScreenTheme} from '../screen-theme.ts';

/** An entry of a list. */
export type ListEntry = {
	readonly id: string;
	readonly label: string;
	readonly detail?: string;
};

type SelectListProps = {
	readonly entries: readonly ListEntry[];
	readonly title: string;
	/** The entry that is current at first. */
	readonly initialId?: string | undefined;
	readonly width: number;
	/** Rows for entries; more of them scroll. */
	readonly maxRows: number;
	readonly theme: ScreenTheme;
	/** Claims a key for the current entry before the list sees it. */
	readonly onPress?: (press: KeyPress, currentId: string | undefined) => boolean;
	/** What the title's line says beside the title while there is no filter. */
	readonly hint?: string;
	readonly onChoose: (id: string) => void;
	readonly onLeave: () => void;
};

type ListState = {readonly filter: string; readonly index: number};

/** A list to choose from: Up and Down move, typing filters, Enter chooses, Esc leaves. */
export function SelectList(props: SelectListProps): ReactNode {
	const {entries, title, initialId, width, maxRows, theme, onPress, hint, onChoose, onLeave} = props;
	const [state, setShownState] = useState<ListState>(() => ({
		filter: '',
		index: Math.max(
			0,
			entries.findIndex(entry => entry.id === initialId),
		),
	}));
	// Several keys may come in one piece of input: each must see what the one before it did.
	const latest = useRef(state);
	const setState = (change: (before: ListState) => ListState) => {
		latest.current = change(latest.current);
		setShownState(latest.current);
	};
	const shown = filterEntries(entries, state.filter);
	const current = Math.min(state.index, Math.max(0, shown.length - 1));

	useKeyPresses(
		press => {
			const matches = filterEntries(entries, latest.current.filter);
			if (onPress?.(press, matches[Math.min(latest.current.index, matches.length - 1)]?.id)) {
				return;
			}

			const binding = findKeyBinding(press, ['list'])?.id;
			const move = (step: number) =>
				setState(({filter, index}) => {
					const last = filterEntries(entries, filter).length - 1;
					return {filter, index: Math.max(0, Math.min(last, Math.min(index, last) + step))};
				});
			switch (binding) {
				case 'list-up':
					return move(-1);
				case 'list-down':
					return move(1);
				case 'list-page-up':
					return move(-maxRows);
				case 'list-page-down':
					return move(maxRows);
				case 'list-first':
					return move(Number.NEGATIVE_INFINITY);
				case 'list-last':
					return move(Number.MAX_SAFE_INTEGER);
				case 'list-leave':
					return onLeave();
				case 'list-choose': {
					const {filter, index} = latest.current;
					const matches = filterEntries(entries, filter);
					const chosen = matches[Math.min(index, matches.length - 1)];
					return chosen === undefined ? undefined : onChoose(chosen.id);
				}
			}

			if (press.kind === 'text') {
				setState(({filter}) => ({filter: filter + printableLine(press.text), index: 0}));
			} else if (press.name === 'backspace') {
				setState(({filter}) => ({filter: [...filter].slice(0, -1).join(''), index: 0}));
			}
		},
		{isActive: true},
	);

	const rows = Math.max(1, maxRows);
	const first = Math.max(0, Math.min(current - Math.floor(rows / 2), shown.length - rows));
	const labelWidth = Math.min(32, Math.max(...entries.map(entry => entry.label.length), 0));
	return (
		<Box flexDirection="column">
			<Text wrap="truncate">
				{state.filter === ''
					? `${theme.strong(title)} ${theme.dim(hint ?? 'type to filter, esc leaves')}`
					: `${theme.strong(title)} ${state.filter}`}
			</Text>
			{shown.length === 0 && (
				<Text wrap="truncate">{theme.dim('  Nothing matches. Backspace widens the filter.')}</Text>
			)}
			{shown.slice(first, first + rows).map((entry, row) => {
				const isCurrent = first + row === current;
				const label = printableLine(entry.label).padEnd(labelWidth);
				return (
					<Text key={entry.id} wrap="truncate">
						{isCurrent ? theme.accent(`❯ ${label}`) : `  ${label}`}
						{entry.detail === undefined
							? ''
							: theme.dim(`  ${printableLine(entry.detail, Math.max(10, width))}`)}
					</Text>
				);
			})}
		</Box>
	);
}

/**
 * The entries that hold every word of the filter, in any order and case; after them those whose label has the letters
 * of each word in order, so that `dmd` finds `demo/markdown`.
 */
export function filterEntries(entries: readonly ListEntry[], filter: string): readonly ListEntry[] {
	const words = filter
		.toLowerCase()
		.split(/\s+/)
		.filter(word => word !== '');
	const holdsWords = ({label, detail = ''}: ListEntry) => {
		const text = `${label} ${detail}`.toLowerCase();
		return words.every(word => text.includes(word));
	};
	const holdsLetters = ({label}: ListEntry) => words.every(word => isSubsequence(word, label.toLowerCase()));
	const exact = entries.filter(holdsWords);
	return [...exact, ...entries.filter(entry => !holdsWords(entry) && holdsLetters(entry))];
}

function isSubsequence(letters: string, text: string): boolean {
	let from = 0;
	for (const letter of letters) {
		const found = text.indexOf(letter, from);
		if (found === -1) {
			return false;
		}

		from = found + letter.length;
	}

	return true;
}
