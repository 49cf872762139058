import type {Readable, Transform} from 'node:stream';
import {ChatError} from '../core/errors.ts';
import {limits} from './limits.ts';
import {networkError} from './network-error.ts';

/**
 * A response body, decoded. Leaving it closes the connection at once: also before it was begun, and while a piece is
 * waited for.
 */
export function readBody(
	body: Readable,
	contentEncoding: string | undefined,
	url: URL,
	signal: AbortSignal,
): AsyncIterable<Uint8Array> {
	// A body that is closed unread has nobody else to tell its error to.
	body.on('error', () => {});
	return {
		[Symbol.asyncIterator]() {
			const chunks = decodeBody(body, contentEncoding, url, signal);
			return {
				next: () => chunks.next(),
				async return() {
					body.destroy();
					return {done: true, value: undefined};
				},
			};
		},
	};
}

/**
 * The body's bytes after content decoding, with a cap on their number.
 *
 * @throws {ChatError} while it is read: `network` when the connection breaks, `protocol` for a body that is not what
 * its content-encoding says or passes the cap, or the signal's reason.
 */
async function* decodeBody(
	body: Readable,
	contentEncoding: string | undefined,
	url: URL,
	signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
	let length = 0;
	try {
		for await (const chunk of await decoded(body, contentEncoding)) {
			length += chunk.length;
			if (length > limits.responseBytes) {
				throw new ChatError('protocol', `The answer of ${url.host} passed the limit of 128 MB.`, {
					hint: 'Ask for a shorter answer, for example with --max-tokens.',
				});
			}

			yield chunk;
		}
	} catch (error) {
		if (error instanceof ChatError) {
			throw error;
		}

		throw signal.aborted ? signal.reason : networkError(error, url, {}, 'body');
	}
}

async function decoded(body: Readable, contentEncoding = 'identity'): Promise<AsyncIterable<Uint8Array>> {
	const codings = contentEncoding
		.toLowerCase()
		.split(',')
		.map(coding => coding.trim())
		.filter(coding => coding !== '' && coding !== 'identity');
	if (codings.length === 0) {
		return body;
	}

	// We ask for no encoding, so this is rare, and the libraries for it are loaded only now.
	const [{createBrotliDecompress, createGunzip, createInflate, constants}, {pipeline}] = await Promise.all([
		import('node:zlib'),
		import('node:stream'),
	]);
	// Z_SYNC_FLUSH gives out what arrived of a cut stream; whether an answer is complete is judged by its end mark.
	const zlib = {flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH};
	const decoders: Readonly<Record<string, () => Transform>> = {
		gzip: () => createGunzip(zlib),
		'x-gzip': () => createGunzip(zlib),
		deflate: () => createInflate(zlib),
		br: () =>
			createBrotliDecompress({
				flush: constants.BROTLI_OPERATION_FLUSH,
				finishFlush: constants.BROTLI_OPERATION_FLUSH,
			}),
	};
	const transforms = codings.reverse().map(coding => {
		const create = Object.hasOwn(decoders, coding) ? decoders[coding] : undefined;
		if (create === undefined) {
			throw new ChatError(
				'protocol',
				`The answer is encoded as "${coding.slice(0, 20)}", which amlchat cannot read.`,
				{
					hint: 'Check the URL, and any gateway or proxy in between.',
				},
			);
		}

		return create();
	});
	// The callback swallows the error: the reader of the last stream gets the same one.
	return pipeline([body, ...transforms], () => {}) as unknown as AsyncIterable<Uint8Array>;
}
