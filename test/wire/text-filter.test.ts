import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	chainFilters,
	createLeadingSpaceTrimmer,
	createPromptTrimmer,
	createStopTrimmer,
	createSurrogateJoiner,
	type TextFilter,
} from '../../source/wire/text-filter.ts';

function pass(filter: TextFilter, ...deltas: readonly string[]): string {
	return deltas.map(delta => filter.push(delta)).join('') + filter.end();
}

const smile = '\u{1F600}';
const [high = '', low = ''] = smile.split('');

describe('joining surrogates', () => {
	test('joins halves that come in two deltas, and over an empty one', () => {
		expect(pass(createSurrogateJoiner(), `a${high}`, '', `${low}b`)).toBe(`a${smile}b`);
	});

	test('gives U+FFFD for a half that stays alone', () => {
		expect(pass(createSurrogateJoiner(), high, 'a', low, high)).toBe('\uFFFDa\uFFFD\uFFFD');
	});

	test('gives the well-formed text for any cut', () => {
		fc.assert(
			fc.property(fc.array(fc.string({unit: fc.constantFrom('a', high, low, smile)})), deltas => {
				expect(pass(createSurrogateJoiner(), ...deltas)).toBe(deltas.join('').toWellFormed());
			}),
		);
	});
});

test.each([
	[['', ' a', ' b'], 'a b'],
	[['  a'], ' a'],
	[[' ', ' a'], ' a'],
	[['a', ' b'], 'a b'],
	[['\n a'], '\n a'],
])('trims one leading space of %j', (deltas, expected) => {
	expect(pass(createLeadingSpaceTrimmer(), ...deltas)).toBe(expected);
});

describe('trimming a stop string', () => {
	test.each([
		[['a</s>'], 'a'],
		[['a', '<', '/', 's', '>'], 'a'],
		[['a</s>', 'b'], 'a</s>b'],
		[['a</s></s>'], 'a</s>'],
		[['a</'], 'a</'],
		[['a\nUs', 'er:'], 'a'],
		[['a\nUser:', ' b'], 'a\nUser: b'],
		[['a</s>\nUs'], 'a</s>\nUs'],
	])('from %j', (deltas, expected) => {
		expect(pass(createStopTrimmer(['</s>', '\nUser:']), ...deltas)).toBe(expected);
	});

	test('holds back no more than the beginning of a stop string', () => {
		const trimmer = createStopTrimmer(['</s>', '\nUser:']);
		expect(trimmer.push('Hello <')).toBe('Hello ');
		expect(trimmer.push('b> \n')).toBe('<b> ');
		expect(trimmer.push('Use')).toBe('');
		expect(trimmer.push('ful')).toBe('\nUseful');
	});
});

test.each([
	[['prompt answer'], ' answer'],
	[['pro', 'mpt', ' answer'], ' answer'],
	[['prompt', 'prompt'], 'prompt'],
	[['prom', 'ise'], 'promise'],
	[['prom'], 'prom'],
	[['answer prompt'], 'answer prompt'],
	[['prompt'], ''],
])('takes the repeated prompt away from %j', (deltas, expected) => {
	expect(pass(createPromptTrimmer('prompt'), ...deltas)).toBe(expected);
});

test('a chain passes on what each filter gives out at the end', () => {
	const chain = chainFilters([
		createSurrogateJoiner(),
		createPromptTrimmer('p'),
		createLeadingSpaceTrimmer(),
		createStopTrimmer(['</s>']),
	]);
	expect(pass(chain, 'p', ' a<', '/s', '>')).toBe('a');
});
