import fc from 'fast-check';
import {expect, test} from 'vitest';
import {splitClauses} from '../../../source/demo/eliza/clauses.ts';
import {reflect} from '../../../source/demo/eliza/reflect.ts';

test.each([
	['I am sad', 'you are sad'],
	['my dog likes me', 'your dog likes you'],
	['it is mine not yours', 'it is yours not mine'],
	['I hurt myself', 'you hurt yourself'],
	['you hurt yourself', 'I hurt myself'],
	['you are kind', 'I am kind'],
	['are you kind', 'am I kind'],
	['you were there', 'I was there'],
	['I was there', 'you were there'],
	["you aren't kind", 'I am not kind'],
	["I wasn't there", "you weren't there"],
	["you don't like me", "I don't like you"],
	['I love you', 'you love me'],
	['talking to you about your work', 'talking to me about my work'],
	['I think you can help', 'you think I can help'],
	['I know you are right', 'you know I am right'],
	['I want you to listen', 'you want me to listen'],
	['you', 'me'],
	['they are my friends', 'they are your friends'],
	['Paris was good for us', 'Paris was good for us'],
	['MY DOG', 'your DOG'],
])('"%s" turned round is "%s"', (said, reflected) => {
	expect(reflect(splitClauses(said)[0] ?? [])).toBe(reflected);
});

test('words that are not about the two speakers stay as they are', () => {
	const word = fc.constantFrom(
		'the',
		'Dog',
		'walks',
		'they',
		'are',
		'was',
		'Hers',
		'constructor',
		'toString',
	);
	fc.assert(
		fc.property(fc.array(word, {minLength: 1}), words => {
			expect(reflect(words)).toBe(words.join(' '));
		}),
	);
});
