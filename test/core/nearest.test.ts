import fc from 'fast-check';
import {expect, test} from 'vitest';
import {nearest} from '../../source/core/nearest.ts';

const commands = ['ask', 'compare', 'batch', 'bench', 'profiles', 'history', 'demo'];

test.each([
	['aks', 'ask'],
	['comapre', 'compare'],
	['profile', 'profiles'],
	['prof', 'profiles'],
	['histroy', 'history'],
	['bat', 'batch'],
	['x', undefined],
	['explain', undefined],
	['', undefined],
])('takes %j for %s', (typed, expected) => {
	expect(nearest(typed, commands)).toBe(expected);
});

test('finds whatever is one slip of a finger away', () => {
	fc.assert(
		fc.property(fc.constantFrom('compare', 'profiles', 'history'), fc.nat(6), (name, place) => {
			expect(nearest(name.slice(0, place) + name.slice(place + 1), commands)).toBe(name);
			expect(nearest(`${name.slice(0, place)}#${name.slice(place)}`, commands)).toBe(name);
		}),
	);
});

test('knows nothing near among no candidates', () => {
	expect(nearest('ask', [])).toBeUndefined();
});
