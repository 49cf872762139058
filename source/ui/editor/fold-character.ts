/**
 * A folded paste is one character inside the editor's text, so that every edit treats it as one grapheme. The
 * characters are the 32 noncharacters U+FDD0…U+FDEF, which Unicode reserves for a program's internal use and
 * which no interchanged text holds (The Unicode Standard, 23.7).
 */
const firstFoldUnit = 0xfd_d0;
const lastFoldUnit = 0xfd_ef;

/** All characters that can stand for a folded paste: the limit of pastes folded at one time. */
export const foldCharacters: readonly string[] = Array.from(
	{length: lastFoldUnit - firstFoldUnit + 1},
	(_, index) => String.fromCharCode(firstFoldUnit + index),
);

/** Matches every fold character; global, for `replace` and `split`. */
export const foldCharacterPattern = /[\uFDD0-\uFDEF]/g;

/** Whether a UTF-16 unit stands for a folded paste. */
export function isFoldCharacter(unit: number): boolean {
	return unit >= firstFoldUnit && unit <= lastFoldUnit;
}

/**
 * Text from outside as the editor keeps it: CRLF and CR become LF, half surrogate pairs and the editor's own fold
 * characters become U+FFFD. Everything else stays as it came, tabs and control characters too: what is sent is
 * what was typed or pasted, and only the view shows control characters by their stand-ins.
 */
export function cleanInput(text: string): string {
	return text.toWellFormed().replace(/\r\n?/g, '\n').replace(foldCharacterPattern, '\uFFFD');
}
