import type {Json} from '../core/json.ts';
import type {PlainResponse} from './model.ts';

export function jsonResponse(
	status: number,
	body: Json,
	headers: Readonly<Record<string, string>> = {},
): PlainResponse {
	return {
		type: 'response',
		status,
		headers: {'content-type': 'application/json', ...headers},
		body: JSON.stringify(body),
	};
}

export function textResponse(
	status: number,
	body: string,
	headers: Readonly<Record<string, string>> = {},
): PlainResponse {
	return {type: 'response', status, headers: {'content-type': 'text/plain', ...headers}, body};
}

/** How Azure ML's front door refuses a key: plain text, not JSON (Azure ML's authentication page). */
export function keyRefused(): PlainResponse {
	return textResponse(401, 'key_auth_access_denied');
}

/** Thrown while a request is read; the server sends its response and nothing else. */
export class RefusedRequest extends Error {
	override readonly name = 'RefusedRequest';
	readonly response: PlainResponse;

	constructor(response: PlainResponse) {
		super(`The demo endpoint refused a request with ${response.status}.`);
		this.response = response;
	}
}
