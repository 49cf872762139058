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

/** `profiles add` and `profiles edit` without any field: a form. */
export async function runProfileForm({action, name}: ProfileFormCommand, io: Io): Promise<number> {
	if (action === 'edit' && name === undefined) {
		throw usageError(
			'profiles edit needs the name of the profile.',
			'See which there are: amlchat profiles list',
		);
	}

	if (io.stdin.isTTY !== true || !io.stdout.isTTY) {
		const example = action === 'edit' ? '--model MODEL' : '--url URL --token-env VAR';
		throw usageError(
			`Without a terminal, profiles ${action} needs the fields as flags.`,
			`For example: amlchat profiles ${action} ${name ?? 'NAME'} ${example}`,
		);
	}

	const {host} = openHost({parameters: {}, noStream: false, verbose: false}, io, createRedactor(), false);
	const left = Promise.withResolvers<
		{readonly name: string; readonly notices: readonly string[]} | undefined
	>();
	const app = renderApp(
		<ProfileForm
			host={host}
			editing={action === 'edit' ? name : undefined}
			initialDraft={
				action === 'edit' && name !== undefined ? host.draftOf(name) : {...emptyDraft, name: name ?? ''}
			}
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
