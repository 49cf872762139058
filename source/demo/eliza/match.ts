import type {Clause} from './clauses.ts';
import type {Groups} from './script.ts';

/** A pattern, ready to be compared. */
export type Pattern = readonly Element[];

type Element =
	| {readonly type: 'any'}
	| {readonly type: 'word'; readonly word: string}
	| {readonly type: 'group'; readonly words: ReadonlySet<string>};

/** The words that stood for each `*` and `@name` of a pattern, in its order. */
export type Parts = readonly Clause[];

/**
 * Reads a pattern of the script.
 *
 * @throws RangeError when it names a group that does not exist: a slip in the script.
 */
export function compilePattern(pattern: string, groups: Groups): Pattern {
	return pattern.split(' ').map((word): Element => {
		if (word === '*') {
			return {type: 'any'};
		}

		return word.startsWith('@')
			? {type: 'group', words: new Set(groupWords(word, groups))}
			: {type: 'word', word};
	});
}

/** The words that `@name` stands for; any other word stands for itself. */
export function groupWords(word: string, groups: Groups): readonly string[] {
	if (!word.startsWith('@')) {
		return [word];
	}

	const words = groups[word.slice(1)];
	if (!words) {
		throw new RangeError(`The script has no group ${word}.`);
	}

	return words;
}

/** Compares a whole clause with a pattern; each `*` takes as few words as it can. */
export function matchPattern(pattern: Pattern, clause: Clause): Parts | undefined {
	return matchFrom(pattern, 0, clause, 0);
}

function matchFrom(pattern: Pattern, position: number, clause: Clause, start: number): Parts | undefined {
	const element = pattern[position];
	if (!element) {
		return start === clause.length ? [] : undefined;
	}

	if (element.type === 'any') {
		for (let end = start; end <= clause.length; end++) {
			const rest = matchFrom(pattern, position + 1, clause, end);
			if (rest) {
				return [clause.slice(start, end), ...rest];
			}
		}

		return undefined;
	}

	const word = clause[start]?.toLowerCase();
	if (word === undefined) {
		return undefined;
	}

	const rest = () => matchFrom(pattern, position + 1, clause, start + 1);
	if (element.type === 'word') {
		return element.word === word ? rest() : undefined;
	}

	const others = element.words.has(word) ? rest() : undefined;
	return others && [[word], ...others];
}
