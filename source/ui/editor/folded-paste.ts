import {printableLine} from '../../core/printable-text.ts';
import {foldCharacterPattern, foldCharacters} from './fold-character.ts';

/** A long paste that the editor shows as one label and sends in full. */
export type FoldedPaste = {
	/** The character that stands for it in the editor's text. */
	readonly character: string;
	/** Its number in this prompt, from 1. */
	readonly number: number;
	readonly text: string;
	/** `[paste #1: 120 lines, 5.4 kB: first words…]` */
	readonly label: string;
};

/** The longest paste that stays unfolded. People distrust what they cannot see, so only a very long one is. */
export const foldLimits = {lines: 20, characters: 2000};

const previewColumns = 24;

function countLines(text: string): number {
	let count = 1;
	for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1)) count++;
	return text.endsWith('\n') ? count - 1 : count;
}

/** Whether a paste is long enough to be folded. */
export function isFoldable(text: string): boolean {
	return text.length > foldLimits.characters || countLines(text) > foldLimits.lines;
}

function describeSize(text: string): string {
	const bytes = new TextEncoder().encode(text).length;
	if (bytes < 1000) return `${bytes} B`;
	if (bytes < 999_950) return `${(bytes / 1000).toFixed(1)} kB`;
	return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The first words of the first line that has any, cut to a few columns. */
function previewOf(text: string): string {
	const start = text.search(/\S/);
	if (start === -1) return 'blank';
	// A slice, because the gate looks at all it is given, and a paste can be megabytes.
	const line = text.slice(start, start + 200).split('\n', 1)[0] ?? '';
	const preview = printableLine(line.replace(/\s+/g, ' ').trimEnd(), previewColumns);
	return preview.endsWith('…') ? preview : `${preview}…`;
}

/**
 * Makes the fold of a paste.
 * @param character the free fold character that is to stand for it
 * @param number its number in this prompt, from 1
 */
export function createFoldedPaste(text: string, character: string, number: number): FoldedPaste {
	const lines = countLines(text);
	const size = `${lines} ${lines === 1 ? 'line' : 'lines'}, ${describeSize(text)}`;
	return {character, number, text, label: `[paste #${number}: ${size}: ${previewOf(text)}]`};
}

/** The first fold character that none of `texts` holds, or undefined when all 32 are taken. */
export function findFreeFoldCharacter(texts: Iterable<string>): string | undefined {
	const taken = new Set<string>();
	for (const text of texts) {
		for (const [character] of text.matchAll(foldCharacterPattern)) taken.add(character);
	}
	return foldCharacters.find(character => !taken.has(character));
}

/** `text` with every folded paste in full: what is sent. */
export function unfoldText(text: string, folds: readonly FoldedPaste[]): string {
	if (folds.length === 0) return text;
	return text.replace(foldCharacterPattern, character => findFold(folds, character)?.text ?? '');
}

/** The fold that `character` stands for. */
export function findFold(folds: readonly FoldedPaste[], character: string): FoldedPaste | undefined {
	return folds.find(fold => fold.character === character);
}
