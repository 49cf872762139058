import fc from 'fast-check';
import {expect, test} from 'vitest';
import {readPointer} from '../../source/wire/json-pointer.ts';

// The example of RFC 6901, section 5.
const example = {
	foo: ['bar', 'baz'],
	'': 0,
	'a/b': 1,
	'c%d': 2,
	'e^f': 3,
	'g|h': 4,
	'i\\j': 5,
	'k"l': 6,
	' ': 7,
	'm~n': 8,
	'o~1p': 9,
};

test.each([
	['', example],
	['/foo', ['bar', 'baz']],
	['/foo/0', 'bar'],
	['/', 0],
	['/a~1b', 1],
	['/c%d', 2],
	['/e^f', 3],
	['/g|h', 4],
	['/i\\j', 5],
	['/k"l', 6],
	['/ ', 7],
	['/m~0n', 8],
	['/o~01p', 9],
])('the pointer %j leads to %j', (pointer, expected) => {
	expect(readPointer(example, pointer)).toEqual(expected);
});

test.each([
	'foo',
	'/nothing',
	'/foo/2',
	'/foo/-',
	'/foo/00',
	'/foo/-1',
	'/foo/length',
	'/foo/0/x',
	'/constructor',
	'/__proto__',
])('the pointer %j leads nowhere', pointer => {
	expect(readPointer(example, pointer)).toBeUndefined();
});

test('finds a key named __proto__ that JSON has', () => {
	expect(readPointer(JSON.parse('{"__proto__":{"a":1}}'), '/__proto__/a')).toBe(1);
});

test('finds every member by its own pointer', () => {
	fc.assert(
		fc.property(fc.dictionary(fc.string(), fc.jsonValue()), members => {
			for (const [key, value] of Object.entries(members)) {
				const pointer = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
				expect(readPointer(members, pointer)).toBe(value);
			}
		}),
	);
});
