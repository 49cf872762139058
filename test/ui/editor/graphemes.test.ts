import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {cleanInput} from '../../../source/ui/editor/fold-character.ts';
import {
	nextGrapheme,
	previousGrapheme,
	snapToGrapheme,
	splitGraphemes,
} from '../../../source/ui/editor/graphemes.ts';
import {editorText} from './arbitraries.ts';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** The boundaries as the segmenter alone sees them; CRLF, which it joins, never reaches the editor. */
function boundariesOf(text: string): readonly number[] {
	return [...Array.from(segmenter.segment(text), ({index}) => index), text.length];
}

describe('grapheme boundaries', () => {
	it('are those of the segmenter, in every text and in both directions', () => {
		fc.assert(
			fc.property(editorText.map(cleanInput), text => {
				const boundaries = [...new Set(boundariesOf(text))];
				const forward = [0];
				while ((forward.at(-1) as number) < text.length)
					forward.push(nextGrapheme(text, forward.at(-1) as number));
				const back = [text.length];
				while ((back[0] as number) > 0) back.unshift(previousGrapheme(text, back[0] as number));
				expect(forward).toEqual(boundaries);
				expect(back).toEqual(boundaries);
				for (let offset = 0; offset <= text.length; offset++) {
					expect(snapToGrapheme(text, offset)).toBe(boundaries.find(boundary => boundary >= offset));
				}
			}),
		);
	});

	it('split a text into graphemes that are the text when joined', () => {
		fc.assert(fc.property(editorText, text => splitGraphemes(text).join('') === text));
		expect(splitGraphemes('e\u0301👩‍👩‍👧🇩🇪x')).toEqual(['e\u0301', '👩‍👩‍👧', '🇩🇪', 'x']);
	});

	it('keep a folded paste alone, even before a combining mark', () => {
		expect(splitGraphemes('a\uFDD0\u0301b')).toEqual(['a', '\uFDD0', '\u0301', 'b']);
		expect(nextGrapheme('\uFDD0\u0301', 0)).toBe(1);
		expect(previousGrapheme('\uFDD0\u0301', 2)).toBe(1);
	});

	it('know that a prepended mark takes the ASCII digit after it', () => {
		expect(previousGrapheme('x\u06001', 3)).toBe(1);
		expect(nextGrapheme('x\u06001', 1)).toBe(3);
	});

	it('clamp offsets outside the text', () => {
		expect(snapToGrapheme('ab', -1)).toBe(0);
		expect(snapToGrapheme('ab', 9)).toBe(2);
		expect(nextGrapheme('ab', 2)).toBe(2);
		expect(previousGrapheme('ab', 0)).toBe(0);
	});
});

describe('cleanInput', () => {
	it('makes line feeds of CRLF and CR and keeps tabs and control characters', () => {
		expect(cleanInput('a\r\nb\rc\td\x1b[31m')).toBe('a\nb\nc\td\x1b[31m');
	});

	it('replaces half surrogate pairs and the characters that stand for folded pastes', () => {
		expect(cleanInput('a\ud800b\uFDD0\uFDEFc')).toBe('a\uFFFDb\uFFFD\uFFFDc');
	});
});
