/** What a response body is. */
export type MediaKind = 'events' | 'json' | 'html' | 'text' | 'empty';

/**
 * Judges by the content-type where it says, else by the first bytes: servers label event streams as plain text, and
 * answer JSON to a request for a stream.
 */
export function sniffMedia(contentType: string | undefined, start: string): MediaKind {
	const text = start.replace(/^\uFEFF/, '').trimStart();
	if (text === '') {
		return 'empty';
	}

	const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	if (type === 'text/event-stream') {
		return text.startsWith('<') ? 'html' : 'events';
	}

	if (/^(?:data|event|id|retry|error):|^:/.test(text)) {
		return 'events';
	}

	if (text.startsWith('{') || text.startsWith('[') || text.startsWith('"') || type.endsWith('json')) {
		return 'json';
	}

	return text.startsWith('<') || type === 'text/html' ? 'html' : 'text';
}
