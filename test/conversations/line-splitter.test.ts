import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createLineSplitter, parseLineBytes} from '../../source/conversations/line-splitter.ts';

const record = '{"type":"part","turn":1,"text":"Ünder"}';
const parsed = {kind: 'record', record: {type: 'part', turn: 1, text: 'Ünder'}};
const damaged = {kind: 'damaged'};

test('gives the same lines however the bytes are cut into chunks', () => {
	const bytes = fc.array(fc.constantFrom(0x0a, 0x0d, 0x41, 0xc3, 0xbc)).map(list => Buffer.from(list));
	fc.assert(
		fc.property(bytes, fc.infiniteStream(fc.integer({min: 1, max: 4})), (content, sizes) => {
			const splitter = createLineSplitter(1000);
			const lines: Array<Buffer | undefined> = [];
			for (let start = 0; start < content.length; ) {
				const size: number = sizes.next().value ?? 1;
				lines.push(...splitter.push(content.subarray(start, start + size)));
				start += size;
			}

			lines.push(...splitter.end());
			const expected = content.toString('latin1').split('\n');
			if (expected.at(-1) === '') {
				expected.pop();
			}

			expect(lines.map(line => line?.toString('latin1'))).toEqual(expected);
		}),
	);
});

test('drops a line over the limit, and only that', () => {
	const splitter = createLineSplitter(4);
	expect(splitter.push(Buffer.from('abcd\nabcde\nab'))).toEqual([Buffer.from('abcd'), undefined]);
	expect(splitter.push(Buffer.from('cde'))).toEqual([]);
	expect(splitter.push(Buffer.from('f\ngh'))).toEqual([undefined]);
	expect(splitter.end()).toEqual([Buffer.from('gh')]);
});

test.each([
	['a whole record', record, [parsed]],
	['a carriage return', `${record}\r`, [parsed]],
	['a byte order mark', `\u{FEFF}${record}`, [parsed]],
	['an empty line', ' \r', []],
	['a cut record', record.slice(0, -1), [damaged]],
	['NUL bytes alone', '\0\0\0', [damaged]],
	['NUL bytes before a record', `\0\0\0${record}`, [damaged, parsed]],
	['NUL bytes behind a record', `${record}\0\0`, [damaged, parsed]],
	['NUL bytes between two records', `${record}\0\0${record}`, [damaged, parsed, parsed]],
	['NUL bytes inside a record', `${record.slice(0, 9)}\0\0${record.slice(11)}`, [damaged]],
])('reads %s', (_, line, expected) => {
	expect(parseLineBytes(Buffer.from(line))).toEqual(expected);
});

test('keeps a record with bytes that are no UTF-8, and counts the line as damaged', () => {
	const bytes = Buffer.from(record);
	bytes[bytes.indexOf('Ü')] = 0xff;
	expect(parseLineBytes(bytes)).toEqual([
		damaged,
		{kind: 'record', record: {type: 'part', turn: 1, text: '\u{FFFD}\u{FFFD}nder'}},
	]);
});
