import fc from 'fast-check';
import {expect, test} from 'vitest';
import {groupWords} from '../../../source/demo/eliza/match.ts';
import {englishScript} from '../../../source/demo/eliza/script-english.ts';
import {elizaReply} from '../../../source/demo/models/eliza.ts';

function say(...texts: readonly string[]): string {
	return elizaReply(texts.map(text => ({role: 'user', text, images: 0})));
}

test.each([
	['Hello', 'Hello, and welcome. I am the demo inside amlchat'],
	["I'm a bit sad today", 'you are sad'],
	['He says I am unhappy', 'you are unhappy'],
	['My mother hates me', 'hear the word "mother"'],
	['I need a holiday', 'What would a holiday change for you?'],
	['I want you to listen', 'if I could listen?'],
	['I think you do not like me', 'What leads you to think that I do not like you?'],
	['You are not very helpful', 'What makes you think that I am not very helpful?'],
	['I dreamed that you were chasing me', 'That I was chasing you'],
	["Why don't you answer properly?", 'Would you like me to answer properly?'],
	["I can't find my keys", 'Who told you that you cannot find your keys?'],
	['your answers are odd', 'What makes you say that my answers are odd?'],
	['everybody laughs at me', 'Surely not everybody.'],
	['because my aunt said so', 'aunt'],
	['I love you', 'I am a list of rules, and even they are touched.'],
	['I hate you', 'rules do not bruise'],
	['My name is Zoë', 'pleased to meet you, Zoë.'],
	['thanks for listening', 'You are very welcome.'],
	['bye', 'Ctrl+D closes the chat'],
	['I want to die', 'a crisis line'],
	['Bonjour, je suis triste', 'Would you try it in English?'],
	['Привет, как дела?', 'written for English'],
	['', 'You said nothing.'],
	['…', 'I can only read words.'],
])('"%s" is answered with "…%s…"', (message, part) => {
	expect(say(message)).toContain(part);
});

test.each([
	['what are you?', 'no language model'],
	['Who are you', 'no language model'],
	['are you a real person?', 'No language model is involved'],
	['Are you ChatGPT?', 'no language model'],
	['help', '`amlchat profiles add`'],
	['which models are there?', '--model markdown'],
	['how do I use Azure with this?', '`amlchat azure list`'],
	['what is amlchat', '`amlchat profiles add`'],
	['my api key is abc', 'Please never tell me a key'],
	['Write a poem about the sea', 'a demo without a language model'],
	['Can you translate this for me?', 'the demo has no language model'],
])('asked "%s" it says openly what it is and what to do: "%s"', (message, part) => {
	expect(say(message)).toContain(part);
});

test('an earlier remark comes back when there is nothing else to say', () => {
	const conversation = ['My boyfriend made me come here', 'zork'];
	expect(say(...conversation)).toContain('your boyfriend made you come here');
});

test('only what the user said matters, not what was answered or set', () => {
	const user = {role: 'user', text: 'I feel tired', images: 0};
	const other = (role: string) => ({role, text: 'My mother hates you', images: 0});
	expect(elizaReply([other('system'), user, other('assistant')])).toBe(say('I feel tired'));
});

test('a conversation without a word of the user is answered, too', () => {
	expect(elizaReply([{role: 'system', text: 'Be kind', images: 0}])).not.toBe('');
});

/** Messages made of the script's own words, which reach deep into its rules, mixed with any text at all. */
const word = fc.constantFrom(
	...englishScript.keywords.flatMap(({words}) =>
		words.flatMap(name => groupWords(name, englishScript.groups)),
	),
	...Object.values(englishScript.groups).flat(),
	...'i you me my your am are is to and not with zork Paris . , ? but'.split(' '),
);
const message = fc.oneof(
	fc.array(word, {maxLength: 12}).map(words => words.join(' ')),
	fc.string({unit: 'grapheme', maxLength: 40}),
	fc.string({unit: 'binary', maxLength: 40}),
);
const conversation = fc.array(message, {minLength: 1, maxLength: 6});

test('any conversation is answered, in whole words and with every blank filled in', () => {
	fc.assert(
		fc.property(conversation, messages => {
			const reply = say(...messages);
			expect(reply.trim()).not.toBe('');
			expect(reply).not.toMatch(/\{\d\}|undefined/);
			expect(reply.isWellFormed()).toBe(true);
		}),
		{numRuns: 500},
	);
});

test('the same conversation gets the same answer', () => {
	fc.assert(
		fc.property(conversation, messages => {
			expect(say(...messages)).toBe(say(...messages));
		}),
	);
});

test('the same reply never comes twice in a row', () => {
	fc.assert(
		fc.property(conversation, message, (messages, next) => {
			expect(say(...messages, next)).not.toBe(say(...messages));
		}),
		{numRuns: 500},
	);
	for (const text of ['', 'hm', '?', 'hello', 'Как', 'I am sad', 'my dog', 'maybe']) {
		const replies = Array.from({length: 12}, (_, index) => say(...Array(index + 1).fill(text)));
		for (const [index, reply] of replies.entries()) {
			expect(reply).not.toBe(replies[index - 1]);
		}
	}
});

test('pronouns are turned round wherever a part of the message is quoted', () => {
	const quoted = fc.constantFrom('love my garden', 'miss my friends', 'lost my way', 'wrote to you');
	fc.assert(
		fc.property(quoted, text => {
			expect(say(`zork that I ${text}`)).not.toMatch(/\b(?:I|You) .*\bmy\b|wrote to you/);
		}),
	);
});

test('a very long message is answered as well', () => {
	expect(say(`${'I am you and my '.repeat(50_000)}sad`)).not.toBe('');
});
