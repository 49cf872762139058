/** Escape sequences that select styles. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: styles begin with ESC.
const styles = /\u001B\[[\d;]*m/g;

/**
 * The columns of a text made of characters that are all one column wide and never combine: printable ASCII, Latin
 * letters, and the punctuation, arrows, rules and blocks that the screen itself is drawn with. Undefined for any other
 * text: that takes the whole of Unicode's rules.
 */
export function narrowWidth(text) {
	const plain = text.includes('\u001B') ? text.replace(styles, '') : text;
	for (let index = 0; index < plain.length; index++) {
		if (!isNarrow(plain.charCodeAt(index))) {
			return undefined;
		}
	}

	return plain.length;
}

function isNarrow(code) {
	return (
		(code >= 0x20 && code <= 0x7e) ||
		// Latin-1 without the soft hyphen, © and ®, which can be emoji.
		(code >= 0xa0 && code <= 0x24f && code !== 0xad && code !== 0xa9 && code !== 0xae) ||
		// Dashes, quotes, bullet, ellipsis.
		(code >= 0x2010 && code <= 0x2027) ||
		// Rules and blocks, ❯, spinner.
		(code >= 0x2500 && code <= 0x259f) ||
		code === 0x276f ||
		code === 0x2192 ||
		(code >= 0x2800 && code <= 0x28ff)
	);
}
