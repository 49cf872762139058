import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createEditorState, type EditorState, promptText} from '../../../source/ui/editor/editor-state.ts';
import {cleanInput} from '../../../source/ui/editor/fold-character.ts';
import {snapToGrapheme} from '../../../source/ui/editor/graphemes.ts';
import {
	type EditorAction,
	type PlainEditorAction,
	reduceEditor,
} from '../../../source/ui/editor/reduce-editor.ts';
import {editorAction, editorText} from './arbitraries.ts';

/** A state from a text in which `|` marks the caret. */
function stateOf(marked: string, options?: Parameters<typeof createEditorState>[0]): EditorState {
	const cursor = marked.indexOf('|');
	return {...createEditorState({...options, initialText: marked.replace('|', '')}), cursor};
}

/** The state's text with the caret marked. */
function marked({text, cursor}: EditorState): string {
	return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

function run(state: EditorState, ...actions: readonly (EditorAction | PlainEditorAction)[]): EditorState {
	return actions.reduce<EditorState>(
		(current, action) => reduceEditor(current, typeof action === 'string' ? {type: action} : action),
		state,
	);
}

function type(text: string): EditorAction {
	return {type: 'insert', text};
}

function paste(text: string): EditorAction {
	return {type: 'paste', text};
}

function up(width = 80): EditorAction {
	return {type: 'move-up', width};
}

function down(width = 80): EditorAction {
	return {type: 'move-down', width};
}

describe('one action', () => {
	it.each<[PlainEditorAction, string, string]>([
		['newline', 'ab|cd', 'ab\n|cd'],
		['newline', 'ab\\|', 'ab\\\n|'],
		['continue-line', 'ab\\|', 'ab\n|'],
		['continue-line', 'ab|', 'ab|'],
		['erase-back', 'a👩‍👩‍👧|b', 'a|b'],
		['erase-back', 'e\u0301|', '|'],
		['erase-back', 'a\n|b', 'a|b'],
		['erase-back', '|a', '|a'],
		['erase-forward', 'a|🇩🇪b', 'a|b'],
		['erase-forward', 'a|\nb', 'a|b'],
		['erase-forward', 'a|', 'a|'],
		['move-left', 'a你|', 'a|你'],
		['move-left', 'e\u0301|', '|e\u0301'],
		['move-left', 'a\n|b', 'a|\nb'],
		['move-left', '|', '|'],
		['move-right', 'a|👍🏽b', 'a👍🏽|b'],
		['move-right', 'a|', 'a|'],
		['word-left', 'one two|', 'one |two'],
		['word-left', 'one  |two', '|one  two'],
		['word-left', 'one\n  |two', '|one\n  two'],
		['word-left', 'größe über|', 'größe |über'],
		['word-left', ' |', '| '],
		['word-right', '|one two', 'one| two'],
		['word-right', 'one| \n two', 'one \n two|'],
		['word-right', 'on|e', 'one|'],
		['word-right', '|..', '..|'],
		['line-start', 'a\nbc|d', 'a\n|bcd'],
		['line-start', '|a', '|a'],
		['line-end', 'a\nb|cd\ne', 'a\nbcd|\ne'],
		['prompt-start', 'a\nb|', '|a\nb'],
		['prompt-end', '|a\nb', 'a\nb|'],
		['kill-to-end', 'ab|cd\ne', 'ab|\ne'],
		['kill-to-end', 'ab|\ne', 'ab|e'],
		['kill-to-start', 'a\nbc|d', 'a\n|d'],
		['kill-to-start', 'a\n|d', 'a|d'],
		['kill-word-back', 'see foo/bar|', 'see foo/|'],
		['kill-word-forward', 'see |foo/bar', 'see |/bar'],
		['kill-to-blank', 'see foo/bar |', 'see |'],
		['kill-to-blank', '|see', '|see'],
		['transpose', 'a|b', 'ba|'],
		['transpose', 'xab|', 'xba|'],
		['transpose', '你|👍🏽x', '👍🏽你|x'],
		['transpose', '|ab', '|ab'],
		['transpose', 'a\n|b', 'a\n|b'],
		['yank', 'a|', 'a|'],
		['yank-older', 'a|', 'a|'],
		['undo', 'a|', 'a|'],
		['redo', 'a|', 'a|'],
		['expand-paste', 'a|', 'a|'],
	])('%s makes of %j %j', (action, before, after) => {
		expect(marked(run(stateOf(before), action))).toBe(after);
	});

	it('types at the caret, and goes past a grapheme that the typing completes', () => {
		expect(marked(run(stateOf('a|c'), type('b')))).toBe('ab|c');
		expect(marked(run(stateOf('e|x'), type('\u0301')))).toBe('e\u0301|x');
		expect(marked(run(stateOf('|🇪'), type('🇩')))).toBe('🇩🇪|');
	});

	it('moves over words of scripts without spaces one by one', () => {
		const end = run(stateOf('今日は良い天気|'), 'word-left');
		expect(end.cursor).toBeGreaterThan(0);
		expect(end.cursor).toBeLessThan(7);
	});
});

describe('the caret', () => {
	it('is always on a grapheme boundary, and the text what the actions made of it', () => {
		fc.assert(
			fc.property(
				editorText,
				fc.nat(),
				fc.array(editorAction, {maxLength: 20}),
				(initialText, seed, actions) => {
					let state = createEditorState({initialText, history: ['first', 'second\nprompt', '你好👩‍👩‍👧']});
					state = {...state, cursor: snapToGrapheme(state.text, seed % (state.text.length + 1))};
					for (const action of actions) {
						state = reduceEditor(state, action);
						expect(snapToGrapheme(state.text, state.cursor)).toBe(state.cursor);
						expect(state.text).toBe(state.text.toWellFormed());
						expect(promptText(state)).not.toMatch(/[\uFDD0-\uFDEF\r]/);
					}
				},
			),
			{numRuns: 300},
		);
	});

	it('keeps its column over shorter rows on the way up and down', () => {
		const state = stateOf('a long line\nab\nanother lo|ng line');
		const above = run(state, up());
		expect(marked(above)).toBe('a long line\nab|\nanother long line');
		expect(marked(run(above, up()))).toBe('a long lin|e\nab\nanother long line');
		expect(marked(run(above, down()))).toBe('a long line\nab\nanother lo|ng line');
		expect(marked(run(above, 'move-left', up()))).toBe('a| long line\nab\nanother long line');
	});

	it('moves by rows as they are wrapped', () => {
		expect(marked(run(stateOf('one two three|'), up(5)))).toBe('one two| three');
		expect(marked(run(stateOf('|one two three'), down(5)))).toBe('one |two three');
	});

	it('moves by what is seen, not by units, between wide and narrow rows', () => {
		expect(marked(run(stateOf('你好世界\nabcd|e'), up()))).toBe('你好|世界\nabcde');
	});
});

describe('undo and redo', () => {
	it('undoes typing word by word', () => {
		const state = run(createEditorState(), ...Array.from('one two', type));
		expect(run(state, 'undo').text).toBe('one ');
		expect(run(state, 'undo', 'undo').text).toBe('');
		expect(run(state, 'undo', 'undo', 'redo', 'redo').text).toBe('one two');
	});

	it('begins a new group after a move, and forgets what was undone when something is typed', () => {
		const state = run(createEditorState(), type('ab'), 'move-left', type('x'), 'undo');
		expect(marked(state)).toBe('a|b');
		expect(run(state, type('y'), 'redo').text).toBe('ayb');
	});

	it('groups erasing, keeps each cut, paste and new line apart', () => {
		const erased = run(createEditorState({initialText: 'abcd'}), 'erase-back', 'erase-back');
		expect(run(erased, 'undo').text).toBe('abcd');
		const cut = run(createEditorState({initialText: 'one two'}), 'kill-word-back', 'kill-word-back');
		expect(run(cut, 'undo').text).toBe('one ');
		expect(run(createEditorState(), paste('a'), paste('b'), 'undo').text).toBe('a');
	});

	it('brings back a cleared prompt', () => {
		expect(run(createEditorState({initialText: 'keep me'}), {type: 'clear'}, 'undo').text).toBe('keep me');
	});

	it('returns to the start when everything is undone, and to the end when all is redone', () => {
		const unsent = editorAction.filter(
			({type}) => type !== 'submitted' && type !== 'undo' && type !== 'redo',
		);
		fc.assert(
			fc.property(editorText, fc.array(unsent, {maxLength: 20}), (initialText, actions) => {
				const start = createEditorState({initialText, history: ['older']});
				const end = run(start, ...actions);
				const steps = end.undoHistory.past.length;
				const undone = run(end, ...Array.from({length: steps}, () => 'undo' as const));
				expect(undone.text).toBe(start.text);
				expect(undone.undoHistory.past).toEqual([]);
				const redone = run(undone, ...Array.from({length: steps}, () => 'redo' as const));
				expect(promptText(redone)).toBe(promptText(end));
			}),
		);
	});
});

describe('cutting and putting back', () => {
	it('joins cuts that follow each other, in the order of the text', () => {
		const back = run(stateOf('one two three|'), 'kill-word-back', 'kill-word-back', 'yank');
		expect(marked(back)).toBe('one two three|');
		const forward = run(
			stateOf('|one two'),
			'kill-word-forward',
			'kill-word-forward',
			'prompt-start',
			'yank',
		);
		expect(forward.text).toBe('one two');
	});

	it('goes through older cuts only directly after putting one back', () => {
		const state = run(stateOf('one two|'), 'kill-word-back', 'move-left', 'kill-to-start', 'yank');
		expect(state.text).toBe('one ');
		expect(run(state, 'yank-older').text).toBe('two ');
		expect(run(state, 'yank-older', 'yank-older').text).toBe('one ');
		expect(run(state, 'move-left', 'yank-older').text).toBe('one ');
	});

	it('keeps cuts when the prompt is sent', () => {
		expect(run(stateOf('gone|'), 'kill-to-start', type('x'), {type: 'submitted'}, 'yank').text).toBe('gone');
	});

	it('puts back exactly what it took, wherever the caret was', () => {
		fc.assert(
			fc.property(
				editorText,
				fc.nat(),
				fc.constantFrom('kill-to-end' as const, 'kill-to-start' as const),
				(initialText, seed, kill) => {
					const base = createEditorState({initialText});
					const cursor = snapToGrapheme(base.text, seed % (base.text.length + 1));
					const killed = run({...base, cursor}, kill);
					const start = kill === 'kill-to-end' ? cursor : cursor - (base.text.length - killed.text.length);
					// A line feed taken out can make one grapheme of what it held apart: then the caret goes behind that.
					fc.pre(killed.cursor === start);
					const yanked = run(killed, 'yank');
					expect(yanked.text).toBe(base.text);
				},
			),
		);
	});
});

describe('a paste', () => {
	it('is one edit with LF line ends, tabs and control characters kept', () => {
		const state = run(createEditorState({initialText: 'x'}), paste('a\r\nb\rc\td\x1b[31m'));
		expect(promptText(state)).toBe('xa\nb\nc\td\x1b[31m');
		expect(run(state, 'undo').text).toBe('x');
	});

	const long = Array.from({length: 30}, (_, index) => `line ${index + 1}`).join('\n');

	it('that is very long is one label, sent in full', () => {
		const state = run(stateOf('before | after'), paste(long));
		expect(state.text).toHaveLength('before  after'.length + 1);
		expect(promptText(state)).toBe(`before ${long} after`);
		expect(state.folds[0]?.label).toBe('[paste #1: 30 lines, 230 B: line 1…]');
	});

	it('is folded by lines or by length, and not below', () => {
		expect(run(createEditorState(), paste('x\n'.repeat(20))).folds).toEqual([]);
		expect(run(createEditorState(), paste('x\n'.repeat(21))).folds).toHaveLength(1);
		expect(run(createEditorState(), paste('x'.repeat(2000))).folds).toEqual([]);
		expect(run(createEditorState(), paste('x'.repeat(2001))).folds[0]?.label).toBe(
			`[paste #1: 1 line, 2.0 kB: ${'x'.repeat(23)}…]`,
		);
	});

	it('is never folded where folding is off', () => {
		expect(run(createEditorState({shouldFoldPastes: false}), paste(long)).text).toBe(long);
	});

	it('that is folded is one step for the caret and one for Backspace, and undo brings it back', () => {
		const state = run(createEditorState(), type('a'), paste(long), type('b'));
		expect(run(state, 'move-left', 'move-left', type('x')).text.startsWith('ax')).toBe(true);
		const erased = run(state, 'erase-back', 'erase-back');
		expect(promptText(erased)).toBe('a');
		expect(promptText(run(erased, 'undo'))).toBe(`a${long}b`);
	});

	it('is shown in full on demand: the one at the caret', () => {
		const state = run(createEditorState(), paste(long), type(' and '), paste(`${long}!`));
		expect(state.folds.map(fold => fold.number)).toEqual([1, 2]);
		const second = run(state, 'expand-paste');
		expect(second.text.endsWith(` and ${long}!`)).toBe(true);
		const both = run(second, 'prompt-start', 'expand-paste');
		expect(both.text).toBe(`${long} and ${long}!`);
		expect(promptText(both)).toBe(promptText(state));
	});

	it('survives being cut and put back, in the next prompt too', () => {
		const cut = run(
			createEditorState(),
			paste(long),
			'kill-to-start',
			{type: 'submitted'},
			paste(`other ${long}`),
		);
		expect(promptText(run(cut, 'yank'))).toBe(`other ${long}${long}`);
	});

	it('is put in unfolded when 32 are folded already', () => {
		const pastes = Array.from({length: 33}, (_, index) => `${index}\n${long}\n`);
		const state = run(createEditorState(), ...pastes.map(paste));
		expect(state.folds).toHaveLength(32);
		expect(promptText(state)).toBe(pastes.join(''));
	});

	it('cannot smuggle in the characters that stand for folded pastes', () => {
		const state = run(createEditorState(), paste(long), paste('\uFDD0'));
		expect(promptText(state)).toBe(`${long}\uFFFD`);
	});

	it('has a label that no control character of its text reaches', () => {
		expect(run(createEditorState(), paste(`\x1b]0;title\x07\n${long}`)).folds[0]?.label).toContain(
			'␛]0;title␇…',
		);
	});

	it('of anything is sent as it came', () => {
		fc.assert(
			fc.property(fc.array(editorText, {maxLength: 8}), pastes => {
				const state = run(createEditorState(), ...pastes.map(text => paste(text.repeat(30))));
				expect(promptText(state)).toBe(pastes.map(text => cleanInput(text.repeat(30))).join(''));
			}),
		);
	});
});

describe('older prompts', () => {
	const history = ['first', 'second line one\nsecond line two', 'third'];

	it('come with Up on the first row, the draft with Down', () => {
		const draft = stateOf('my dr|aft', {history});
		const third = run(draft, up());
		expect(marked(third)).toBe('third|');
		expect(marked(run(third, down()))).toBe('my dr|aft');
		expect(marked(run(draft, up(), up(), down(), down(), down()))).toBe('my dr|aft');
	});

	it('are walked with Up alone, also over one of several lines', () => {
		const second = run(createEditorState({history}), up(), up());
		expect(marked(second)).toBe('second line one|\nsecond line two');
		expect(run(second, up()).text).toBe('first');
		expect(run(second, up(), up()).text).toBe('first');
	});

	it('are walked with Down alone, also over one of several lines', () => {
		const first = run(createEditorState({history}), up(), up(), up());
		const second = run(first, down());
		expect(marked(second)).toBe('second line one\nsecond line two|');
		expect(run(second, down()).text).toBe('third');
	});

	it('keep what was changed in them until a prompt is sent', () => {
		const changed = run(createEditorState({history}), up(), type('!'), up(), down(), down());
		expect(changed.text).toBe('third!');
		expect(run(changed, {type: 'submitted'}, up(), up()).text).toBe('third');
	});

	it('gain what is sent, once', () => {
		const state = run(createEditorState({history, initialText: 'third'}), {type: 'submitted'});
		expect(state.text).toBe('');
		expect(state.history.prompts).toEqual(history);
		expect(run(state, type('new'), {type: 'submitted'}).history.prompts).toEqual([...history, 'new']);
	});

	it('gain what is cleared', () => {
		expect(run(createEditorState({initialText: 'half a thought'}), {type: 'clear'}, up()).text).toBe(
			'half a thought',
		);
		expect(run(createEditorState({initialText: '  '}), {type: 'clear'}).history.prompts).toEqual([]);
	});

	it('do not take what comes back from a failure over a prompt that was begun', () => {
		const restore: EditorAction = {type: 'restore', text: 'failed'};
		expect(marked(run(createEditorState(), restore))).toBe('failed|');
		const begun = run(createEditorState({history}), type('new'), up(), restore);
		expect(begun.text).toBe('third');
		expect(run(begun, down()).text).toBe('failed');
		expect(run(begun, down(), down()).text).toBe('new');
	});
});

describe('the search through older prompts', () => {
	const history = ['Summarise the log', 'list the errors', 'Summarise the trace', 'hello'];
	const open = run(createEditorState({history, initialText: 'draft'}), 'search-open');

	function found(state: EditorState): string | undefined {
		return state.search === null ? undefined : history[state.search.match ?? -1];
	}

	it('finds the newest prompt first, then older and newer ones', () => {
		const state = run(open, type('summ'));
		expect(found(state)).toBe('Summarise the trace');
		expect(found(run(state, 'search-older'))).toBe('Summarise the log');
		expect(found(run(state, 'search-older', 'search-older'))).toBe('Summarise the log');
		expect(found(run(state, 'search-older', 'search-newer'))).toBe('Summarise the trace');
	});

	it('looks again from the newest when the query gets longer or shorter', () => {
		const state = run(open, type('summ'), 'search-older', type('arise the t'));
		expect(found(state)).toBe('Summarise the trace');
		expect(found(run(state, ...Array.from({length: 15}, () => 'search-erase' as const)))).toBeUndefined();
		expect(found(run(open, type('nothing has this')))).toBeUndefined();
	});

	it('minds capitals only in a query with capitals', () => {
		expect(found(run(open, type('HELLO')))).toBeUndefined();
		expect(found(run(open, type('Summ')))).toBe('Summarise the trace');
	});

	it('takes the found prompt, with the draft one Down away', () => {
		const taken = run(open, type('errors'), 'search-accept');
		expect(taken.search).toBeNull();
		expect(marked(taken)).toBe('list the errors|');
		expect(run(taken, down(), down()).text).toBe('hello');
		expect(run(taken, down(), down(), down()).text).toBe('draft');
	});

	it('leaves the draft as it was when cancelled or when nothing is found', () => {
		expect(run(open, type('errors'), 'search-cancel').text).toBe('draft');
		expect(run(open, type('zzz'), 'search-accept').text).toBe('draft');
	});

	it('takes a paste into the query, not into the prompt', () => {
		const state = run(open, paste('the\nerrors'));
		expect(state.text).toBe('draft');
		expect(state.search?.query).toBe('the errors');
	});
});
