import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {createTitle} from '../../source/conversations/conversation-title.ts';

test.each([
	['Hello', 'Hello'],
	['  two\n\nlines\tof text ', 'two lines of text'],
	['', ''],
	['x'.repeat(60), 'x'.repeat(60)],
	['x'.repeat(61), `${'x'.repeat(59)}…`],
	[`${'word '.repeat(11)}final`, 'word word word word word word word word word word word final'],
	[`${'word '.repeat(20)}`, `${'word '.repeat(11)}word…`],
	[`${'a'.repeat(58)} bcd efg`, `${'a'.repeat(58)}…`],
	['日本'.repeat(40), `${'日本'.repeat(14)}日…`],
	['👩‍👩‍👧‍👦'.repeat(100), `${'👩‍👩‍👧‍👦'.repeat(29)}…`],
])('makes one line of %j', (text, title) => {
	expect(createTitle(text)).toBe(title);
});

test('is one line of at most 60 columns that the text begins with', () => {
	const text = fc.oneof(
		fc.string({unit: 'grapheme', maxLength: 90}),
		fc.string({unit: 'binary', maxLength: 300}),
	);
	fc.assert(
		fc.property(text, value => {
			const title = createTitle(value);
			expect(stringWidth(title)).toBeLessThanOrEqual(60);
			expect(title).not.toMatch(/[\n\r\u{2028}\u{2029}]/u);
			expect(value.replaceAll(/\s+/g, ' ').trim().startsWith(title.replace(/…$/, ''))).toBe(true);
		}),
	);
});
