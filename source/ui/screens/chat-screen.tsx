import {Box, Text, useApp, useWindowSize} from 'ink';
import {type ReactNode, useEffect, useRef, useState, useSyncExternalStore} from 'react';
import type {ChatStore} from '../../chat/chat-store.ts';
import {toChatError} from '../../core/errors.ts';
import type {ChatHost} from '../chat-host.ts';
import {CommandMenu} from '../components/command-menu.tsx';
import {Composer} from '../components/composer.tsx';
import {LiveAnswer} from '../components/live-answer.tsx';
import {SelectList} from '../components/select-list.tsx';
import {StatusLine} from '../components/status-line.tsx';
import {type Editor, useEditorState} from '../editor/editor.ts';
import {promptText} from '../editor/editor-state.ts';
import type {KeyPress} from '../editor/key-press.ts';
import type {KeyBindingId} from '../key-bindings.ts';
import {keyLines} from '../slash-commands/help.ts';
import {
	describeUnknownCommand,
	findSlashCommand,
	matchSlashCommands,
	parseSlash,
	slashCommands,
} from '../slash-commands/registry.ts';
import type {SlashContext} from '../slash-commands/slash-command.ts';

type ChatScreenProps = {
	readonly host: ChatHost;
	readonly store: ChatStore;
	readonly editor: Editor;
	/** Sent at once. */
	readonly firstPrompt: string | undefined;
	readonly onAddProfile: () => void;
	readonly onQuit: () => void;
};

/** How long a first Ctrl+C counts towards leaving, in milliseconds. */
const quitWindowMs = 3000;

/** The picker's last entry. */
const addEntryId = '/add';

/** The live region must stay below the window's height, or Ink repaints all of it. */
const spareRows = 2;

/** The chat: the open end of the answer, the prompt and the status line. What is settled is printed above. */
export function ChatScreen({
	host,
	store,
	editor,
	firstPrompt,
	onAddProfile,
	onQuit,
}: ChatScreenProps): ReactNode {
	const {columns, rows} = useWindowSize();
	const {suspendTerminal} = useApp();
	const state = useSyncExternalStore(store.subscribe, store.getState);
	const session = useSyncExternalStore(store.subscribe, store.session);
	const draft = promptText(useEditorState(editor));
	const [isPicking, setPicking] = useState(false);
	const [showsReasoning, setShowsReasoning] = useState(false);
	const [menuIndex, setMenuIndex] = useState(0);
	const quit = useQuitKey(onQuit);
	const {theme} = host;
	const width = Math.max(1, columns);

	const note = (text: string, details?: readonly string[]) =>
		store.print(details === undefined ? {kind: 'note', text} : {kind: 'note', text, details});
	const fail = (thrown: unknown) => store.print({kind: 'error', error: toChatError(thrown), place: {}});

	/** Hands a prompt over; when no text came of it, it goes back to where it was typed. */
	const ask = async (text: string, sending: Promise<'answered' | 'failed'> | undefined) => {
		if (sending === undefined) {
			note('There is nothing to ask again yet.');
		} else if ((await sending) === 'failed' && text !== '') {
			editor.dispatch({type: 'restore', text});
		}
	};

	const switchTo = async (id: string) => {
		setPicking(false);
		if (id === addEntryId) {
			onAddProfile();
			return;
		}

		try {
			const next = await host.open(id);
			const {profileName, api, url} = next.endpoint;
			store.setSession(next);
			note(
				`Now talking to ${profileName ?? url.host}${next.profile.model === undefined ? '' : ` · ${next.profile.model}`} · ${api}. The conversation goes on.`,
			);
		} catch (thrown) {
			fail(thrown);
		}
	};

	const context: SlashContext = {
		store,
		note,
		commands: slashCommands,
		chooseProfile: name => (name === undefined ? setPicking(true) : void switchTo(name)),
		retry: () => void ask('', store.retry()),
		quit: onQuit,
	};

	/** Returns false for what must stay in the prompt. */
	const submit = (text: string): boolean => {
		const slash = parseSlash(text);
		if (slash !== undefined) {
			const command = findSlashCommand(slash.name);
			if (command === undefined) {
				note(describeUnknownCommand(slash.name));
				return false;
			}

			if (state.live !== undefined && command.name !== 'help' && command.name !== 'quit') {
				return false;
			}

			command.run(slash.argument, context);
			return true;
		}

		if (store.getState().live !== undefined) {
			return false;
		}

		host.rememberPrompt(text);
		setShowsReasoning(false);
		void ask(text, store.send(text));
		return true;
	};

	const menu = menuFor(draft);
	const menuCurrent = Math.min(menuIndex, menu.length - 1);
	const complete = (name: string) => editor.dispatch({type: 'set-text', text: `/${name} `});

	const onKey = (id: KeyBindingId, press: KeyPress): boolean => {
		if (id !== 'interrupt') {
			quit.disarm();
		}

		const chosen = menu[menuCurrent];
		if (chosen !== undefined) {
			switch (id) {
				case 'move-up':
				case 'complete-back':
					setMenuIndex((menuCurrent + menu.length - 1) % menu.length);
					return true;
				case 'move-down':
					setMenuIndex((menuCurrent + 1) % menu.length);
					return true;
				case 'complete':
					complete(chosen.name);
					return true;
				case 'submit':
					if (draft.trim() !== `/${chosen.name}`) {
						if (chosen.argument === undefined || chosen.argument.startsWith('[')) {
							editor.dispatch({type: 'clear'});
							submit(`/${chosen.name}`);
						} else {
							complete(chosen.name);
						}

						return true;
					}

					return false;
			}
		}

		switch (id) {
			case 'stop':
				return store.stop();
			case 'interrupt':
				if (store.stop()) {
					return true;
				}

				if (draft !== '') {
					return false;
				}

				quit.press();
				return true;
			case 'quit':
				onQuit();
				return true;
			case 'help':
				note('Keys', keyLines());
				return true;
			case 'profiles':
				setPicking(true);
				return true;
			case 'favourite-profile': {
				const digit = press.kind === 'key' ? Number(press.name.at(-1)) : Number.NaN;
				const entry = host.endpoints()[digit - 1];
				if (entry === undefined) {
					note(`There is no profile number ${digit}.`);
				} else if (state.live === undefined) {
					void switchTo(entry.id);
				}

				return true;
			}

			case 'expand-reasoning': {
				const reasoning = state.turns.at(-1)?.reasoning;
				if (state.live !== undefined) {
					setShowsReasoning(!showsReasoning);
				} else if (reasoning) {
					store.print({kind: 'plain', title: 'Reasoning:', text: reasoning});
				} else {
					note('The last answer came without reasoning.');
				}

				return true;
			}

			case 'open-editor':
				void suspendTerminal(async () => {
					try {
						editor.dispatch({type: 'set-text', text: await host.editText(draft)});
					} catch (thrown) {
						fail(thrown);
					}
				});
				return true;
			case 'suspend':
				if (host.suspend !== undefined) {
					void suspendTerminal(host.suspend);
				}

				return true;
			case 'redraw':
				// Lending the terminal to nobody makes Ink draw its part anew.
				void suspendTerminal(() => {});
				return true;
			default:
				return false;
		}
	};

	const firstPromptRef = useRef(firstPrompt);
	// biome-ignore lint/correctness/useExhaustiveDependencies: sent once, when the screen appears.
	useEffect(() => {
		const prompt = firstPromptRef.current;
		firstPromptRef.current = undefined;
		if (prompt !== undefined) {
			void ask(prompt, store.send(prompt));
		}
	}, []);

	const composerRows = Math.max(1, Math.min(8, rows - 7));
	const menuRows = isPicking ? 0 : Math.min(menu.length, Math.max(0, rows - composerRows - 5));
	const fixedRows = 1 + Math.min(composerRows, countLines(draft)) + 1 + menuRows;
	const tailRows = Math.max(0, Math.min(12, rows - spareRows - fixedRows - 1));
	const style = {width, theme};
	return (
		<Box flexDirection="column">
			{state.live !== undefined && (
				<LiveAnswer
					live={state.live}
					maxRows={tailRows}
					style={style}
					showsReasoning={showsReasoning}
					now={nowMs}
				/>
			)}
			<Text wrap="truncate">{theme.dim('─'.repeat(width))}</Text>
			{isPicking ? (
				<SelectList
					title="Talk to"
					entries={[
						...host.endpoints().map(({id, detail, isDefault}) => ({
							id,
							label: id,
							detail: isDefault ? `${detail} · default` : detail,
						})),
						{id: addEntryId, label: 'Add an endpoint…', detail: 'paste its URL and key'},
					]}
					initialId={entryIdOf(session.endpoint.profileName, session.profile.model)}
					width={width}
					maxRows={Math.max(1, Math.min(10, rows - spareRows - 4 - (state.live === undefined ? 0 : 1)))}
					theme={theme}
					onChoose={id => void switchTo(id)}
					onLeave={() => setPicking(false)}
				/>
			) : (
				<>
					<Composer
						editor={editor}
						width={width}
						isFocused
						maxRows={composerRows}
						placeholder="Type a message, / for commands"
						onSubmit={submit}
						onKey={onKey}
					/>
					{menuRows > 0 && (
						<CommandMenu commands={menu} current={menuCurrent} maxRows={menuRows} theme={theme} />
					)}
					<StatusLine
						session={session}
						hint={quit.isArmed ? '  Press Ctrl+C again to leave.' : undefined}
						width={width}
						theme={theme}
					/>
				</>
			)}
		</Box>
	);
}

const nowMs = () => performance.now();

/** The commands that fit what is typed, while it is still a command's name. */
function menuFor(draft: string) {
	const match = /^\/([a-z-]*)$/.exec(draft);
	return match === null ? [] : matchSlashCommands(match[1] ?? '');
}

function countLines(text: string): number {
	return text.split('\n').length;
}

/** The picker's entry for an endpoint; the demo has one for each model. */
function entryIdOf(profileName: string | null, model: string | undefined): string | undefined {
	return profileName === 'demo' && model !== undefined && model !== 'eliza'
		? `demo/${model}`
		: (profileName ?? undefined);
}

/** Ctrl+C leaves when pressed twice within a few seconds. */
function useQuitKey(onQuit: () => void) {
	const [isArmed, setArmed] = useState(false);
	useEffect(() => {
		if (!isArmed) {
			return;
		}

		const timer = setTimeout(() => setArmed(false), quitWindowMs);
		return () => clearTimeout(timer);
	}, [isArmed]);
	return {
		isArmed,
		press: () => (isArmed ? onQuit() : setArmed(true)),
		disarm: () => setArmed(false),
	};
}
