import {expect, test} from 'vitest';
import {createAttemptCounter} from '../../source/demo/attempts.ts';

const say = (text: string) => [{role: 'user', text, images: 0}];

test('the same question to the same model is counted, any other begins anew', () => {
	const counter = createAttemptCounter();
	expect(counter.next('eliza', say('a'))).toBe(1);
	expect(counter.next('eliza', say('a'))).toBe(2);
	expect(counter.next('eliza', say('b'))).toBe(1);
	expect(counter.next('echo', say('a'))).toBe(1);
	expect(counter.next('eliza', say('a'))).toBe(3);
});

test('a thousand conversations are remembered, and those that were asked last longest', () => {
	const counter = createAttemptCounter();
	counter.next('eliza', say('first'));
	counter.next('eliza', say('second'));
	counter.next('eliza', say('first'));
	for (let index = 0; index < 999; index++) {
		counter.next('eliza', say(`other ${index}`));
	}

	expect(counter.next('eliza', say('first'))).toBe(3);
	expect(counter.next('eliza', say('second'))).toBe(1);
});
