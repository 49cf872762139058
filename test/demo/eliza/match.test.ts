import {expect, test} from 'vitest';
import {compilePattern, matchPattern} from '../../../source/demo/eliza/match.ts';

const groups = {family: ['mother', 'father']};

function match(pattern: string, clause: string) {
	return matchPattern(compilePattern(pattern, groups), clause.split(' '))?.map(words => words.join(' '));
}

test.each([
	['*', 'any words at all', ['any words at all']],
	['i am *', 'I am sad', ['sad']],
	['i am *', 'I am', ['']],
	['* i am *', 'well I am what I am', ['well', 'what I am']],
	['* my @family *', 'Then my Mother came', ['Then', 'mother', 'came']],
	['* you * me', 'you told me', ['', 'told']],
	['* not', 'not this and not', ['not this and']],
	['i am', 'I am sad', undefined],
	['* my @family *', 'my dog', undefined],
	['bye', 'bye bye', undefined],
])('"%s" finds in "%s" the parts %j', (pattern, clause, parts) => {
	expect(match(pattern, clause)).toEqual(parts);
});

test('a pattern with an unknown group is a mistake in the script', () => {
	expect(() => compilePattern('my @enemy', groups)).toThrow('The script has no group @enemy.');
});
