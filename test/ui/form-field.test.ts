import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {applyEdit, editBetween} from '../../source/ui/components/form-field.tsx';

describe('an edit', () => {
	test('read from two texts makes the second of the first', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (before, after) => {
				expect(applyEdit(before, editBetween(before, after))).toBe(after);
			}),
		);
	});

	test('of a key counts for a text that a key before it has changed', () => {
		const erase = editBetween('prod', 'pro');
		expect(applyEdit(applyEdit('prod', erase), erase)).toBe('pr');
		expect(applyEdit('pr', editBetween('prod', 'prod1'))).toBe('pr1');
	});

	test('in the middle stays there', () => {
		expect(applyEdit('my prod', editBetween('my prod', 'my-prod'))).toBe('my-prod');
		expect(editBetween('my prod', 'my-prod')).toEqual({start: 2, removed: 1, inserted: '-'});
	});
});
