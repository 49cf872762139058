/** Written short forms that the rules know in their long form. Forms with "not" stay: "you don't" is good English. */
const longForms: Readonly<Record<string, string>> = {
	"i'm": 'I am',
	im: 'I am',
	"i've": 'I have',
	ive: 'I have',
	"i'd": 'I would',
	"i'll": 'I will',
	"you're": 'you are',
	youre: 'you are',
	"you've": 'you have',
	"you'd": 'you would',
	"you'll": 'you will',
	"he's": 'he is',
	"she's": 'she is',
	"it's": 'it is',
	"that's": 'that is',
	"there's": 'there is',
	"we're": 'we are',
	"they're": 'they are',
	"what's": 'what is',
	whats: 'what is',
	"who's": 'who is',
	"where's": 'where is',
	"how's": 'how is',
	"let's": 'let us',
	cant: "can't",
	cannot: "can't",
	dont: "don't",
	wont: "won't",
	didnt: "didn't",
	isnt: "isn't",
	doesnt: "doesn't",
	u: 'you',
	ur: 'your',
	gonna: 'going to',
	wanna: 'want to',
	gotta: 'have to',
};

/** Nobody's sentence; a bound for the matcher. */
const maxWords = 40;
const maxCharacters = 2000;

/** A piece of a message between two marks: its words as they were written, short forms made long. */
export type Clause = readonly string[];

/**
 * Splits a message into clauses, at punctuation and at "but". Of a very long message only the end is read, where people
 * come to the point.
 */
export function splitClauses(message: string): readonly Clause[] {
	return message
		.slice(-maxCharacters)
		.toWellFormed()
		.replaceAll(/[\u2018\u2019\u02bc`´]/g, "'")
		.split(/[^\p{L}\p{N}\p{M}\s'-]+|\n+|\s-+\s|\bbut\b/iu)
		.map(readWords)
		.filter(words => words.length > 0);
}

function readWords(text: string): Clause {
	const words = text.match(/[\p{L}\p{N}\p{M}]+(?:['-][\p{L}\p{N}\p{M}]+)*/gu) ?? [];
	return words
		.flatMap(word => {
			const key = word.toLowerCase();
			return Object.hasOwn(longForms, key) ? (longForms[key] ?? word).split(' ') : [word];
		})
		.slice(0, maxWords);
}
