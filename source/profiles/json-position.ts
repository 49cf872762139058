/** A place in a text, both counted from 1; a column counts UTF-16 units, as editors do. */
export type Position = {readonly line: number; readonly column: number};

/**
 * Where a text stops being JSON (RFC 8259), or `undefined` when it is JSON. The messages of `JSON.parse` cannot be
 * used for this: they quote the text, which may hold a secret, and leave the place out as often as not.
 */
export function findJsonError(text: string): Position | undefined {
	const offset = findErrorOffset(text);
	if (offset === undefined) {
		return undefined;
	}

	const before = text.slice(0, offset);
	const lineStart = before.lastIndexOf('\n') + 1;
	return {line: before.split('\n').length, column: offset - lineStart + 1};
}

/** What may come next: a value, a value or `]`, a key, a key or `}`, the colon, or what follows a value. */
type Expected = 'value' | 'item' | 'key' | 'field' | 'colon' | 'next';

/** Keeps its own stack of open brackets: nesting must not end in an overflow of the call stack. */
function findErrorOffset(text: string): number | undefined {
	const open: ('{' | '[')[] = [];
	let expected: Expected = 'value';
	let offset = 0;
	for (;;) {
		offset = skip(spaces, text, offset);
		const character = text[offset];
		if (expected === 'next' && open.length === 0) {
			return character === undefined ? undefined : offset;
		}

		const opened = open.at(-1);
		if (expected === 'colon') {
			if (character !== ':') {
				return offset;
			}

			offset += 1;
			expected = 'value';
		} else if (isEnd(character, opened, expected)) {
			open.pop();
			offset += 1;
			expected = 'next';
		} else if (expected === 'next') {
			if (character !== ',') {
				return offset;
			}

			offset += 1;
			expected = opened === '{' ? 'key' : 'value';
		} else if (expected === 'key' || expected === 'field') {
			const token = character === '"' ? scanString(text, offset) : failed(offset);
			if (!token.ok) {
				return token.offset;
			}

			offset = token.offset;
			expected = 'colon';
		} else if (character === '{' || character === '[') {
			open.push(character);
			offset += 1;
			expected = character === '{' ? 'field' : 'item';
		} else {
			const token = scanScalar(text, offset);
			if (!token.ok) {
				return token.offset;
			}

			offset = token.offset;
			expected = 'next';
		}
	}
}

/** Whether this bracket closes the innermost open one: after a value, or where nothing has come yet. */
function isEnd(character: string | undefined, opened: '{' | '[' | undefined, expected: Expected): boolean {
	return opened === '{'
		? character === '}' && (expected === 'next' || expected === 'field')
		: opened === '[' && character === ']' && (expected === 'next' || expected === 'item');
}

/** Where a token ended, or where it went wrong. */
type Token = {readonly ok: boolean; readonly offset: number};

function failed(offset: number): Token {
	return {ok: false, offset};
}

function scanScalar(text: string, start: number): Token {
	if (text[start] === '"') {
		return scanString(text, start);
	}

	const literal = ['true', 'false', 'null'].find(word => word[0] === text[start]);
	if (literal !== undefined) {
		const end = [...literal].findIndex((letter, index) => text[start + index] !== letter);
		return end === -1 ? {ok: true, offset: start + literal.length} : failed(start + end);
	}

	const end = skip(number, text, start);
	return end === start ? failed(start) : {ok: true, offset: end};
}

function scanString(text: string, start: number): Token {
	let offset = start + 1;
	for (;;) {
		offset = skip(plainCharacters, text, offset);
		if (text[offset] === '"') {
			return {ok: true, offset: offset + 1};
		}

		const end = skip(escapeSequence, text, offset);
		if (end === offset) {
			return failed(offset);
		}

		offset = end;
	}
}

const spaces = /[\t\n\r ]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings must not hold them.
const plainCharacters = /[^"\\\u0000-\u001F]*/y;
const escapeSequence = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

function skip(pattern: RegExp, text: string, offset: number): number {
	pattern.lastIndex = offset;
	return pattern.test(text) ? pattern.lastIndex : offset;
}
