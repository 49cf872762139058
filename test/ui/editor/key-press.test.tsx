import {render} from 'ink-testing-library';
import type {ReactNode} from 'react';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import type {KeyPress} from '../../../source/ui/editor/key-press.ts';
import {useKeyPresses} from '../../../source/ui/editor/use-key-presses.ts';
import {findKeyBinding} from '../../../source/ui/key-bindings.ts';

function Listener({onPress, isActive}: {onPress: (press: KeyPress) => void; isActive: boolean}): ReactNode {
	useKeyPresses(onPress, {isActive});
	return null;
}

const seen: string[] = [];
let listener: ReturnType<typeof render>;

beforeAll(() => {
	const onPress = (press: KeyPress): void => {
		seen.push(press.kind === 'key' ? press.name : JSON.stringify(press.text));
	};
	listener = render(<Listener isActive onPress={onPress} />);
});

afterAll(() => listener.unmount());

/** What the hook reports for chunks of input, each press as `key` or `"text"`. */
async function pressesOf(chunks: readonly string[], count: number): Promise<readonly string[]> {
	seen.length = 0;
	for (const chunk of chunks) listener.stdin.write(chunk);
	// Ink holds a lone ESC back for a moment, in case the rest of a sequence follows.
	await vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(count), {interval: 2});
	return [...seen];
}

describe('one key', () => {
	// Bytes as xterm, VT220, rxvt, the Linux console, macOS Terminal and kitty's protocol send them.
	it.each<[string, string]>([
		['\r', 'enter'],
		['\x1bOM', 'enter'],
		['\x1b[57414u', 'enter'],
		['\n', 'ctrl+j'],
		['\x1b[106;5u', 'ctrl+j'],
		['\x1b\r', 'alt+enter'],
		['\x1b[13;3u', 'alt+enter'],
		['\x1b[13;2u', 'shift+enter'],
		['\x1b[13;5u', 'ctrl+enter'],
		['\x7f', 'backspace'],
		['\b', 'backspace'],
		['\x1b[104;5u', 'ctrl+h'],
		['\x1b\x7f', 'alt+backspace'],
		['\x1b[127;3u', 'alt+backspace'],
		['\x1b[127;5u', 'ctrl+backspace'],
		['\x1b[127;2u', 'shift+backspace'],
		['\t', 'tab'],
		['\x1b[Z', 'shift+tab'],
		['\x1b[9;2u', 'shift+tab'],
		['\x00', 'ctrl+space'],
		['\x1b[3~', 'delete'],
		['\x1b[3;3~', 'alt+delete'],
		['\x1b[3;5~', 'ctrl+delete'],
		['\x1b[A', 'up'],
		['\x1bOB', 'down'],
		['\x1b[C', 'right'],
		['\x1b[1;5D', 'ctrl+left'],
		['\x1bOd', 'ctrl+left'],
		['\x1b[1;3D', 'alt+left'],
		['\x1b\x1b[D', 'alt+left'],
		['\x1bb', 'alt+b'],
		['\x1bB', 'alt+shift+b'],
		['\x1b[98;3u', 'alt+b'],
		['\x1b[1;5C', 'ctrl+right'],
		['\x1b[H', 'home'],
		['\x1bOH', 'home'],
		['\x1b[1~', 'home'],
		['\x1b[7~', 'home'],
		['\x1b[F', 'end'],
		['\x1b[4~', 'end'],
		['\x1b[1;5H', 'ctrl+home'],
		['\x1b[5~', 'page-up'],
		['\x1b[6~', 'page-down'],
		['\x01', 'ctrl+a'],
		['\x03', 'ctrl+c'],
		['\x1b[99;5u', 'ctrl+c'],
		['\x04', 'ctrl+d'],
		['\x1a', 'ctrl+z'],
		['\x1b[122;5u', 'ctrl+z'],
		['\x1b[122:90;6u', 'ctrl+shift+z'],
		['\x1f', 'ctrl+_'],
		['\x1b[45:95;6u', 'ctrl+_'],
		['\x1b[47;5u', 'ctrl+/'],
		['\x1b_', 'alt+_'],
		['\x1b<', 'alt+<'],
		['\x1b[44:60;4u', 'alt+<'],
		['\x1b1', 'alt+1'],
		['\x1b[57;3u', 'alt+9'],
		['\x1bOQ', 'f2'],
		['\x1b[12~', 'f2'],
		['\x1b[[B', 'f2'],
		['\x1b[Q', 'f2'],
		['\x1b[1;1Q', 'f2'],
		['\x1b[12;129~', 'f2'],
		['\x1b[1;2Q', 'shift+f2'],
		['\x1bOP', 'f1'],
		['\x1b[13~', 'f3'],
		['\x1b[24~', 'f12'],
		['\x1b', 'escape'],
		['\x1b[27u', 'escape'],
		['?', '"?"'],
		['A', '"A"'],
		['ä', '"ä"'],
		['👩‍👩‍👧', '"👩‍👩‍👧"'],
		['\x1b[32;2u', '" "'],
	])('%j is %s', async (bytes, name) => {
		expect(await pressesOf([bytes], 1)).toEqual([name]);
	});

	it('is the one on the base layout when Ctrl or Alt goes with a key of another script', async () => {
		expect(await pressesOf(['\x1b[1089::99;5u', '\x1b[1080::98;3u'], 2)).toEqual(['ctrl+c', 'alt+b']);
	});

	it('is nothing when it is released, held with Cmd, unknown, or cut off', async () => {
		const silent = ['\x1b[97;1:3u', '\x1b[118;9u', '\x1b[2~', '\x1b[I', '\x1b[<0;1;1M'];
		expect(await pressesOf([...silent, 'x'], 1)).toEqual(['"x"']);
		expect(await pressesOf(['\x1b[', '\x1b', 'x'], 1)).not.toContain('"["');
	});
});

describe('one chunk of input', () => {
	it.each<[string, readonly string[]]>([
		['hello\r', ['"hello"', 'enter']],
		['/mod\t', ['"/mod"', 'tab']],
		['\rnext', ['enter', '"next"']],
		['abc\x01x\x05y', ['"abc"', 'ctrl+a', '"x"', 'ctrl+e', '"y"']],
		['\x01\x0b', ['ctrl+a', 'ctrl+k']],
		['ab\x7f\x7f', ['"ab"', 'backspace', 'backspace']],
		['\r\r', ['enter', 'enter']],
		['a\x1b[Db', ['"a"', 'left', '"b"']],
		['\x1b\x1b', ['escape', 'escape']],
		['你好e\u0301', ['"你好e\u0301"']],
	])('%j is %j, in order', async (chunk, presses) => {
		expect(await pressesOf([chunk], presses.length)).toEqual(presses);
	});

	it('with a line break or tab amid text is a paste that no terminal has marked, and sends nothing', async () => {
		expect(await pressesOf(['one\rtwo\rthree\r'], 1)).toEqual([JSON.stringify('one\rtwo\rthree\r')]);
		expect(await pressesOf(['a\tb'], 1)).toEqual([JSON.stringify('a\tb')]);
	});
});

describe('the hook', () => {
	it('hears nothing while it is not active', async () => {
		const onPress = vi.fn();
		const {stdin, rerender, unmount} = render(<Listener isActive={false} onPress={onPress} />);
		stdin.write('a');
		rerender(<Listener isActive onPress={onPress} />);
		stdin.write('\x1bOQ');
		await vi.waitFor(() => expect(onPress).toHaveBeenCalled(), {interval: 2});
		unmount();
		expect(onPress.mock.calls).toEqual([[{kind: 'key', name: 'f2'}]]);
	});

	it('reports keys by the names of the table', async () => {
		const [name] = await pressesOf(['\x0c'], 1);
		expect(findKeyBinding({kind: 'key', name: name as string}, ['chat'])?.id).toBe('redraw');
	});
});
