import {describe, expect, it} from 'vitest';
import type {KeyPress} from '../../source/ui/editor/key-press.ts';
import {
	describeKeyBindings,
	findKeyBinding,
	formatKey,
	type KeyContext,
	keyBindings,
} from '../../source/ui/key-bindings.ts';

function key(name: string): KeyPress {
	return {kind: 'key', name};
}

const inPrompt: readonly KeyContext[] = ['composer', 'chat'];

describe('the table of keys', () => {
	it('gives no key two meanings where both could count', () => {
		const together: readonly (readonly KeyContext[])[] = [inPrompt, ['history-search'], ['list']];
		for (const contexts of together) {
			for (const isPromptEmpty of [true, false]) {
				const active = keyBindings.filter(binding => {
					const when = 'when' in binding ? binding.when : undefined;
					return contexts.includes(binding.context) && (!when || (when === 'prompt-empty') === isPromptEmpty);
				});
				const names = active.flatMap(binding => binding.keys as readonly string[]);
				expect(names).toEqual([...new Set(names)]);
			}
		}
	});

	it('names each binding once', () => {
		const ids = keyBindings.map(({id}) => id);
		expect(ids).toEqual([...new Set(ids)]);
	});

	it('binds no key that a terminal cannot tell from Tab, Enter or Esc', () => {
		const names = keyBindings.flatMap(binding => binding.keys as readonly string[]);
		for (const name of ['ctrl+i', 'ctrl+m', 'ctrl+[', 'alt+[', 'alt+shift+o'])
			expect(names).not.toContain(name);
	});
});

describe('findKeyBinding', () => {
	it('knows that some keys mean another thing in an empty prompt', () => {
		expect(findKeyBinding(key('ctrl+d'), inPrompt, true)?.id).toBe('quit');
		expect(findKeyBinding(key('ctrl+d'), inPrompt, false)?.id).toBe('erase-forward');
		expect(findKeyBinding({kind: 'text', text: '?'}, inPrompt, true)?.id).toBe('help');
		expect(findKeyBinding({kind: 'text', text: '?'}, inPrompt, false)).toBeUndefined();
	});

	it('looks in the given contexts only', () => {
		expect(findKeyBinding(key('enter'), ['list'])?.id).toBe('list-choose');
		expect(findKeyBinding(key('enter'), ['history-search'])?.id).toBe('search-accept');
		expect(findKeyBinding(key('enter'), ['chat'])).toBeUndefined();
	});

	it('leaves out a Shift that nothing is bound to, except from Shift+Tab', () => {
		expect(findKeyBinding(key('shift+backspace'), inPrompt)?.id).toBe('erase-back');
		expect(findKeyBinding(key('alt+shift+b'), inPrompt)?.id).toBe('word-left');
		expect(findKeyBinding(key('ctrl+shift+z'), inPrompt)?.id).toBe('redo');
		expect(findKeyBinding(key('shift+enter'), inPrompt)?.id).toBe('newline');
		expect(findKeyBinding(key('shift+tab'), inPrompt)?.id).toBe('complete-back');
		expect(findKeyBinding(key('shift+tab'), ['history-search'])).toBeUndefined();
	});

	it('takes no typed text for a key but the one that is bound', () => {
		expect(findKeyBinding({kind: 'text', text: 'up'}, inPrompt)).toBeUndefined();
		expect(findKeyBinding({kind: 'text', text: '??'}, inPrompt)).toBeUndefined();
	});
});

describe('the help', () => {
	it.each([
		['ctrl+p', 'Ctrl+P'],
		['alt+backspace', 'Alt+Backspace'],
		['page-up', 'Page Up'],
		['escape', 'Esc'],
		['f2', 'F2'],
		['ctrl+_', 'Ctrl+_'],
		['?', '?'],
	])('writes %s as %s', (name, shown) => {
		expect(formatKey(name)).toBe(shown);
	});

	it('has a line for every binding of the table', () => {
		const lines = describeKeyBindings().flatMap(section => section.lines);
		expect(lines.map(({description}) => description)).toEqual(
			keyBindings.map(({description}) => description),
		);
		expect(lines).toContainEqual({keys: 'Alt+1…9', description: 'switch to that favourite profile'});
		expect(lines).toContainEqual({keys: 'Ctrl+A, Home', description: 'start of the line'});
	});

	it('can be had for one context', () => {
		expect(describeKeyBindings(['list']).map(({title}) => title)).toEqual(['Lists']);
	});
});
