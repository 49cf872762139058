import {usageError} from '../core/errors.ts';

/**
 * Splits a command line into words as a POSIX shell would: blanks part words, single quotes keep everything, double
 * quotes keep everything but `\"`, `\\`, `` \` ``, `\$`, and a backslash keeps the next character. Nothing is
 * expanded: `$KEY`, `*` and `~` are ordinary text.
 *
 * @throws ChatError `usage` for a quote that is not closed or a backslash at the end.
 */
export function splitCommand(text: string): readonly string[] {
	const words: string[] = [];
	let rest = text.replace(blanks, '');
	while (rest !== '') {
		let word: string | undefined;
		while (rest !== '' && !blanks.test(rest)) {
			const piece = pieces.find(([pattern]) => pattern.test(rest));
			if (piece === undefined) {
				throw usageError(
					'The command has a quote that is not closed, or ends in a backslash.',
					'Put quotes in pairs, for instance: --token-command \'pass show "my key"\'',
				);
			}

			const [pattern, decode] = piece;
			const matched = pattern.exec(rest)?.[0] ?? '';
			// A line that goes on is no word by itself.
			word = matched === lineContinuation ? word : (word ?? '') + decode(matched);
			rest = rest.slice(matched.length);
		}

		words.push(...(word === undefined ? [] : [word]));
		rest = rest.replace(blanks, '');
	}

	return words;
}

const lineContinuation = '\\\n';
const blanks = /^[ \t\n]+/;

/** The pieces of a word, each with what it stands for. A backslash in front of a line break joins the lines. */
const pieces: readonly (readonly [pattern: RegExp, decode: (piece: string) => string])[] = [
	[/^'[^']*'/, piece => piece.slice(1, -1)],
	[/^"(?:[^"\\]|\\.)*"/s, piece => piece.slice(1, -1).replace(/\\(["\\`$\n])/g, joinLine)],
	[/^\\./su, piece => joinLine(piece, piece.slice(1))],
	[/^[^ \t\n'"\\]+/, piece => piece],
];

function joinLine(_piece: string, character: string): string {
	return character === '\n' ? '' : character;
}

/** Writes a word so that a shell, and {@link splitCommand}, read it as this one word. */
export function quoteWord(word: string): string {
	return /^[\w%+,./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Writes words as one command line; the opposite of {@link splitCommand}. */
export function joinCommand(words: readonly string[]): string {
	return words.map(quoteWord).join(' ');
}
