import fc from 'fast-check';
import {expect, test} from 'vitest';
import {createRedactor, redacted, redactHeaders} from '../../source/core/redact.ts';

const secret = fc.string({unit: 'binary', minLength: 6, maxLength: 40}).filter(text => text.isWellFormed());
const around = fc.string({maxLength: 10});

/** Long enough to be a key and not made of the mark itself. */
const key = secret.filter(text => !redacted.includes(text));

test('no secret survives, as it is, in a URL or in base64', () => {
	fc.assert(
		fc.property(key, around, around, (text, before, after) => {
			const redactor = createRedactor();
			redactor.add(text);
			for (const form of [text, encodeURIComponent(text), Buffer.from(text).toString('base64')]) {
				const shown = redactor.redact(`${before}${form}${after}${form}`);
				expect(shown).not.toContain(form);
				expect(shown).toContain(redacted);
			}
		}),
	);
});

test('no secret survives among others, one part of the other or not', () => {
	fc.assert(
		fc.property(key, key, fc.array(fc.nat(2), {maxLength: 6}), (first, second, order) => {
			const redactor = createRedactor();
			const secrets = [first, second, first + second];
			for (const text of secrets) {
				redactor.add(text);
			}

			const shown = redactor.redact(order.map(index => secrets[index]).join('\n'));
			for (const text of secrets.filter(value => !value.includes('\n'))) {
				expect(shown.split('\n').every(line => !line.includes(text))).toBe(true);
			}
		}),
	);
});

test.each(['', 'u:', 'me:', 'you:', 'Bearer '])('masks base64 of a longer text, after %j', before => {
	const redactor = createRedactor();
	const text = 'sk-123~>?>?~4567890';
	redactor.add(text);
	for (const encoding of ['base64', 'base64url'] as const) {
		const shown = redactor.redact(Buffer.from(`${before}${text}:and more`).toString(encoding));
		expect(shown).toContain(redacted);
		// At most the characters that it shares with its neighbours are left.
		expect(Buffer.from(shown.replace(redacted, ''), encoding).toString('latin1')).not.toContain('123');
	}
});

test.each(['k%2Fey%2B1%3D', 'k%2fey%2b1%3d', 'k/ey%2B1%3D', 'k/ey%2b1%3d'])(
	'masks the spelling %s of a key',
	spelling => {
		const redactor = createRedactor();
		redactor.add('k/ey+1=');
		expect(redactor.redact(`?key=${spelling}&x=1`)).toBe(`?key=${redacted}&x=1`);
	},
);

test('takes a secret that is no well-formed text', () => {
	const redactor = createRedactor();
	redactor.add('\uD800abcdef');
	expect(redactor.redact('x \uD800abcdef')).toBe(`x ${redacted}`);
});

test('leaves text without a secret alone, and knows no secret before it was told', () => {
	const redactor = createRedactor();
	expect(redactor.redact('key test-key-123')).toBe('key test-key-123');
	redactor.add('test-key-123');
	expect(redactor.redact('key test-key-123 and test-key-12')).toBe(`key ${redacted} and test-key-12`);
});

test('does not tear words out of texts for a key of a few letters', () => {
	const redactor = createRedactor();
	redactor.add('');
	redactor.add('the');
	expect(redactor.redact('the other')).toBe('the other');
});

test('shows the headers that are known to be harmless, by any spelling, and no other', () => {
	expect(
		redactHeaders({
			'Content-Type': 'text/plain',
			'x-request-id': 'r-1',
			authorization: 'Bearer abc',
			'api-key': 'abc',
			'set-cookie': 'session=abc',
			'x-unheard-of': 'abc',
		}),
	).toEqual({
		'Content-Type': 'text/plain',
		'x-request-id': 'r-1',
		authorization: redacted,
		'api-key': redacted,
		'set-cookie': redacted,
		'x-unheard-of': redacted,
	});
});
