/** What the writer of a test conversation says, so that its reader can tell what should be there. */
export const wordsOfAnswer = 40;

export function promptText(turn: number, padding: number): string {
	return `Prompt ${turn}: ${'pad '.repeat(padding)}end of prompt ${turn}.`;
}

export function answerWord(turn: number, word: number): string {
	return `t${turn}w${word} `;
}

export function answerText(turn: number, words = wordsOfAnswer): string {
	return Array.from({length: words}, (_, word) => answerWord(turn, word)).join('');
}
