import {Box, Text, useWindowSize} from 'ink';
import {type ReactNode, useRef, useState} from 'react';
import {toChatError} from '../../core/errors.ts';
import {printableLine} from '../../core/printable-text.ts';
import type {ChatHost} from '../chat-host.ts';
import {applyEdit, FormField, type TextEdit} from '../components/form-field.tsx';
import {checkDraft, type DraftField, draftFields, emptyDraft, type ProfileDraft} from '../profile-draft.ts';

type ProfileFormProps = {
	readonly host: ChatHost;
	/** The name of the saved profile that is changed; a new one when left out. */
	readonly editing?: string | undefined;
	readonly initialDraft?: ProfileDraft;
	readonly onSaved: (name: string, notices: readonly string[]) => void;
	readonly onLeave: () => void;
};

type FormState = {
	readonly draft: ProfileDraft;
	/** Which field is typed into. */
	readonly index: number;
	/** The fields that were left once; only those complain about being empty. */
	readonly visited: ReadonlySet<DraftField>;
};

const labelWidth = 13;
const lastIndex = draftFields.length - 1;

/** A form for a new profile: Tab and the arrows move, Enter goes on and saves at the end, Esc leaves. */
export function ProfileForm({
	host,
	editing,
	initialDraft = emptyDraft,
	onSaved,
	onLeave,
}: ProfileFormProps): ReactNode {
	const {rows} = useWindowSize();
	const [state, setShownState] = useState<FormState>({draft: initialDraft, index: 0, visited: new Set()});
	const [failure, setFailure] = useState<string>();
	const [isSaving, setSaving] = useState(false);
	// Several keys may come in one piece of input: each must see what the one before it did.
	const latest = useRef(state);
	const setState = (change: Partial<FormState>) => {
		latest.current = {...latest.current, ...change};
		setShownState(latest.current);
	};

	const edit = (change: TextEdit) => {
		const {draft, index} = latest.current;
		const field = draftFields[index]?.field;
		if (field !== undefined) {
			setFailure(undefined);
			setState({draft: {...draft, [field]: applyEdit(draft[field], change)}});
		}
	};

	const move = (step: number) => {
		const {index, visited} = latest.current;
		const field = draftFields[index]?.field;
		setState({
			index: Math.max(0, Math.min(lastIndex, index + step)),
			visited: new Set([...visited, ...(field === undefined ? [] : [field])]),
		});
	};

	const save = async () => {
		const {draft} = latest.current;
		const problems = checkDraft(draft);
		if (problems.size > 0) {
			setState({
				index: draftFields.findIndex(({field}) => problems.has(field)),
				visited: new Set(draftFields.map(({field}) => field)),
			});
			return;
		}

		setSaving(true);
		try {
			onSaved(draft.name, await host.saveDraft(draft, editing));
		} catch (thrown) {
			const {message, hint} = toChatError(thrown);
			setFailure(`${message} ${hint}`);
			setSaving(false);
		}
	};

	const press = (name: string) => {
		switch (name) {
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
				return latest.current.index === lastIndex ? void save() : move(1);
		}
	};

	const {draft, index, visited} = state;
	const {theme} = host;
	const problems = checkDraft(draft);
	const maxFields = Math.max(1, rows - 6);
	const first = Math.max(0, Math.min(index - Math.floor(maxFields / 2), draftFields.length - maxFields));
	const current = draftFields[index]?.field;
	const problemOf = (field: DraftField) =>
		visited.has(field) || (field === current && draft[field] !== '') ? problems.get(field) : undefined;
	return (
		<Box flexDirection="column">
			<Text wrap="truncate">
				{`${theme.strong(editing === undefined ? 'Add an endpoint' : `Edit ${printableLine(editing, 40)}`)} ${theme.dim('enter goes on, ctrl+s saves, esc leaves')}`}
			</Text>
			{draftFields.slice(first, first + maxFields).map(({field, label, placeholder, isSecret = false}) => {
				const isCurrent = field === current;
				const problem = problemOf(field);
				const isFine = draft[field] !== '' && !problems.has(field);
				const mark = problem === undefined ? theme.dim(isFine ? '✓' : ' ') : theme.error('✗');
				return (
					<Box key={field} height={1} overflow="hidden">
						<Box flexShrink={0}>
							<Text>{`${isCurrent ? theme.accent('❯') : ' '} ${label.padEnd(labelWidth)}${mark} `}</Text>
						</Box>
						{isCurrent ? (
							<FormField
								key={field}
								value={draft[field]}
								placeholder={
									isSecret && editing !== undefined ? 'leave it empty to keep the saved one' : placeholder
								}
								isSecret={isSecret}
								isActive={!isSaving}
								onEdit={edit}
								onKey={press}
							/>
						) : (
							<Text wrap="truncate">
								{isSecret ? '•'.repeat(draft[field].length) : printableLine(draft[field])}
							</Text>
						)}
					</Box>
				);
			})}
			<Text> </Text>
			<Text wrap="truncate">{`  ${footer()}`}</Text>
		</Box>
	);

	/** What went wrong, else the problem of the field one is in, else what the endpoint was understood to be. */
	function footer(): string {
		const problem = failure ?? (current === undefined ? undefined : problemOf(current));
		if (problem !== undefined) {
			return theme.error(printableLine(problem));
		}

		return theme.dim(
			printableLine(host.describeDraft(draft, editing) ?? 'What the URL is understood to be shows here.'),
		);
	}
}
