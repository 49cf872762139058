import {expect, test} from 'vitest';
import {compilePattern, groupWords, matchPattern} from '../../../source/demo/eliza/match.ts';
import type {Replies} from '../../../source/demo/eliza/script.ts';
import {englishScript} from '../../../source/demo/eliza/script-english.ts';

const {groups, keywords, nothing, question, empty, signs, foreign, repeated, memory} = englishScript;

const rules = keywords.flatMap(({words, rules: list}) =>
	list.map(({pattern, replies}) => ({pattern, replies, words})),
);

/** The numbers of the parts that replies ask for. */
function partsAsked(replies: Replies): readonly number[] {
	return replies.flatMap(reply => [...reply.matchAll(/\{(\d)\}/g)].map(match => Number(match[1])));
}

test('there is enough to say', () => {
	expect(keywords.length).toBeGreaterThanOrEqual(35);
	expect(rules.flatMap(({replies}) => replies).length).toBeGreaterThanOrEqual(130);
});

test.each(rules)('the rule "$pattern" asks for parts that it has', ({pattern, replies}) => {
	const parts = pattern.split(' ').filter(word => word === '*' || word.startsWith('@'));
	for (const part of partsAsked(replies)) {
		expect(part).toBeGreaterThanOrEqual(1);
		expect(part).toBeLessThanOrEqual(parts.length);
	}
});

test.each(rules)('a clause made from the rule "$pattern" calls and matches it', ({pattern, words}) => {
	const triggers = new Set(words.flatMap(word => groupWords(word, groups)));
	const made = pattern
		.split(' ')
		.flatMap(word => (word === '*' ? ['zork'] : groupWords(word, groups).slice(0, 1)));
	const clause = made.some(word => triggers.has(word))
		? made
		: [...made, ...triggers].slice(0, made.length + 1);
	expect(matchPattern(compilePattern(pattern, groups), clause)).toBeDefined();
	expect(clause.some(word => triggers.has(word))).toBe(true);
});

test('no reply stands in the script twice', () => {
	const replies = [...rules.flatMap(rule => rule.replies), ...nothing, ...question, ...empty, ...signs];
	replies.push(...foreign, ...repeated, ...memory);
	expect(replies.length).toBe(new Set(replies).size);
});

test('what is said when nothing else fits needs no part of the message', () => {
	expect([nothing, question, empty, signs, foreign, repeated].flatMap(partsAsked)).toEqual([]);
	expect(new Set(partsAsked(memory))).toEqual(new Set([1]));
});

test('no word of a group is out of reach because of its case', () => {
	for (const word of [...Object.values(groups).flat(), ...keywords.flatMap(keyword => keyword.words)]) {
		expect(word).toBe(word.toLowerCase());
	}
});
