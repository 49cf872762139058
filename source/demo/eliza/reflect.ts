import type {Clause} from './clauses.ts';

/** Words that simply change sides. "You" does not: it is "I" or "me". */
const opposites: Readonly<Record<string, string>> = {
	i: 'you',
	me: 'you',
	my: 'your',
	mine: 'yours',
	myself: 'yourself',
	am: 'are',
	your: 'my',
	yours: 'mine',
	yourself: 'myself',
};

/** The verb that goes with the new pronoun, by the pronoun that stood next to it. */
const verbsBesideYou: Readonly<Record<string, string>> = {
	are: 'am',
	were: 'was',
	"aren't": 'am not',
	"weren't": "wasn't",
};
const verbsBesideI: Readonly<Record<string, string>> = {was: 'were', "wasn't": "weren't"};

/** After these, "you" is whom something is done to. */
const takesObject = new Set(
	`about after against around ask asked at before believe beside between by call called for forgive from
	get give given gives hate hated hates hear heard help helped helps in into know let like likes liked love loved loves
	make makes met miss missed near need needs of on see seen show showed tell than thank to told toward towards trust
	understand want wants with without`.split(/\s+/),
);

/** Before these, "you" is who does something, whatever stands in front of it. */
const takesSubject = new Set(
	`are were aren't weren't have had haven't do don't did didn't can can't could couldn't will won't would wouldn't
	should shouldn't must may might think know want need said never always really just also`.split(/\s+/),
);

/**
 * Turns a speaker's words round, so that the listener can say them: I → you, my → your, "you are" → "I am". Words that
 * are not about the two keep their spelling.
 */
export function reflect(clause: Clause): string {
	const words = clause.map(word => word.toLowerCase());
	return clause.map((original, index) => reflectWord(original, words, index)).join(' ');
}

function reflectWord(original: string, words: readonly string[], index: number): string {
	const word = words[index] ?? '';
	if (word === 'you') {
		return isObject(words, index) ? 'me' : 'I';
	}

	const neighbours = [words[index - 1], words[index + 1]];
	const verb =
		(neighbours.includes('you') && own(verbsBesideYou, word)) ||
		(neighbours.includes('i') && own(verbsBesideI, word));
	return verb || (own(opposites, word) ?? original);
}

function isObject(words: readonly string[], index: number): boolean {
	const before = words[index - 1];
	const after = words[index + 1];
	if (before !== undefined && own(verbsBesideYou, before)) {
		return false;
	}

	if (after !== undefined && takesSubject.has(after)) {
		return false;
	}

	return after === undefined || (before !== undefined && takesObject.has(before));
}

function own(table: Readonly<Record<string, string>>, word: string): string | undefined {
	return Object.hasOwn(table, word) ? table[word] : undefined;
}
