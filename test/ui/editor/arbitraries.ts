import fc from 'fast-check';
import type {EditorAction, PlainEditorAction} from '../../../source/ui/editor/reduce-editor.ts';

const pieces = [
	'a',
	'word ',
	' ',
	'\n',
	'\t',
	'你',
	'好',
	'한',
	'👩‍👩‍👧',
	'🇩🇪',
	'🇩',
	'👍🏽',
	'e\u0301',
	'\u0301',
	'\u200d',
	'\ufe0f',
	'क्षि',
	'\u0600',
	'1',
	'\x1b',
	'\x9b',
	'\u202e',
	'\u2028',
	'ﷺ',
];

/** Text of everything that makes an editor stumble: wide, joined, combining, controls, bidi. */
export const editorText = fc.array(fc.constantFrom(...pieces), {maxLength: 40}).map(parts => parts.join(''));

const plainActions: readonly PlainEditorAction[] = [
	'newline',
	'continue-line',
	'erase-back',
	'erase-forward',
	'move-left',
	'move-right',
	'word-left',
	'word-right',
	'line-start',
	'line-end',
	'prompt-start',
	'prompt-end',
	'kill-to-end',
	'kill-to-start',
	'kill-word-back',
	'kill-word-forward',
	'kill-to-blank',
	'yank',
	'yank-older',
	'transpose',
	'undo',
	'redo',
	'expand-paste',
	'search-open',
	'search-older',
	'search-newer',
	'search-erase',
	'search-accept',
	'search-cancel',
];

/** Any action of the editor. */
export const editorAction: fc.Arbitrary<EditorAction> = fc.oneof(
	{weight: 6, arbitrary: fc.constantFrom(...plainActions).map(type => ({type}))},
	{weight: 3, arbitrary: editorText.map(text => ({type: 'insert' as const, text}))},
	{weight: 1, arbitrary: editorText.map(text => ({type: 'paste' as const, text: text.repeat(40)}))},
	{
		weight: 1,
		arbitrary: fc.record({
			type: fc.constantFrom('move-up' as const, 'move-down' as const),
			width: fc.integer({min: 1, max: 12}),
		}),
	},
	{weight: 1, arbitrary: editorText.map(text => ({type: 'set-text' as const, text}))},
	{weight: 1, arbitrary: editorText.map(text => ({type: 'restore' as const, text}))},
	{weight: 1, arbitrary: fc.constantFrom({type: 'clear' as const}, {type: 'submitted' as const})},
);
