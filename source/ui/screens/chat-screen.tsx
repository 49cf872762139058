import {Box, Text, useApp, useWindowSize} from 'ink';
import {type ReactNode, useEffect, useRef, useState, useSyncExternalStore} from 'react';
import type {ChatStore} from '../../chat/chat-store.ts';
import {createChatActions} from '../chat-actions.ts';
import type {ChatHost} from '../chat-host.ts';
import {createChatKeys} from '../chat-keys.ts';
import {CommandMenu} from '../components/command-menu.tsx';
import {Composer, composerTextWidth} from '../components/composer.tsx';
import {LiveAnswer} from '../components/live-answer.tsx';
import {StatusLine} from '../components/status-line.tsx';
import {type Editor, useEditorState} from '../editor/editor.ts';
import {promptText} from '../editor/editor-state.ts';
import {layoutText} from '../editor/layout.ts';
import {useCommandMenu} from '../use-command-menu.ts';
import {useQuitKey} from '../use-quit-key.ts';
import {EndpointPicker} from './endpoint-picker.tsx';

type ChatScreenProps = {
	readonly host: ChatHost;
	readonly store: ChatStore;
	readonly editor: Editor;
	/** Sent at once. */
	readonly firstPrompt: string | undefined;
	/** Opens the form: for a new profile, or for the saved one of this name. */
	readonly onForm: (name?: string) => void;
	readonly onQuit: () => void;
};

/** The live region must stay below the window's height, or Ink repaints all of it. */
const spareRows = 2;

/** The chat: the open end of the answer, the prompt and the status line. What is settled is printed above. */
export function ChatScreen({host, store, editor, firstPrompt, onForm, onQuit}: ChatScreenProps): ReactNode {
	const {columns, rows} = useWindowSize();
	const {suspendTerminal} = useApp();
	const state = useSyncExternalStore(store.subscribe, store.getState);
	const session = useSyncExternalStore(store.subscribe, store.session);
	const editorState = useEditorState(editor);
	const [isPicking, setPicking] = useState(false);
	const [showsReasoning, setShowsReasoning] = useState(false);
	const quitKey = useQuitKey(onQuit);
	const menu = useCommandMenu();
	const openPicker = () => setPicking(true);
	const [wasTooEarly, setTooEarly] = useState(false);
	const actions = createChatActions({
		host,
		store,
		editor,
		openPicker,
		onBusy: () => setTooEarly(true),
		quit: onQuit,
	});
	const onKey = createChatKeys({
		host,
		store,
		editor,
		actions,
		menu,
		quitKey,
		openPicker,
		quit: onQuit,
		toggleReasoning: () => setShowsReasoning(!showsReasoning),
		lendTerminal: use => suspendTerminal(async () => use()),
	});

	const firstPromptRef = useRef(firstPrompt);
	// biome-ignore lint/correctness/useExhaustiveDependencies: sent once, when the screen appears.
	useEffect(() => {
		const prompt = firstPromptRef.current;
		firstPromptRef.current = undefined;
		if (prompt !== undefined) {
			actions.send(prompt);
		}
	}, []);

	const isBusy = state.live !== undefined;
	useEffect(() => {
		if (!isBusy) {
			setTooEarly(false);
		}
	}, [isBusy]);
	const hint = quitKey.isArmed
		? '  Press Ctrl+C again to leave.'
		: wasTooEarly
			? '  The answer is still coming: send this afterwards, or stop it with Esc.'
			: undefined;

	const {theme} = host;
	const width = Math.max(1, columns);
	const draft = promptText(editorState);
	const commands = menu.matches(draft);
	const maxPromptRows = Math.max(1, Math.min(8, rows - 7));
	const promptOptions = {width: composerTextWidth(width), folds: editorState.folds};
	const promptRows = Math.min(maxPromptRows, layoutText(editorState.text, promptOptions).length);
	const menuRows = Math.min(commands.length, Math.max(0, rows - spareRows - promptRows - 3));
	// Rule, prompt, menu, status line, and the line that says what the answer is doing.
	const tailRows = Math.max(0, Math.min(12, rows - spareRows - promptRows - menuRows - 3));
	return (
		<Box flexDirection="column">
			{state.live !== undefined && (
				<LiveAnswer
					live={state.live}
					maxRows={isPicking ? 0 : tailRows}
					style={{width, theme}}
					showsReasoning={showsReasoning}
					now={nowMs}
				/>
			)}
			<Text wrap="truncate">{theme.dim('─'.repeat(width))}</Text>
			{isPicking ? (
				<EndpointPicker
					host={host}
					session={session}
					width={width}
					maxRows={Math.max(1, Math.min(10, rows - spareRows - 4))}
					onChoose={id => {
						setPicking(false);
						actions.switchTo(id);
					}}
					onAdd={() => onForm()}
					onEdit={onForm}
					onFail={actions.fail}
					onLeave={() => setPicking(false)}
				/>
			) : (
				<>
					<Composer
						editor={editor}
						width={width}
						isFocused
						maxRows={maxPromptRows}
						placeholder={state.live === undefined ? 'Type a message, / for commands' : ''}
						onSubmit={actions.submit}
						onKey={onKey}
					/>
					{menuRows > 0 && (
						<CommandMenu commands={commands} current={menu.index(draft)} maxRows={menuRows} theme={theme} />
					)}
					<StatusLine session={session} hint={hint} width={width} theme={theme} />
				</>
			)}
		</Box>
	);
}

const nowMs = () => performance.now();
