/** C0 without tab and newline, DEL and C1: what a terminal would obey. */
export function isControl(codePoint: number): boolean {
	return (
		(codePoint < 0x20 && codePoint !== 0x09 && codePoint !== 0x0a) || (codePoint >= 0x7f && codePoint <= 0x9f)
	);
}

/** Characters that change how their neighbours are read or hide text; tag characters are {@link isTag}. */
export function isInvisible(codePoint: number): boolean {
	if (codePoint < 0x180e) {
		return codePoint === 0xad;
	}

	return (
		codePoint === 0x180e ||
		codePoint === 0x200b ||
		(codePoint >= 0x202a && codePoint <= 0x202e) ||
		(codePoint >= 0x2060 && codePoint <= 0x2064) ||
		(codePoint >= 0x2066 && codePoint <= 0x206f) ||
		codePoint === 0xfeff ||
		(codePoint >= 0xfff9 && codePoint <= 0xfffb)
	);
}

/** The invisible copy of ASCII; only the tail of a flag emoji has a use for it. */
export function isTag(codePoint: number): boolean {
	return codePoint >= 0xe0000 && codePoint <= 0xe007f;
}

/** Marks, directional marks and joiners that shape text without being seen: ZWNJ, ZWJ, LRM, RLM. */
export function isJoiner(codePoint: number): boolean {
	return codePoint >= 0x200c && codePoint <= 0x200f;
}

export function isVariationSelector(codePoint: number): boolean {
	return (
		(codePoint >= 0xfe00 && codePoint <= 0xfe0f) ||
		(codePoint >= 0xe0100 && codePoint <= 0xe01ef) ||
		(codePoint >= 0x180b && codePoint <= 0x180d) ||
		codePoint === 0x180f
	);
}

const mark = /^\p{M}$/u;

/** Combining marks of every kind (general category M). */
export function isCombiningMark(codePoint: number): boolean {
	if (codePoint < 0x300 || (codePoint >= 0x3400 && codePoint <= 0xa66e)) {
		return false;
	}

	if (codePoint >= 0xac00 && codePoint <= 0xfb1d) {
		return false;
	}

	return mark.test(String.fromCodePoint(codePoint));
}

/** Half of a pair, alone. */
export function isSurrogate(codePoint: number): boolean {
	return codePoint >= 0xd800 && codePoint <= 0xdfff;
}

/** Code points that Unicode keeps for a program's inner use: U+FDD0–FDEF and the last two of each plane. */
export function isNoncharacter(codePoint: number): boolean {
	return (codePoint >= 0xfdd0 && codePoint <= 0xfdef) || (codePoint & 0xfffe) === 0xfffe;
}

const markWithoutWidth = /^[\p{Mn}\p{Me}]$/u;

/** First and last code points of the wide ranges (East Asian Width W and F, emoji shown as pictures). */
const wideRanges: readonly (readonly [number, number])[] = [
	[0x1100, 0x115f],
	[0x231a, 0x231b],
	[0x2329, 0x232a],
	[0x23e9, 0x23ec],
	[0x23f0, 0x23f3],
	[0x25fd, 0x25fe],
	[0x2614, 0x2615],
	[0x2630, 0x2637],
	[0x2648, 0x2653],
	[0x267f, 0x2693],
	[0x26a1, 0x26ab],
	[0x26bd, 0x26ce],
	[0x26d4, 0x26fd],
	[0x2705, 0x270b],
	[0x2728, 0x2728],
	[0x274c, 0x2757],
	[0x2795, 0x27bf],
	[0x2b1b, 0x2b55],
	[0x2e80, 0x303e],
	[0x3041, 0xa4cf],
	[0xa960, 0xa97f],
	[0xac00, 0xd7a3],
	[0xf900, 0xfaff],
	[0xfe10, 0xfe19],
	[0xfe30, 0xfe6f],
	[0xff01, 0xff60],
	[0xffe0, 0xffe6],
	[0x16fe0, 0x191ff],
	[0x1aff0, 0x1b2ff],
	[0x1d300, 0x1d376],
	[0x1f004, 0x1f004],
	[0x1f0cf, 0x1f0cf],
	[0x1f18e, 0x1f1ff],
	[0x1f200, 0x1faff],
	[0x20000, 0x3fffd],
];

/**
 * Columns that a code point takes on a terminal, taken alone: 0, 1 or 2. Never less than the truth, so that what is
 * cut by it fits; a joined emoji counts as the sum of its parts.
 */
export function columnsOf(codePoint: number): number {
	if (codePoint < 0x300) {
		return 1;
	}

	if (isJoiner(codePoint)) {
		return 0;
	}

	// U+FE0F may turn the character before it into a picture, which is wide.
	if (isCombiningMark(codePoint) && markWithoutWidth.test(String.fromCodePoint(codePoint))) {
		return codePoint === 0xfe0f ? 1 : 0;
	}

	let low = 0;
	let high = wideRanges.length - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		const [first, last] = wideRanges[middle] as readonly [number, number];
		if (codePoint < first) {
			high = middle - 1;
		} else if (codePoint > last) {
			low = middle + 1;
		} else {
			return 2;
		}
	}

	return 1;
}
