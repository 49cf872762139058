import type {IncomingMessage} from 'node:http';
import {jsonResponse, RefusedRequest} from './plain-response.ts';

/** The longest request body, in bytes. */
export const maxBodyBytes = 32 * 1024 * 1024;

/**
 * Reads a request's body as UTF-8.
 *
 * @throws RefusedRequest with 413 when it is longer than {@link maxBodyBytes}. The server reads the rest and throws it
 * away: a client that is still sending would meet a broken connection instead of the answer.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) {
		throw tooLarge();
	}

	return new Promise((resolve, reject) => {
		request.on('data', (chunk: Buffer) => {
			bytes += chunk.length;
			if (bytes <= maxBodyBytes) {
				chunks.push(chunk);
				return;
			}

			chunks.length = 0;
			reject(tooLarge());
		});
		request.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
		request.once('error', reject);
	});
}

function tooLarge(): RefusedRequest {
	const limit = `${maxBodyBytes / 1024 / 1024} MiB`;
	return new RefusedRequest(
		jsonResponse(413, {error: {message: `The request body is larger than ${limit}.`, code: 413}}),
	);
}
