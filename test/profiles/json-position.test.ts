import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {parseJson} from '../../source/core/json.ts';
import {findJsonError} from '../../source/profiles/json-position.ts';

describe('findJsonError', () => {
	it('finds nothing in what JSON.parse accepts, and something in all the rest', () => {
		const cut = fc.tuple(fc.json(), fc.nat(), fc.string({maxLength: 2})).map(([json, at, noise]) => {
			const place = at % (json.length + 1);
			return json.slice(0, place) + noise + json.slice(place + 1);
		});
		fc.assert(
			fc.property(
				fc.oneof(fc.json(), cut, fc.string(), fc.stringMatching(/^[{}[\]",:\\ u0-9eE.+\-a-n]*$/)),
				text => {
					expect(findJsonError(text) === undefined, text).toBe(parseJson(text) !== undefined);
				},
			),
			{numRuns: 2000},
		);
	});

	it.each([
		['', 1, 1],
		['{\n\t"a": 1,\n\t"b" 2\n}', 3, 6],
		['{"a":1,}', 1, 8],
		['[1,2', 1, 5],
		['[1 2]', 1, 4],
		['{"a":"x\ny"}', 1, 8],
		['{"a":"\\x"}', 1, 7],
		['{"a":tru}', 1, 9],
		['01', 1, 2],
		['// no comments\n{}', 1, 1],
		['{}\n{}', 2, 1],
		["{'a':1}", 1, 2],
	])('points into %j', (text, line, column) => {
		expect(findJsonError(text)).toEqual({line, column});
	});

	it('is not overwhelmed by deep nesting or a long text', () => {
		expect(findJsonError('['.repeat(200_000))).toEqual({line: 1, column: 200_001});
		expect(findJsonError(`"${'x'.repeat(2_000_000)}`)).toEqual({line: 1, column: 2_000_002});
	});
});
