import {expect, test} from 'vitest';
import {createListener} from '../../../source/demo/eliza/converse.ts';
import type {Script} from '../../../source/demo/eliza/script.ts';

/** A script that is small enough to be looked through. */
const script: Script = {
	groups: {pet: ['cat', 'dog']},
	keywords: [
		{words: ['rain'], rank: 1, rules: [{pattern: '*', replies: ['rain one', 'rain two', 'rain three']}]},
		{words: ['sun'], rank: 2, rules: [{pattern: '*', replies: ['sun one', 'sun two']}]},
		{words: ['@pet'], rank: 3, rules: [{pattern: '* my @pet *', replies: ['{2}: {3}', '{3} again']}]},
		{words: ['snow'], rank: 1, rules: [{pattern: '* snow *', replies: ['snow', '{2} snow']}]},
	],
	nothing: ['nothing one', 'nothing two'],
	question: ['question one', 'question two'],
	empty: ['empty one', 'empty two'],
	signs: ['signs one', 'signs two'],
	foreign: ['foreign one', 'foreign two'],
	repeated: ['repeated one', 'repeated two'],
	memory: ['memory one {1}', 'memory two {1}'],
};

const listener = createListener(script);

/** All replies of a conversation, one after the other. */
function talk(...messages: readonly string[]): readonly string[] {
	return messages.map((_, index) => listener.reply(messages.slice(0, index + 1)));
}

test('the keyword of the highest rank is answered, whatever its place', () => {
	expect(talk('sun and rain')).toEqual(['Sun one']);
	expect(talk('Rain. Sun. Rain.')).toEqual(['Sun one']);
});

test('of two clauses with the same keyword the later one counts', () => {
	expect(talk('my cat sleeps, my dog barks')).toEqual(['Dog: barks']);
});

test('a keyword without a rule that fits leaves the word to the next', () => {
	expect(talk('a cat in the rain')).toEqual(['Rain one']);
});

test('replies are used in turn and begin anew', () => {
	expect(talk('rain', 'more rain', 'still rain', 'rain again')).toEqual([
		'Rain one',
		'Rain two',
		'Rain three',
		'Rain one',
	]);
});

test('a reply is passed over when the part that it needs is empty', () => {
	expect(talk('my dog')).toEqual(['Nothing one']);
	expect(talk('my dog barks')).toEqual(['Dog: barks']);
});

test('a reply is never given twice in a row, even where it is the only one that fits', () => {
	expect(talk('a snow', 'the snow', 'this snow')).toEqual(['Snow', 'Nothing one', 'Snow']);
});

test('remarks that begin with my come back when nothing else fits, the oldest first, once', () => {
	expect(talk('my car is old', 'my house leaks', 'hm', 'well', 'so')).toEqual([
		'Nothing one',
		'Memory one your car is old',
		'Memory two your house leaks',
		'Nothing two',
		'Nothing one',
	]);
});

test('a name or a single word is no remark', () => {
	expect(talk('my name is Ada', 'my goodness', 'hm').at(-1)).toMatch(/^Nothing/);
});

test('a question without a keyword is answered as one', () => {
	expect(talk('zork?', 'mork!')).toEqual(['Question one', 'Nothing one']);
});

test.each([
	['', 'Empty one'],
	[' \n ', 'Empty one'],
	['?!', 'Signs one'],
	['🎉', 'Signs one'],
	['2 + 2 = 4', 'Signs one'],
	['Как дела?', 'Foreign one'],
	['你好', 'Foreign one'],
])('the message "%s" is answered with "%s"', (message, reply) => {
	expect(talk(message)).toEqual([reply]);
});

test('saying the same twice is noticed, also with other marks and capitals', () => {
	expect(talk('zork', 'Zork!', 'zork?')).toEqual(['Nothing one', 'Repeated one', 'Repeated two']);
});

test('a conversation without messages is answered like an empty one', () => {
	expect(listener.reply([])).toBe('Empty one');
});
