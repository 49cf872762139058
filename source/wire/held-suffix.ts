/**
 * The length of the longest end of `text` that one of the marks begins with (a whole mark counts, too): what a
 * stream must hold back while the next delta may complete the mark.
 */
export function heldSuffixLength(text: string, marks: readonly string[]): number {
	let held = 0;
	for (const mark of marks) {
		for (let length = Math.min(mark.length, text.length); length > held; length--) {
			if (text.endsWith(mark.slice(0, length))) {
				held = length;
			}
		}
	}

	return held;
}
