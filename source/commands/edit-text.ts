import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ChatError, configError} from '../core/errors.ts';
import {splitCommand} from '../profiles/split-command.ts';
import type {Io} from './io.ts';

/**
 * Lets the user edit a text in $VISUAL or $EDITOR, in a private file that is gone afterwards.
 *
 * @throws {ChatError} `config` when there is no editor, or it failed.
 */
export async function editText(text: string, io: Io): Promise<string> {
	const editor = io.environment.VISUAL || io.environment.EDITOR;
	if (!editor) {
		throw configError(
			'There is no editor: neither VISUAL nor EDITOR is set.',
			'Set one, for example: export EDITOR=nano',
		);
	}

	const [program = '', ...args] = splitCommand(editor);
	const folder = await mkdtemp(join(tmpdir(), 'amlchat-'));
	const file = join(folder, 'prompt.md');
	try {
		await writeFile(file, text, {mode: 0o600});
		const child = spawn(program, [...args, file], {stdio: 'inherit'});
		const [code] = await once(child, 'exit');
		if (code !== 0) {
			throw new ChatError(
				'config',
				`The editor ended with exit code ${String(code)}; the prompt is as it was.`,
				{hint: 'Check VISUAL and EDITOR.'},
			);
		}

		return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
	} catch (error) {
		if (error instanceof ChatError) {
			throw error;
		}

		throw configError(
			`The editor ${program.slice(0, 60)} cannot be started.`,
			'Check VISUAL and EDITOR.',
			error,
		);
	} finally {
		await rm(folder, {recursive: true, force: true});
	}
}
