import type {ChatStore} from '../chat/chat-store.ts';
import {ChatError, exitCodeFor} from '../core/errors.ts';
import {createRedactor} from '../core/redact.ts';
import {App} from '../ui/app.tsx';
import {renderApp} from '../ui/render-app.ts';
import {openHost} from './chat-host.ts';
import {chooseEndpoint} from './choose-endpoint.ts';
import type {EndpointFlags} from './endpoint-flags.ts';
import type {Io} from './io.ts';
import {readSavedProfiles} from './open-session.ts';

export type ChatCommand = {
	/** Sent as the first message. */
	readonly prompt: string | undefined;
	readonly endpoint: EndpointFlags;
	/** What is printed where there is no terminal, and `ask` answers. */
	readonly output: 'text' | 'json' | 'jsonl';
	/** Whether the conversation is written to the disk. */
	readonly save: boolean;
	/** Whether `--save` was given: without a terminal nothing is saved unless asked for. */
	readonly saveAsked: boolean;
};

/** The interactive chat; resolves with the exit code when the user leaves. */
export async function runChat(command: ChatCommand, io: Io): Promise<number> {
	const opened = openHost(command.endpoint, io, createRedactor(), command.save);
	const {host} = opened;
	const choice = chooseEndpoint(command.endpoint, io.environment, () => readSavedProfiles(io));
	let store: ChatStore | undefined;
	if (choice.type !== 'demo' || !choice.isFallback) {
		const session = await opened.openChoice(choice, command.endpoint);
		store = host.createStore(session);
		store.print({
			kind: 'note',
			text: `amlchat ${host.version} · ${session.endpoint.profileName ?? session.endpoint.url.host}. Type a message, / for commands, Ctrl+P for other profiles.`,
		});
	}

	const left = Promise.withResolvers<void>();
	const view = (isLeaving: boolean) => (
		<App
			host={host}
			store={store}
			firstPrompt={command.prompt}
			onStore={created => {
				store = created;
			}}
			onQuit={left.resolve}
			isLeaving={isLeaving}
		/>
	);
	const app = renderApp(view(false));
	io.signal.addEventListener('abort', () => left.resolve(), {once: true});
	io.stdin.once('end', () => left.resolve());
	const failed = app.waitUntilExit();
	await Promise.race([left.promise, failed]);

	const reason =
		io.signal.reason instanceof ChatError
			? io.signal.reason
			: new ChatError('interrupted', 'Stopped by you.', {
					hint: 'What had arrived is kept.',
					signal: 'SIGINT',
				});
	await store?.close(reason);
	app.rerender(view(true));
	await app.waitUntilRenderFlush();
	app.unmount();
	await failed;
	await opened.close();
	return io.signal.aborted ? exitCodeFor(reason) : 0;
}
