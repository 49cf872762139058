/** Markdown with the mathematics taken out of it, and the way to put it back into a text of the result. */
export type MaskedMath = {
	readonly masked: string;
	readonly restore: (text: string) => string;
};

/**
 * Mathematics within a line: `$$…$$`, `\(…\)`, `\[…\]` and `$…$`, the last as Pandoc has it (no space inside next to
 * the dollars, no digit after), so that prices stay prose. The lengths are bounded to keep unclosed ones linear.
 */
const inlineMath =
	/\$\$[^`$\n]{1,2000}\$\$|\\\([^`\n]{1,2000}?\\\)|\\\[[^`\n]{1,2000}?\\\]|(?<![\\$\w])\$(?![\s$])[^`$\n]{0,500}(?<![\s\\])\$(?![\d$])/g;

/** Noncharacters, which never are part of the text here, frame the number of what was taken out. */
const placeholder = /\uFDD0(\d+)\uFDD1/g;

/** Replaces mathematics, whose backslashes, underscores and stars are not Markdown, by placeholders like a word. */
export function maskMath(source: string): MaskedMath {
	if (!source.includes('$') && !source.includes('\\(') && !source.includes('\\[')) {
		return {masked: source, restore: text => text};
	}

	const formulas: string[] = [];
	const masked = source.replace(inlineMath, formula => `\uFDD0${formulas.push(formula) - 1}\uFDD1`);
	return {
		masked,
		restore: text => text.replace(placeholder, (whole, index: string) => formulas[Number(index)] ?? whole),
	};
}
