import type {ChatStore, SendOutcome} from '../chat/chat-store.ts';
import {toChatError} from '../core/errors.ts';
import type {ChatHost} from './chat-host.ts';
import type {Editor} from './editor/editor.ts';
import {
	describeUnknownCommand,
	findSlashCommand,
	parseSlash,
	slashCommands,
} from './slash-commands/registry.ts';
import type {SlashContext} from './slash-commands/slash-command.ts';

/** What can be done in the chat, whichever key or command asks for it. */
export type ChatActions = {
	/** Takes what was typed: a prompt or a slash command. Returns false for what must stay where it was typed. */
	submit(text: string): boolean;
	send(prompt: string): void;
	/** Talks to another endpoint from the next prompt on. */
	switchTo(id: string): void;
	switchToFavourite(number: number): void;
	/** Shows the last answer's reasoning in full. */
	showReasoning(): void;
	note(text: string, details?: readonly string[]): void;
	fail(thrown: unknown): void;
};

export type ChatActionsOptions = {
	readonly host: ChatHost;
	readonly store: ChatStore;
	readonly editor: Editor;
	readonly openPicker: () => void;
	/** Something was sent while an answer is still coming; it stays where it was typed. */
	readonly onBusy: () => void;
	readonly quit: () => void;
};

export function createChatActions({
	host,
	store,
	editor,
	openPicker,
	onBusy,
	quit,
}: ChatActionsOptions): ChatActions {
	const isBusy = () => store.getState().live !== undefined;
	const note = (text: string, details?: readonly string[]) =>
		store.print(details === undefined ? {kind: 'note', text} : {kind: 'note', text, details});
	const fail = (thrown: unknown) => store.print({kind: 'error', error: toChatError(thrown), place: {}});

	/** When no text came of a prompt, it goes back to where it was typed. */
	const restoreOnFailure = async (sending: Promise<SendOutcome>, prompt: string) => {
		try {
			if ((await sending) === 'failed') {
				editor.dispatch({type: 'restore', text: prompt});
			}
		} catch (thrown) {
			fail(thrown);
		}
	};

	const send = (prompt: string) => void restoreOnFailure(store.send(prompt), prompt);

	const retry = () => {
		const prompt = store.getState().turns.at(-1)?.prompt;
		const sending = store.retry();
		if (sending === undefined || prompt === undefined) {
			note('There is nothing to ask again yet.');
		} else {
			void restoreOnFailure(sending, prompt);
		}
	};

	const open = async (id: string) => {
		try {
			const session = await host.open(id);
			store.setSession(session);
			const {profileName, api, url} = session.endpoint;
			const {model} = session.profile;
			const parts = [profileName ?? url.host, model, api].filter(part => part !== undefined);
			note(`Now talking to ${parts.join(' · ')}. The conversation goes on.`);
		} catch (thrown) {
			fail(thrown);
		}
	};

	const switchTo = (id: string) => void open(id);

	const context: SlashContext = {
		store,
		note,
		retry,
		quit,
		commands: slashCommands,
		chooseProfile: name => (name === undefined ? openPicker() : switchTo(name)),
	};

	return {
		send,
		switchTo,
		note,
		fail,
		submit(text) {
			const slash = parseSlash(text);
			const command = slash === undefined ? undefined : findSlashCommand(slash.name);
			if (slash !== undefined && command === undefined) {
				note(describeUnknownCommand(slash.name));
				return false;
			}

			if (isBusy() && command?.worksWhileBusy !== true) {
				onBusy();
				return false;
			}

			if (slash !== undefined && command !== undefined) {
				command.run(slash.argument, context);
			} else {
				host.rememberPrompt(text);
				send(text);
			}

			return true;
		},
		switchToFavourite(number) {
			const entry = host.endpoints()[number - 1];
			if (entry === undefined) {
				note(`There is no profile number ${number}.`);
			} else if (!isBusy()) {
				switchTo(entry.id);
			}
		},
		showReasoning() {
			const reasoning = store.getState().turns.at(-1)?.reasoning;
			if (reasoning) {
				store.print({kind: 'plain', title: 'Reasoning:', text: reasoning});
			} else {
				note('The last answer came without reasoning.');
			}
		},
	};
}
