import {Box, Text, useWindowSize} from 'ink';
import TextInput from 'ink-text-input';
import {type ReactNode, useRef, useState} from 'react';
import {toChatError} from '../../core/errors.ts';
import {printableLine} from '../../core/printable-text.ts';
import type {ChatHost} from '../chat-host.ts';
import {useKeyPresses} from '../editor/use-key-presses.ts';
import {checkDraft, draftFields, emptyDraft, type ProfileDraft} from '../profile-draft.ts';

type ProfileFormProps = {
	readonly host: ChatHost;
	readonly initialDraft?: ProfileDraft;
	readonly onSaved: (name: string, notices: readonly string[]) => void;
	readonly onLeave: () => void;
};

const labelWidth = 13;

/** A form for a new profile: Tab and the arrows move, Enter goes on and saves at the end, Esc leaves. */
export function ProfileForm({
	host,
	initialDraft = emptyDraft,
	onSaved,
	onLeave,
}: ProfileFormProps): ReactNode {
	const {rows} = useWindowSize();
	const [draft, setDraft] = useState(initialDraft);
	const [index, setIndex] = useState(0);
	const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
	const [failure, setFailure] = useState<string>();
	const [isSaving, setSaving] = useState(false);
	// Keys and text may come in one piece of input: both must see the newest values.
	const latest = useRef(draft);
	const {theme} = host;
	const problems = checkDraft(draft);
	const current = draftFields[index] ?? draftFields[0];

	const move = (step: number) => {
		if (current !== undefined) {
			setTouched(new Set([...touched, current.field]));
		}

		setIndex(Math.max(0, Math.min(draftFields.length - 1, index + step)));
	};

	const save = async () => {
		const found = checkDraft(latest.current);
		if (found.size > 0) {
			setTouched(new Set(draftFields.map(({field}) => field)));
			setIndex(draftFields.findIndex(({field}) => found.has(field)));
			return;
		}

		setSaving(true);
		try {
			onSaved(latest.current.name, await host.saveDraft(latest.current));
		} catch (thrown) {
			const {message, hint} = toChatError(thrown);
			setFailure(`${message} ${hint}`);
			setSaving(false);
		}
	};

	useKeyPresses(
		press => {
			if (press.kind !== 'key') {
				return;
			}

			switch (press.name) {
				case 'escape':
				case 'ctrl+c':
					return onLeave();
				case 'up':
				case 'shift+tab':
					return move(-1);
				case 'down':
				case 'tab':
					return move(1);
				case 'ctrl+s':
					return void save();
				case 'enter':
					return index === draftFields.length - 1 ? void save() : move(1);
			}
		},
		{isActive: !isSaving},
	);

	const maxFields = Math.max(1, rows - 7);
	const first = Math.max(0, Math.min(index - Math.floor(maxFields / 2), draftFields.length - maxFields));
	const preview = host.describeDraft(draft);
	return (
		<Box flexDirection="column">
			<Text wrap="truncate">{`${theme.strong('Add an endpoint')} ${theme.dim('enter goes on, ctrl+s saves, esc leaves')}`}</Text>
			{draftFields.slice(first, first + maxFields).map(({field, label, placeholder, isSecret = false}) => {
				const isCurrent = field === current?.field;
				const problem =
					touched.has(field) || (isCurrent && draft[field] !== '') ? problems.get(field) : undefined;
				const mark = problem === undefined ? (draft[field] !== '' && !problems.has(field) ? '✓' : ' ') : '✗';
				return (
					<Box key={field}>
						<Text>{`${isCurrent ? theme.accent('❯') : ' '} ${label.padEnd(labelWidth)}${problem === undefined ? theme.dim(mark) : theme.error(mark)} `}</Text>
						<Box flexShrink={1}>
							<TextInput
								value={draft[field]}
								placeholder={isCurrent ? placeholder : ''}
								focus={isCurrent && !isSaving}
								showCursor={isCurrent}
								{...(isSecret ? {mask: '•'} : {})}
								onChange={value => {
									latest.current = {...latest.current, [field]: cleanValue(value)};
									setFailure(undefined);
									setDraft(latest.current);
								}}
							/>
						</Box>
					</Box>
				);
			})}
			<Text> </Text>
			<Text wrap="truncate">{footer()}</Text>
		</Box>
	);

	/** The problem of the field one is in, else what the endpoint was understood to be. */
	function footer(): string {
		if (failure !== undefined) {
			return theme.error(`  ${printableLine(failure)}`);
		}

		const problem = current === undefined ? undefined : problems.get(current.field);
		if (
			problem !== undefined &&
			current !== undefined &&
			(draft[current.field] !== '' || touched.has(current.field))
		) {
			return theme.error(`  ${printableLine(problem)}`);
		}

		return theme.dim(
			`  ${preview === undefined ? 'What the URL is understood to be shows here.' : printableLine(preview)}`,
		);
	}
}

/** One line of printable text: a pasted line break or control character has no place in a field. */
function cleanValue(value: string): string {
	return value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
}
