import fc from 'fast-check';
import {expect, test} from 'vitest';
import {splitClauses} from '../../../source/demo/eliza/clauses.ts';

const split = (message: string) => splitClauses(message).map(words => words.join(' '));

test.each([
	['I am sad. My dog died, you know!', ['I am sad', 'My dog died', 'you know']],
	['It was good but it is over', ['It was good', 'it is over']],
	['one — two - three\nfour', ['one', 'two', 'three', 'four']],
	["I'm sure you’re right", ['I am sure you are right']],
	["I don't and I cant", ["I don't and I can't"]],
	['my ex-husband\'s "new" car', ["my ex-husband's", 'new', 'car']],
	['Zoë likes 3 naïve cafés', ['Zoë likes 3 naïve cafés']],
	['!? … 🤷', []],
	['', []],
	['constructor __proto__', ['constructor', 'proto']],
])('"%s" has the clauses %j', (message, clauses) => {
	expect(split(message)).toEqual(clauses);
});

test('of a very long message the end is read', () => {
	expect(split(`${'word '.repeat(10_000)}. I am sad`).at(-1)).toBe('I am sad');
	expect(split('word '.repeat(10_000))[0]?.split(' ').length).toBeLessThanOrEqual(40);
});

test('every word of any message is a word', () => {
	fc.assert(
		fc.property(fc.string({unit: 'binary', maxLength: 60}), message => {
			const words = splitClauses(message).flat();
			expect(words.filter(word => !/^[\p{L}\p{N}\p{M}'-]+$/u.test(word))).toEqual([]);
		}),
	);
});
