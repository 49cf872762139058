import type {ChatStore} from '../chat/chat-store.ts';
import type {ChatActions} from './chat-actions.ts';
import type {ChatHost} from './chat-host.ts';
import type {Editor} from './editor/editor.ts';
import {promptText} from './editor/editor-state.ts';
import type {KeyPress} from './editor/key-press.ts';
import type {KeyBindingId} from './key-bindings.ts';
import {keyLines} from './slash-commands/help.ts';
import type {CommandMenuState} from './use-command-menu.ts';
import type {QuitKey} from './use-quit-key.ts';

export type ChatKeysOptions = {
	readonly host: ChatHost;
	readonly store: ChatStore;
	readonly editor: Editor;
	readonly actions: ChatActions;
	readonly menu: CommandMenuState;
	readonly quitKey: QuitKey;
	readonly openPicker: () => void;
	readonly toggleReasoning: () => void;
	readonly quit: () => void;
	/** Lends the terminal to somebody else until the promise resolves. */
	readonly lendTerminal: (use: () => void | Promise<void>) => Promise<void>;
};

/**
 * What the chat's keys do; true for a key that was claimed from the composer. Several keys may come in one piece of
 * input before anything is drawn, so everything is asked of the editor and the store at the moment of the press.
 */
export function createChatKeys(options: ChatKeysOptions): (id: KeyBindingId, press: KeyPress) => boolean {
	const {host, store, editor, actions, menu, quitKey, openPicker, toggleReasoning, quit, lendTerminal} =
		options;
	const isBusy = () => store.getState().live !== undefined;

	return (id, press) => {
		if (id !== 'interrupt') {
			quitKey.disarm();
		}

		const text = promptText(editor.getState());
		if (pressInMenu(id, text)) {
			return true;
		}

		switch (id) {
			case 'stop':
				return store.stop();
			case 'interrupt':
				// Stop the answer, else clear the prompt (the composer does that), else leave at the second press.
				if (!store.stop()) {
					if (text !== '') {
						return false;
					}

					quitKey.press();
				}

				return true;
			case 'quit':
				quit();
				return true;
			case 'help':
				actions.note('Keys', keyLines());
				return true;
			case 'profiles':
				openPicker();
				return true;
			case 'favourite-profile':
				actions.switchToFavourite(Number(press.kind === 'key' ? press.name.at(-1) : Number.NaN));
				return true;
			case 'expand-reasoning':
				if (isBusy()) {
					toggleReasoning();
				} else {
					actions.showReasoning();
				}

				return true;
			case 'open-editor':
				void lendTerminal(async () => {
					try {
						editor.dispatch({type: 'set-text', text: await host.editText(text)});
					} catch (thrown) {
						actions.fail(thrown);
					}
				});
				return true;
			case 'suspend':
				if (host.suspend !== undefined) {
					void lendTerminal(host.suspend);
				}

				return true;
			case 'redraw':
				// Lending the terminal to nobody makes Ink draw its part anew.
				void lendTerminal(() => {});
				return true;
			default:
				return false;
		}
	};

	function pressInMenu(id: KeyBindingId, text: string): boolean {
		const chosen = menu.matches(text)[menu.index(text)];
		if (chosen === undefined) {
			return false;
		}

		switch (id) {
			case 'move-up':
			case 'complete-back':
				menu.move(text, -1);
				return true;
			case 'move-down':
				menu.move(text, 1);
				return true;
			case 'complete':
				editor.dispatch({type: 'set-text', text: `/${chosen.name} `});
				return true;
			case 'submit':
				if (text === `/${chosen.name}`) {
					return false;
				}

				if (actions.submit(`/${chosen.name}`)) {
					editor.dispatch({type: 'clear'});
				}

				return true;
			default:
				return false;
		}
	}
}
