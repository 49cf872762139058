import {ChatError, exitCodeFor, usageError} from '../core/errors.ts';
import {createRedactor} from '../core/redact.ts';
import {emptyDraft} from '../ui/profile-draft.ts';
import {renderApp} from '../ui/render-app.ts';
import {ProfileForm} from '../ui/screens/profile-form.tsx';
import {openHost} from './chat-host.ts';
import type {Io} from './io.ts';
import {notice} from './output.ts';

export type ProfileFormCommand = {
	readonly action: 'add' | 'edit';
	readonly name: string | undefined;
};

/** `profiles add` without flags: a form. */
export async function runProfileForm(command: ProfileFormCommand, io: Io): Promise<number> {
	const example = command.name ?? 'NAME';
	if (command.action === 'edit') {
		throw usageError(
			'profiles edit needs what to change.',
			`For example: amlchat profiles edit ${example} --model MODEL`,
		);
	}

	if (io.stdin.isTTY !== true || !io.stdout.isTTY) {
		throw usageError(
			'Without a terminal, profiles add needs the fields as flags.',
			`For example: amlchat profiles add ${example} --url URL --token-env VAR`,
		);
	}

	const {host} = openHost({parameters: {}, noStream: false, verbose: false}, io, createRedactor(), false);
	const left = Promise.withResolvers<
		{readonly name: string; readonly notices: readonly string[]} | undefined
	>();
	const app = renderApp(
		<ProfileForm
			host={host}
			initialDraft={{...emptyDraft, name: command.name ?? ''}}
			onSaved={(name, notices) => left.resolve({name, notices})}
			onLeave={() => left.resolve(undefined)}
		/>,
	);
	io.signal.addEventListener('abort', () => left.resolve(undefined), {once: true});
	const saved = await left.promise;
	app.clear();
	app.unmount();
	await app.waitUntilExit();
	if (saved === undefined) {
		await notice(io, 'Nothing was saved.');
		return io.signal.reason instanceof ChatError ? exitCodeFor(io.signal.reason) : 0;
	}

	for (const text of saved.notices) {
		await notice(io, text);
	}

	await notice(io, `Saved “${saved.name}”. Chat with it: amlchat -p ${saved.name}`);
	return 0;
}
