import fc from 'fast-check';
import {expect, test} from 'vitest';
import {limits} from '../../source/http/limits.ts';
import {createSseDecoder} from '../../source/http/sse.ts';
import type {SseMessage} from '../../source/wire/wire-format.ts';

/** Reads bytes that arrive in these pieces, as the program does. */
function readPieces(pieces: readonly Uint8Array[]): readonly SseMessage[] {
	const text = new TextDecoder();
	const sse = createSseDecoder();
	return [
		...pieces.flatMap(piece => sse.push(text.decode(piece, {stream: true}))),
		...sse.push(text.decode()),
		...sse.end(),
	];
}

function read(text: string): readonly SseMessage[] {
	return readPieces([new TextEncoder().encode(text)]);
}

/** Cuts bytes at the given places, in characters of UTF-8 and line ends as well. */
function cut(bytes: Uint8Array, places: readonly number[]): readonly Uint8Array[] {
	const ends = [...new Set(places.map(place => place % (bytes.length + 1)))].sort((a, b) => a - b);
	return [0, ...ends].map((start, index) => bytes.subarray(start, ends[index] ?? bytes.length));
}

const json = fc
	.record({text: fc.string({unit: 'grapheme', maxLength: 12})})
	.map(value => JSON.stringify(value));
const sentEvent = fc.oneof(
	{weight: 4, arbitrary: json.map(data => [`data: ${data}`, ''])},
	json.map(data => [`data:${data}`, '']),
	json.map(data => [`error: ${data}`, '']),
	json.map(data => ['event: error', `data: ${data}`, '']),
	fc.constantFrom([': ping', ''], ['id: 7', 'retry: 10', ''], ['data: [DONE]', ''], ['']),
);

test('reads the same messages however the bytes are cut and the lines end', () => {
	fc.assert(
		fc.property(
			fc.array(sentEvent, {maxLength: 6}),
			fc.constantFrom('\n', '\r\n', '\r'),
			fc.array(fc.nat(500), {maxLength: 12}),
			fc.constantFrom('', '\uFEFF'),
			(events, lineEnd, places, mark) => {
				const lines = events.flat().map(line => `${line}\n`);
				const bytes = new TextEncoder().encode(mark + lines.join('').replaceAll('\n', lineEnd));
				expect(readPieces(cut(bytes, places))).toEqual(read(lines.join('')));
			},
		),
	);
});

test('reads an error field that comes byte by byte', () => {
	const bytes = new TextEncoder().encode(
		'error: {"code":500,"message":"no slot – try later"}\n\ndata: [DONE]\n\n',
	);
	expect(readPieces([...bytes].map(byte => Uint8Array.of(byte)))).toEqual([
		{data: '{"code":500,"message":"no slot – try later"}', field: 'error'},
		{event: undefined, data: '[DONE]'},
	]);
});

test.each([
	['joins the lines of one event', 'data: {"a":\ndata: 1}\n\n', ['{"a":\n1}']],
	['takes data with and without a space', 'data:1\n\ndata: 2\n\n', ['1', '2']],
	['passes over comments and unknown fields', ': ping\n\nfoo: 1\nid: 3\n\ndata: 1\n\n', ['1']],
	['counts an end mark without its blank line', 'data: 1\n\ndata: [DONE]', ['1', '[DONE]']],
	['counts a whole last event without its blank line', 'data: {"a":1}\n', ['{"a":1}']],
	['drops a last event that was cut', 'data: 1\n\ndata: {"a":', ['1']],
	['drops a last field that was cut', 'data: 1\n\ndat', ['1']],
])('%s', (_, text, expected) => {
	expect(read(text).map(({data}) => data)).toEqual(expected);
});

test('keeps an error event without JSON that the end of the stream cuts off', () => {
	expect(read('event: error\ndata: out of memory')).toEqual([{event: 'error', data: 'out of memory'}]);
});

test.each([
	['one line without an end', 'x'],
	['one event of many lines', `data: ${'x'.repeat(1000)}\n`],
])('refuses %s beyond the limit', (_, piece) => {
	const sse = createSseDecoder();
	const chunk = piece.repeat(Math.ceil((1024 * 1024) / piece.length));
	const pushAll = () => {
		for (let sent = 0; sent < 2 * limits.sseMessageCharacters; sent += chunk.length) {
			sse.push(chunk);
		}
	};

	expect(pushAll).toThrow('One part of the answer passed the limit of 16 MB.');
});
