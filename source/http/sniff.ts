/** What a response body is. */
export type MediaKind = 'events' | 'json' | 'html' | 'text' | 'empty';

/** As many characters tell what a body is: the longest name of a field in an event stream, `event:` or `retry:`. */
export const tellingCharacters = 6;

/**
 * Judges by the first characters, and by the content-type where they do not say: servers label event streams as plain
 * text or as JSON, and answer JSON to a request for a stream, sometimes labelled as one.
 */
export function sniffMedia(contentType: string | undefined, start: string): MediaKind {
	const text = start.replace(/^\uFEFF/, '').trimStart();
	if (text === '') {
		return 'empty';
	}

	if (/^(?:data|event|id|retry|error):|^:/.test(text)) {
		return 'events';
	}

	if (/^[{["]/.test(text)) {
		return 'json';
	}

	if (text.startsWith('<')) {
		return 'html';
	}

	const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	if (type === 'text/event-stream') {
		return 'events';
	}

	if (type === 'text/html') {
		return 'html';
	}

	return type.endsWith('json') ? 'json' : 'text';
}
