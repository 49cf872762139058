import {type Clause, splitClauses} from './clauses.ts';
import {compilePattern, groupWords, matchPattern, type Parts, type Pattern} from './match.ts';
import {reflect} from './reflect.ts';
import type {Replies, Script} from './script.ts';

/** A script, ready to talk. */
export type Listener = {
	/**
	 * The reply to the last of a user's messages. It follows from the messages alone: the whole conversation is gone
	 * through again, so nothing has to be kept between two calls.
	 */
	reply(messages: readonly string[]): string;
};

type CompiledKeyword = {
	readonly words: ReadonlySet<string>;
	readonly rank: number;
	readonly rules: readonly {readonly pattern: Pattern; readonly replies: Replies}[];
};

/** What one conversation has left behind so far. */
type State = {
	/** How often each list of replies was used. */
	readonly uses: Map<Replies, number>;
	/** Remarks to come back to, oldest first. */
	readonly memory: Clause[];
	lastMessage: string | undefined;
	lastReply: string | undefined;
};

/** Older remarks are forgotten. */
const maxMemory = 8;

/** Compiles a script. */
export function createListener(script: Script): Listener {
	const keywords = script.keywords.map(
		({words, rank, rules}): CompiledKeyword => ({
			words: new Set(words.flatMap(word => groupWords(word, script.groups))),
			rank,
			rules: rules.map(({pattern, replies}) => ({
				pattern: compilePattern(pattern, script.groups),
				replies,
			})),
		}),
	);
	return {
		reply(messages) {
			const state: State = {uses: new Map(), memory: [], lastMessage: undefined, lastReply: undefined};
			for (const message of messages.length === 0 ? [''] : messages) {
				state.lastReply = respond(message, script, keywords, state);
			}

			return state.lastReply ?? '';
		},
	};
}

function respond(
	message: string,
	script: Script,
	keywords: readonly CompiledKeyword[],
	state: State,
): string {
	const clauses = splitClauses(message);
	const plain = clauses.flat().join(' ').toLowerCase();
	const isRepeated = plain !== '' && plain === state.lastMessage;
	state.lastMessage = plain;

	const special = specialReplies(message, plain, isRepeated, script);
	const reply =
		(special && nextReply(special, [], state)) ??
		replyToKeyword(clauses, keywords, state) ??
		replyFromMemory(script.memory, state) ??
		nextReply(message.trimEnd().endsWith('?') ? script.question : script.nothing, [], state);
	rememberRemarks(clauses, state);
	return reply ?? script.nothing[0];
}

function specialReplies(
	message: string,
	plain: string,
	isRepeated: boolean,
	script: Script,
): Replies | undefined {
	if (plain === '') {
		return message.trim() === '' ? script.empty : script.signs;
	}

	if (isRepeated) {
		return script.repeated;
	}

	if (!/\p{L}/u.test(plain)) {
		return script.signs;
	}

	return /\p{Script=Latin}/u.test(plain) ? undefined : script.foreign;
}

/** Tries the keywords of all clauses, highest rank first; of equals the later one, where people come to the point. */
function replyToKeyword(
	clauses: readonly Clause[],
	keywords: readonly CompiledKeyword[],
	state: State,
): string | undefined {
	const found = clauses.toReversed().flatMap(clause => {
		const words = clause.map(word => word.toLowerCase());
		return keywords
			.filter(keyword => words.some(word => keyword.words.has(word)))
			.map(keyword => ({keyword, clause}));
	});
	found.sort((left, right) => right.keyword.rank - left.keyword.rank);
	for (const {keyword, clause} of found) {
		for (const {pattern, replies} of keyword.rules) {
			const parts = matchPattern(pattern, clause);
			const reply = parts && nextReply(replies, parts, state);
			if (reply !== undefined) {
				return reply;
			}
		}
	}

	return undefined;
}

function replyFromMemory(replies: Replies, state: State): string | undefined {
	const remark = state.memory.shift();
	return remark && nextReply(replies, [remark], state);
}

/** Keeps what begins with "my", for when there is nothing else to talk about. A name is no topic. */
function rememberRemarks(clauses: readonly Clause[], state: State): void {
	const remarks = clauses.filter(
		([first, second, ...rest]) =>
			first?.toLowerCase() === 'my' && second?.toLowerCase() !== 'name' && rest.length >= 1,
	);
	state.memory.push(...remarks);
	state.memory.splice(0, state.memory.length - maxMemory);
}

/** The next reply of a list that can be filled in and was not given a moment ago. */
function nextReply(replies: Replies, parts: Parts, state: State): string | undefined {
	const uses = state.uses.get(replies) ?? 0;
	for (let step = 0; step < replies.length; step++) {
		const reply = fillIn(replies[(uses + step) % replies.length] ?? '', parts);
		if (reply !== undefined && reply !== state.lastReply) {
			state.uses.set(replies, uses + step + 1);
			return reply;
		}
	}

	return undefined;
}

function fillIn(template: string, parts: Parts): string | undefined {
	let isComplete = true;
	const filled = template.replaceAll(/\{(\d)\}/g, (_, number: string) => {
		const part = reflect(parts[Number(number) - 1] ?? []);
		isComplete &&= part !== '';
		return part;
	});
	return isComplete ? filled.slice(0, 1).toUpperCase() + filled.slice(1) : undefined;
}
