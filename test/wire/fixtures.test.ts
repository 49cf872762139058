import {readdirSync, readFileSync} from 'node:fs';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {type Api, apis} from '../../source/core/api.ts';
import {wireFormats} from '../../source/wire/formats.ts';
import type {WireEvent, WireRequest} from '../../source/wire/wire-format.ts';
import {readStream} from './helpers/read-stream.ts';
import {createRequest} from './helpers/request.ts';

const root = new URL('../fixtures/wire/', import.meta.url);

/** What a fixture's request has that the small one has not. */
const special: Readonly<Record<string, Partial<WireRequest>>> = {
	'llama2-stop-string-left-in': {template: 'llama2'},
	'chatml-thinking': {template: 'chatml'},
	'whole-stop-string-left-in': {template: 'mistral-v1'},
	'text-rows': {scoreBody: 'text'},
	'text-list': {scoreBody: 'params'},
	'text-full-text': {scoreBody: 'params'},
	'answer-path': {answerPath: '/result/candidates/0/text~1plain'},
	'answer-path-leads-nowhere': {answerPath: '/result/candidates/0/text'},
	'answer-path-error': {answerPath: '/answer'},
};

const fixtures = apis.flatMap(api =>
	readdirSync(new URL(`${api}/`, root))
		.filter(file => file.endsWith('.events.json'))
		.map(file => ({api, name: file.replace('.events.json', '')})),
);

function read(api: string, file: string): string {
	return readFileSync(new URL(`${api}/${file}`, root), 'utf8');
}

const files = new Set(
	apis.flatMap(api => readdirSync(new URL(`${api}/`, root)).map(file => `${api}/${file}`)),
);
const streams = fixtures.filter(({api, name}) => files.has(`${api}/${name}.sse`));
const wholes = fixtures.filter(({api, name}) => files.has(`${api}/${name}.json`));

test('every fixture has its expected events and the other way round', () => {
	expect(files.size).toBe(2 * fixtures.length);
	expect(streams.length + wholes.length).toBe(fixtures.length);
	expect(streams.length).toBeGreaterThan(30);
	expect(wholes.length).toBeGreaterThan(30);
});

function decode(api: Api, name: string, pieces: readonly string[]): readonly WireEvent[] {
	return readStream(pieces, wireFormats[api].createStreamDecoder(createRequest(special[name])));
}

test.each(streams)('the stream $api/$name decodes to its events', ({api, name}) => {
	expect(decode(api, name, [read(api, `${name}.sse`)])).toEqual(JSON.parse(read(api, `${name}.events.json`)));
});

// Not llama.cpp's field named `error`: eventsource-parser 4 passes over a line of an unknown field that is cut in two.
test.each(streams.filter(({name}) => name !== 'llama-cpp-old-error'))(
	'the stream $api/$name decodes to the same events with other line endings and however it is cut',
	({api, name}) => {
		const stream = read(api, `${name}.sse`).replaceAll('\r\n', '\n');
		const expected = JSON.parse(read(api, `${name}.events.json`));
		const cuts = fc.array(fc.nat(stream.length), {maxLength: 20});
		fc.assert(
			fc.property(fc.constantFrom('\n', '\r\n', '\r'), cuts, (lineEnd, places) => {
				const text = stream.replaceAll('\n', lineEnd);
				const sorted = [0, ...places.sort((one, other) => one - other), text.length];
				const pieces = sorted.slice(1).map((end, index) => text.slice(sorted[index], end));
				expect(decode(api, name, pieces)).toEqual(expected);
			}),
			{numRuns: 30},
		);
	},
);

test.each(wholes)('the whole body $api/$name decodes to its events', ({api, name}) => {
	const body: unknown = JSON.parse(read(api, `${name}.json`));
	const events = wireFormats[api].decodeWhole(body, createRequest({stream: false, ...special[name]}));
	expect(events).toEqual(JSON.parse(read(api, `${name}.events.json`)));
});
