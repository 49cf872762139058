/**
 * A token of the demo endpoint: a word or number with the blanks before it, cut every six characters; one ideograph or
 * kana; up to four other signs; or blanks that no word follows. Joined, the tokens of a text are the text.
 */
const token =
	/\s*(?:[\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}']){1,6}|[^\s\p{L}\p{N}\p{M}']{1,4})|\s+/gu;

/** Splits a text into tokens, lazily; no token cuts a surrogate pair. */
export function* splitTokens(text: string): Generator<string> {
	for (const match of text.matchAll(token)) {
		yield match[0];
	}
}

/** How many tokens a text has. It is the demo endpoint's own measure; no real model's tokenizer agrees with it. */
export function countTokens(text: string): number {
	let count = 0;
	for (const _ of text.matchAll(token)) {
		count++;
	}

	return count;
}
