/** At least two replies: with only one, the same answer would come twice in a row. */
export type Replies = readonly [string, string, ...(readonly string[])];

/**
 * What to say to a clause of a certain form.
 *
 * **pattern**: words, `*` for any number of words, `@name` for one word of a group. Each `*` and `@name` is a numbered
 * part. **replies**: used in turn; `{2}` is the second part, with its pronouns turned round. A reply that needs a part
 * with no words in it is passed over.
 */
export type Rule = {readonly pattern: string; readonly replies: Replies};

/** Words that catch attention. Of all keywords in a message, the one with the highest rank is answered. */
export type Keyword = {
	/** In lower case; `@name` stands for all words of a group. */
	readonly words: readonly string[];
	readonly rank: number;
	/** The first that matches is used. */
	readonly rules: readonly Rule[];
};

/** Words that mean the same to the script. */
export type Groups = Readonly<Record<string, readonly string[]>>;

/** Everything there is to say. */
export type Script = {
	readonly groups: Groups;
	readonly keywords: readonly Keyword[];
	/** When no keyword matches and nothing is remembered. */
	readonly nothing: Replies;
	/** The same, for a question. */
	readonly question: Replies;
	/** When the message is empty. */
	readonly empty: Replies;
	/** When the message has signs or numbers, but no words. */
	readonly signs: Replies;
	/** When the message is written in another script. */
	readonly foreign: Replies;
	/** When the user says the same twice in a row. */
	readonly repeated: Replies;
	/** Coming back to an earlier remark, which is `{1}`. */
	readonly memory: Replies;
};
