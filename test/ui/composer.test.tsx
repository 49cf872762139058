import {EventEmitter} from 'node:events';
import {Terminal} from '@xterm/headless';
import fc from 'fast-check';
import {Box, type Instance, render as renderWithInk, Text, useWindowSize} from 'ink';
import {render} from 'ink-testing-library';
import {type ReactNode, useEffect, useState} from 'react';
import {afterEach, describe, expect, it, vi} from 'vitest';
import {Composer, type ComposerProps} from '../../source/ui/components/composer.tsx';
import {createEditor, type Editor, useEditor, useEditorState} from '../../source/ui/editor/editor.ts';
import {type EditorOptions, promptText} from '../../source/ui/editor/editor-state.ts';
import {cleanInput} from '../../source/ui/editor/fold-character.ts';
import {editorText} from './editor/arbitraries.ts';

const unmounts: (() => void)[] = [];

afterEach(() => {
	for (const unmount of unmounts.splice(0)) unmount();
});

type View = {
	readonly editor: Editor;
	readonly sent: readonly string[];
	/** Writes each chunk to stdin. */
	readonly press: (...chunks: readonly string[]) => void;
	/** Waits for the shows, of which Ink trims blank ends. */
	readonly shows: (frame: string) => Promise<void>;
	readonly update: (props: Partial<ComposerProps>) => void;
};

function show(props: Partial<ComposerProps> = {}, options?: EditorOptions): View {
	const editor = createEditor(options);
	const sent: string[] = [];
	const onSubmit = (text: string): boolean => {
		sent.push(text);
		return true;
	};
	const defaults: ComposerProps = {editor, width: 40, isFocused: true, onSubmit};
	const view = render(<Composer {...defaults} {...props} />);
	unmounts.push(view.unmount);
	return {
		editor,
		sent,
		press(...chunks) {
			for (const chunk of chunks) view.stdin.write(chunk);
		},
		shows: frame => vi.waitFor(() => expect(view.lastFrame()).toBe(frame), {interval: 2}),
		update: next => view.rerender(<Composer {...defaults} {...props} {...next} />),
	};
}

describe('the composer', () => {
	it('shows its placeholder while empty, and the prompt when typed', async () => {
		const {press, shows} = show({placeholder: 'Ask something'});
		await shows('❯ Ask something');
		press('hi');
		await shows('❯ hi');
	});

	it('sends with Enter and is empty again', async () => {
		const {press, shows, sent} = show();
		press('hello', '\r');
		expect(sent).toEqual(['hello']);
		await shows('❯');
	});

	it('sends what was typed in the same chunk as Enter', async () => {
		const {press, sent} = show();
		press('one\r');
		press('two\x01x\r');
		expect(sent).toEqual(['one', 'xtwo']);
	});

	it('sends no blank prompt, and sends blanks around a text as they are', async () => {
		const {press, sent} = show();
		press(' ', '\r');
		expect(sent).toEqual([]);
		press('x ', '\r');
		expect(sent).toEqual([' x ']);
	});

	it('keeps the text when it is not taken', async () => {
		const {press, shows} = show({onSubmit: () => false});
		press('stay', '\r');
		await shows('❯ stay');
	});

	it.each([
		['Ctrl+J', '\n'],
		['Alt+Enter', '\x1b\r'],
		['Shift+Enter', '\x1b[13;2u'],
		['Ctrl+Enter', '\x1b[13;5u'],
		['a backslash and Enter', '\\\r'],
	])('begins a new line with %s', async (_, bytes) => {
		const {press, shows, sent} = show();
		press('a', bytes, 'b');
		await shows('❯ a\n  b');
		press('\r');
		expect(sent).toEqual(['a\nb']);
	});

	it('wraps at its width, grows to its rows and then scrolls with an arrow in the margin', async () => {
		const {editor, shows} = show({width: 13, maxRows: 3});
		editor.dispatch({type: 'insert', text: 'one two three four five six seven'});
		await shows('↑ three four\n  five six\n  seven');
	});

	it('scrolls back to the start with the caret', async () => {
		const {press, shows} = show({maxRows: 2}, {initialText: 'a\nb\nc\nd'});
		await shows('↑ c\n  d');
		press('\x1b[A', '\x1b[A');
		await shows('↑ b\n↓ c');
		press('\x1b[A');
		await shows('❯ a\n↓ b');
	});

	it('takes a paste as text: line ends, control bytes and all, and sends nothing by itself', async () => {
		const {press, shows, sent} = show();
		press('\x1b[200~one\r\ntwo\x1b]0;title\x07\r\x1b[201~');
		expect(sent).toEqual([]);
		await shows('❯ one\n  two␛]0;title␇\n');
		press('end\r');
		expect(sent).toEqual(['one\ntwo\x1b]0;title\x07\nend']);
	});

	it('shows a very long paste as a label, expands it with Ctrl+X and sends it in full', async () => {
		const text = Array.from({length: 40}, (_, index) => `row ${index}`).join('\n');
		const folded = show({width: 60});
		folded.press(`\x1b[200~${text}\x1b[201~`, '!');
		await folded.shows('❯ [paste #1: 40 lines, 269 B: row 0…]!');
		folded.press('\r');
		expect(folded.sent).toEqual([`${text}!`]);
		const expanded = show({width: 60, maxRows: 2});
		expanded.press(`\x1b[200~${text}\x1b[201~`, '\x18');
		await expanded.shows('↑ row 38\n  row 39');
	});

	it('clears with Ctrl+C when nobody claims it, and Up brings the text back', async () => {
		const {press, shows} = show();
		press('draft', '\x03');
		await shows('❯');
		press('\x1b[A');
		await shows('❯ draft');
	});

	it('searches older prompts with Ctrl+R and takes the match without sending it', async () => {
		const {press, shows, sent} = show({}, {history: ['list errors', 'hello']});
		press('\x12', 'err');
		await shows('search: err\n❯ list errors');
		press('zz');
		await shows('search: errzz (no older prompt has this)\n❯');
		press('\x7f\x7f\r');
		await shows('❯ list errors');
		expect(sent).toEqual([]);
	});

	it('leaves the search with Ctrl+C and keeps the draft', async () => {
		const onKey = vi.fn(() => false);
		const {press, shows} = show({onKey}, {history: ['list errors'], initialText: 'draft'});
		press('\x12', 'err', '\x03');
		await shows('❯ draft');
		expect(onKey).not.toHaveBeenCalledWith('interrupt', expect.anything());
	});

	it('takes the found prompt when a moving key is pressed, and moves in it', async () => {
		const {press, editor} = show({}, {history: ['list errors']});
		press('\x12', 'err', '\x01', '>');
		expect(editor.getState().text).toBe('>list errors');
	});
});

describe('focus', () => {
	it('takes no input without it, and shows the same text', async () => {
		const {press, shows, update} = show({isFocused: false}, {initialText: 'text'});
		press('x', '\x1b[200~y\x1b[201~', '\r');
		await shows('❯ text');
		update({isFocused: true});
		press('z');
		await shows('❯ textz');
	});
});

describe('the parent', () => {
	it('can claim any bound key before the editor sees it', async () => {
		const onKey = vi.fn((id: string) => id === 'move-up' || id === 'submit');
		const {press, shows, sent} = show({onKey}, {history: ['older'], initialText: '/he'});
		press('\x1b[A', '\r', '\t', '\x10', '\x0c', '\x1b3');
		expect(sent).toEqual([]);
		await shows('❯ /he');
		expect(onKey.mock.calls.map(([id]) => id)).toEqual([
			'move-up',
			'submit',
			'complete',
			'profiles',
			'redraw',
			'favourite-profile',
		]);
		expect(onKey).toHaveBeenLastCalledWith('favourite-profile', {kind: 'key', name: 'alt+3'});
	});

	it('hears of ? in an empty prompt; unclaimed it is typed', async () => {
		const onKey = vi.fn(() => true);
		const claimed = show({onKey});
		claimed.press('?');
		await claimed.shows('❯');
		const typed = show();
		typed.press('?', '?');
		await typed.shows('❯ ??');
	});

	it('reads and fills the prompt through the editor', async () => {
		function Parent(): ReactNode {
			const editor = useEditor({initialText: 'a'});
			const {text} = useEditorState(editor);
			const onSubmit = (sent: string): boolean => {
				queueMicrotask(() => editor.dispatch({type: 'restore', text: sent}));
				return true;
			};
			return (
				<Box flexDirection="column">
					<Text>{`length ${text.length}`}</Text>
					<Composer editor={editor} isFocused onSubmit={onSubmit} width={40} />
				</Box>
			);
		}
		const view = render(<Parent />);
		unmounts.push(view.unmount);
		view.stdin.write('b');
		view.stdin.write('\r');
		await vi.waitFor(() => expect(view.lastFrame()).toBe('length 2\n❯ ab'), {interval: 2});
		expect(view.frames).toContain('length 0\n❯');
	});
});

describe('input', () => {
	it('is never lost or reordered, however it is cut into chunks and pasted in between redraws', async () => {
		const {press, editor, update} = show();
		let width = 20;
		// Typed text is cut at whole characters, as the stream's decoder does; control characters there are keys.
		const typed = editorText.map(text => text.replace(/\p{Cc}/gu, ''));
		const chunk = fc.record({text: typed, isPasted: fc.boolean()});
		fc.assert(
			fc.property(fc.array(chunk, {maxLength: 6}), chunks => {
				editor.dispatch({type: 'set-text', text: ''});
				for (const {text, isPasted} of chunks) {
					const pieces = Array.from(text);
					if (isPasted) press(`\x1b[200~${text}\x1b[201~`);
					else press(...pieces);
					width = width === 20 ? 7 : 20;
					update({width});
				}
				expect(promptText(editor.getState())).toBe(cleanInput(chunks.map(({text}) => text).join('')));
			}),
			{numRuns: 20},
		);
	});
});

/** A terminal of xterm's making that Ink takes for a real one. */
function createScreen(columns: number, rows: number) {
	const terminal = new Terminal({cols: columns, rows, allowProposedApi: true});
	let isCursorShown = true;
	const stdout = Object.assign(new EventEmitter(), {
		isTTY: true,
		columns,
		rows,
		write: (data: string) => {
			terminal.write(data.replaceAll('\n', '\r\n'));
			const [shown, hidden] = [data.lastIndexOf('\x1b[?25h'), data.lastIndexOf('\x1b[?25l')];
			if (shown !== hidden) isCursorShown = shown > hidden;
			return true;
		},
	});
	const stdin = Object.assign(new EventEmitter(), {
		isTTY: true,
		chunk: null as string | null,
		read() {
			const {chunk} = stdin;
			stdin.chunk = null;
			return chunk;
		},
		setEncoding() {},
		setRawMode() {},
		ref() {},
		unref() {},
	});
	return {
		terminal,
		isCursorShown: () => isCursorShown,
		press(chunk: string) {
			stdin.chunk = chunk;
			stdin.emit('readable');
		},
		resize(nextColumns: number, nextRows: number) {
			terminal.resize(nextColumns, nextRows);
			Object.assign(stdout, {columns: nextColumns, rows: nextRows});
			stdout.emit('resize');
		},
		start(tree: ReactNode, options: {readonly incrementalRendering: boolean}): Instance {
			const instance = renderWithInk(tree, {
				stdout: stdout as unknown as NodeJS.WriteStream,
				stdin: stdin as unknown as NodeJS.ReadStream,
				interactive: true,
				...options,
				exitOnCtrlC: false,
				patchConsole: false,
			});
			unmounts.push(instance.unmount);
			return instance;
		},
		/** The characters before the cursor on its row: where the caret seems to stand. */
		beforeCursor(): string {
			const {active} = terminal.buffer;
			const line = active.getLine(active.baseY + active.cursorY);
			return line?.translateToString(false, 0, active.cursorX) ?? '';
		},
	};
}

describe.each([{incrementalRendering: false}, {incrementalRendering: true}])(
	"the terminal's own cursor with %o",
	options => {
		type LiveProps = {readonly editor: Editor; readonly isFocused?: boolean; readonly rows?: EventEmitter};

		/** Rows that come and go without anything around them being rendered. */
		function Above({rows}: {readonly rows: EventEmitter}): ReactNode {
			const [count, setCount] = useState(1);
			useEffect(() => {
				rows.on('count', setCount);
				return () => {
					rows.off('count', setCount);
				};
			}, [rows]);
			return <Text>{'streaming\n'.repeat(count).trimEnd()}</Text>;
		}

		function Live({editor, isFocused = true, rows}: LiveProps): ReactNode {
			const {columns} = useWindowSize();
			return (
				<Box flexDirection="column">
					{rows && <Above rows={rows} />}
					<Box paddingLeft={1}>
						<Composer editor={editor} isFocused={isFocused} onSubmit={() => true} width={columns - 1} />
					</Box>
					<Text>status</Text>
				</Box>
			);
		}

		function cursorShows(screen: ReturnType<typeof createScreen>, expected: string): Promise<void> {
			return vi.waitFor(() => expect(screen.beforeCursor()).toBe(expected), {interval: 5});
		}

		it('stands at the caret, behind wide characters and on later rows', async () => {
			const screen = createScreen(30, 12);
			const editor = createEditor();
			screen.start(<Live editor={editor} rows={new EventEmitter()} />, options);
			await cursorShows(screen, ' ❯ ');
			screen.press('你好e\u0301x');
			await cursorShows(screen, ' ❯ 你好e\u0301x');
			screen.press('\x1b[D');
			await cursorShows(screen, ' ❯ 你好e\u0301');
			screen.press('\nsecond');
			await cursorShows(screen, '   second');
		});

		it('follows when rows appear and go above the composer, which is not rendered for it', async () => {
			const screen = createScreen(30, 12);
			const rows = new EventEmitter();
			screen.start(<Live editor={createEditor({initialText: 'prompt'})} rows={rows} />, options);
			await cursorShows(screen, ' ❯ prompt');
			for (const count of [4, 2]) {
				rows.emit('count', count);
				await vi.waitFor(() => expect(screen.terminal.buffer.active.cursorY).toBe(count), {interval: 5});
				expect(screen.beforeCursor()).toBe(' ❯ prompt');
			}
		});

		it('is hidden while the composer has no focus', async () => {
			const screen = createScreen(30, 12);
			const editor = createEditor({initialText: 'prompt'});
			const {rerender} = screen.start(<Live editor={editor} />, options);
			await cursorShows(screen, ' ❯ prompt');
			expect(screen.isCursorShown()).toBe(true);
			rerender(<Live editor={editor} isFocused={false} />);
			await vi.waitFor(() => expect(screen.isCursorShown()).toBe(false), {interval: 5});
		});

		it('is right after the window was made narrow and wide again', async () => {
			const screen = createScreen(40, 12);
			const editor = createEditor({initialText: 'one two three four'});
			screen.start(<Live editor={editor} />, options);
			await cursorShows(screen, ' ❯ one two three four');
			screen.resize(15, 12);
			await cursorShows(screen, '   three four');
			screen.resize(40, 12);
			await cursorShows(screen, ' ❯ one two three four');
		});

		it('survives a window of one column', async () => {
			const screen = createScreen(30, 12);
			const editor = createEditor({initialText: '你a'});
			screen.start(<Live editor={editor} />, options);
			await cursorShows(screen, ' ❯ 你a');
			screen.resize(1, 5);
			screen.press('b');
			screen.resize(30, 12);
			await cursorShows(screen, ' ❯ 你ab');
		});

		it('is at the end of the search text while searching', async () => {
			const screen = createScreen(40, 12);
			const editor = createEditor({history: ['list errors']});
			screen.start(<Live editor={editor} />, options);
			screen.press('\x12err');
			await cursorShows(screen, ' search: err');
		});
	},
);
