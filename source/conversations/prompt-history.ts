import fs from 'node:fs';
import {join} from 'node:path';
import type {ChatError} from '../core/errors.ts';
import {
	appendPrompt,
	compactPrompts,
	newestPrompts,
	readPrompts,
	type StoredPrompts,
} from './history-file.ts';
import {maxHistoryPromptLength} from './limits.ts';
import {toStorageError} from './storage-error.ts';

/** The prompts of this and earlier runs, for the Up key. Losing it never breaks a chat: nothing here throws. */
export type PromptHistory = {
	/** The newest 1,000 prompts, the oldest of them first; equal neighbours count once. */
	load(): readonly string[];
	/** Remembers a prompt; several programs may do so at once. */
	add(prompt: string): void;
};

/**
 * Keeps the prompts in `prompt-history.jsonl`, one JSON string a line.
 *
 * @param folder The data folder; made when the first prompt is added.
 */
export function createPromptHistory(
	folder: string,
	{
		onError,
		now = () => new Date(),
	}: {readonly onError?: (error: ChatError) => void; readonly now?: () => Date} = {},
): PromptHistory {
	const path = join(folder, 'prompt-history.jsonl');

	function attempt(failure: string, action: () => void): void {
		try {
			action();
		} catch (thrown) {
			onError?.(toStorageError(thrown, failure, path));
		}
	}

	return {
		load() {
			let stored: StoredPrompts = {prompts: [], isLong: false};
			attempt('The prompt history cannot be read', () => {
				stored = readPrompts(path);
			});
			if (stored.isLong) {
				attempt('The prompt history cannot be shortened', () => compactPrompts(path, now()));
			}

			return newestPrompts(stored.prompts);
		},

		add(prompt) {
			if (prompt.trim() === '' || prompt.length > maxHistoryPromptLength) {
				return;
			}

			attempt('The prompt was not saved to the history', () => {
				fs.mkdirSync(folder, {recursive: true, mode: 0o700});
				appendPrompt(path, prompt);
			});
		},
	};
}
