import TextInput from 'ink-text-input';
import {type ReactNode, useRef} from 'react';
import type {KeyPress} from '../editor/key-press.ts';
import {useKeyPresses} from '../editor/use-key-presses.ts';

/** A change of a text: some characters taken out at a place, others put in. */
export type TextEdit = {readonly start: number; readonly removed: number; readonly inserted: string};

type FormFieldProps = {
	readonly value: string;
	readonly placeholder: string;
	readonly isSecret: boolean;
	readonly isActive: boolean;
	readonly onEdit: (edit: TextEdit) => void;
	readonly onKey: (name: string) => void;
};

/**
 * The field that is typed into. `ink-text-input` draws it and keeps the cursor, but it takes Ctrl+S for an s, works
 * from the text that was drawn last when several keys come at once, and keeps a Tab inside a paste. So what it did is
 * read as an edit, and counts only where the key was one that edits.
 *
 * Give it a `key`: it must be mounted anew for each field, so that its own listener comes before ours.
 */
export function FormField({
	value,
	placeholder,
	isSecret,
	isActive,
	onEdit,
	onKey,
}: FormFieldProps): ReactNode {
	const edit = useRef<TextEdit>(undefined);
	useKeyPresses(
		press => {
			const made = edit.current;
			edit.current = undefined;
			const own = editOf(press, made);
			if (press.kind === 'text' && own?.inserted !== press.text) {
				typeAcrossFields(press.text);
			} else if (own !== undefined) {
				onEdit(own);
			} else if (press.kind === 'key' && made?.inserted !== press.name) {
				onKey(press.name);
			}
		},
		{isActive},
	);

	/** Text with tabs or line breaks in it, pasted or typed ahead, goes on in the fields that follow. */
	function typeAcrossFields(text: string): void {
		for (const [index, part] of text.split(/\t|\r\n|\r|\n/).entries()) {
			if (index > 0) {
				onKey('tab');
			}

			onEdit({start: Number.MAX_SAFE_INTEGER, removed: 0, inserted: cleanText(part)});
		}
	}

	return (
		<TextInput
			value={value}
			placeholder={placeholder}
			focus={isActive}
			{...(isSecret ? {mask: '•'} : {})}
			onChange={next => {
				edit.current = editBetween(value, next);
			}}
		/>
	);
}

/** The edit that a press stands for; undefined for a key that edits nothing. */
function editOf(press: KeyPress, made: TextEdit | undefined): TextEdit | undefined {
	if (press.kind === 'text') {
		const inserted = cleanText(press.text);
		return made?.inserted === press.text
			? {...made, inserted}
			: {start: Number.MAX_SAFE_INTEGER, removed: 0, inserted};
	}

	return made !== undefined && made.inserted === '' && (press.name === 'backspace' || press.name === 'delete')
		? made
		: undefined;
}

/** One line of printable text: a pasted line break or control character has no place in a field. */
function cleanText(text: string): string {
	return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
}

/** What makes one text of another, as a single edit. */
export function editBetween(before: string, after: string): TextEdit {
	let start = 0;
	while (start < before.length && start < after.length && before[start] === after[start]) {
		start++;
	}

	let end = 0;
	const most = Math.min(before.length, after.length) - start;
	while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) {
		end++;
	}

	return {start, removed: before.length - end - start, inserted: after.slice(start, after.length - end)};
}

/** A text with an edit made to it; an edit beyond its end is made at its end. */
export function applyEdit(text: string, {start, removed, inserted}: TextEdit): string {
	const at = Math.min(start, Math.max(0, text.length - removed));
	return text.slice(0, at) + inserted + text.slice(at + removed);
}
