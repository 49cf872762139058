import {render} from 'ink-testing-library';
import {afterEach, describe, expect, it, vi} from 'vitest';
import {filterEntries, type ListEntry, SelectList} from '../../source/ui/components/select-list.tsx';
import {monochromeTheme} from '../../source/ui/screen-theme.ts';

const unmounts: (() => void)[] = [];

afterEach(() => {
	for (const unmount of unmounts.splice(0)) {
		unmount();
	}
});

const fruit: readonly ListEntry[] = [
	{id: 'a', label: 'apple', detail: 'red'},
	{id: 'b', label: 'banana', detail: 'yellow'},
	{id: 'c', label: 'cherry', detail: 'red'},
	{id: 'd', label: 'date'},
];

function show(
	options: {entries?: readonly ListEntry[]; initialId?: string; maxRows?: number; width?: number} = {},
) {
	const onChoose = vi.fn();
	const onLeave = vi.fn();
	const view = render(
		<SelectList
			entries={options.entries ?? fruit}
			title="Fruit"
			initialId={options.initialId}
			width={options.width ?? 60}
			maxRows={options.maxRows ?? 10}
			theme={monochromeTheme}
			onChoose={onChoose}
			onLeave={onLeave}
		/>,
	);
	unmounts.push(view.unmount);
	const rows = () => (view.lastFrame() ?? '').split('\n').map(row => row.trimEnd());
	return {
		onChoose,
		onLeave,
		press: view.stdin.write,
		rows,
		current: (label: string) =>
			vi.waitFor(
				() => expect(rows().filter(row => row.startsWith('❯'))).toEqual([expect.stringContaining(label)]),
				{interval: 2},
			),
	};
}

const up = '\u001B[A';
const down = '\u001B[B';

describe('a list', () => {
	it('marks the current entry, and Up and Down move and stop at the ends', async () => {
		const {current, press} = show();
		await current('apple');
		press(down);
		await current('banana');
		press(down);
		press(down);
		press(down);
		await current('date');
		press(up);
		await current('cherry');
	});

	it('begins at the entry it is told', async () => {
		const {current} = show({initialId: 'c'});
		await current('cherry');
	});

	it('chooses with Enter, also what was moved to in the same piece of input', () => {
		const {press, onChoose} = show();
		press(`${down}${down}\r`);
		expect(onChoose.mock.calls).toEqual([['c']]);
	});

	it('filters by what is typed, and Backspace widens', async () => {
		const {current, press, rows, onChoose} = show();
		press('red ch');
		await current('cherry');
		expect(rows()).toHaveLength(2);
		expect(rows()[0]).toBe('Fruit red ch');
		press('x');
		await vi.waitFor(() => expect(rows().join()).toContain('Nothing matches'), {interval: 2});
		press('\r');
		expect(onChoose).not.toHaveBeenCalled();
		press('\u007F\u007F\u007F');
		await current('apple');
		press('\r');
		expect(onChoose.mock.calls).toEqual([['a']]);
	});

	it('leaves with Esc', async () => {
		const {press, onLeave, onChoose} = show();
		press('\u001B');
		await vi.waitFor(() => expect(onLeave).toHaveBeenCalledOnce(), {interval: 2});
		expect(onChoose).not.toHaveBeenCalled();
	});

	it('shows a window of its entries around the current one', async () => {
		const entries = Array.from({length: 50}, (_, index) => ({id: String(index), label: `entry ${index}`}));
		const {current, press, rows} = show({entries, maxRows: 5});
		expect(rows()).toHaveLength(6);
		press(down.repeat(20));
		await current('entry 20');
		expect(rows()).toHaveLength(6);
	});

	it('shows a hostile name, and obeys none', async () => {
		const {current, rows} = show({entries: [{id: 'x', label: 'a\u001B[2J\u202Eb', detail: 'one\ntwo'}]});
		await current('a␛[2J<U+202E>b');
		expect(rows()).toHaveLength(2);
	});
});

it('a filter matches every word of it, in any order and case', () => {
	expect(filterEntries(fruit, 'RED app').map(({id}) => id)).toEqual(['a']);
	expect(filterEntries(fruit, 'red').map(({id}) => id)).toEqual(['a', 'c']);
	expect(filterEntries(fruit, '  ')).toEqual(fruit);
	expect(filterEntries(fruit, 'undefined')).toEqual([]);
});

describe('letters in order', () => {
	const entries: readonly ListEntry[] = [
		{id: 'm', label: 'demo/markdown'},
		{id: 'd', label: 'demo', detail: 'no dmd here'},
		{id: 'p', label: 'prod'},
	];

	it('find a label, after the entries that hold the very word', () => {
		expect(filterEntries(entries, 'dmd').map(({id}) => id)).toEqual(['d', 'm']);
		expect(filterEntries(entries, 'DMK').map(({id}) => id)).toEqual(['m']);
		expect(filterEntries(entries, 'kmd')).toEqual([]);
	});
});
