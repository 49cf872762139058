/**
 * Breaks each template token in a text with one visible space, so that it cannot forge a turn: `[INST]` becomes
 * `[ INST]`, `<|im_start|>` becomes `< |im_start|>`, a label such as `USER:` becomes `USER :`. Meta's reference code
 * refuses such prompts; a person who asks about the tokens is better served by a text in which they can be read.
 */
export function neutralise(text: string, tokens: RegExp): string {
	return text.replace(tokens, token =>
		token.endsWith(':') ? `${token.slice(0, -1)} :` : token.replace(/^./su, '$& '),
	);
}

/** The shapes of special tokens in the common model families: `<|…|>`, `<s>`, `</s>`, `[INST]`, `<<SYS>>`, Gemma's. */
export const specialTokens =
	/<\|[^|<>\s]{1,64}\|>|<\/?s>|\[\/?INST\]|<<\/?SYS>>|<(?:start|end)_of_turn>|<(?:bos|eos)>/g;
