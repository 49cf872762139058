/*
 * The one gate for text on its way to a terminal. Everything that a model, server, file, profile or clipboard says
 * goes through here last, after Markdown and entities are decoded and before our own styling.
 *
 * It looks at code points, not at escape sequences: what could start or end a sequence is shown, so nothing can hide
 * in one that is nested, cut or unknown. Linear in the text.
 *
 * 1. Newline and tab stay; CR LF is a newline; a lone CR becomes ␍ and a newline, so that nothing is overwritten;
 *    U+2028 and U+2029 are newlines.
 * 2. Other C0 controls become their pictures (ESC ␛), DEL ␡, C1 `<U+009B>`. More than eight equal ones in a row are
 *    folded: `␇×2000`.
 * 3. Bidi controls, invisible characters, annotations and tag characters outside a flag become `<U+202E>`.
 * 4. A second variation selector in a row and combining marks after the eighth on one base are dropped; lone
 *    surrogates and noncharacters become U+FFFD.
 */

import {
	isCombiningMark,
	isControl,
	isInvisible,
	isJoiner,
	isNoncharacter,
	isSurrogate,
	isTag,
	isVariationSelector,
} from './code-points.ts';
import {cutToColumns} from './cut-to-columns.ts';

/** A gate that takes text in pieces; the output does not depend on where the text was cut. */
export type Printable = {
	/** Takes the next piece and returns what of it is certain. */
	push(text: string): string;
	/** Returns what was held back. The gate is then ready for a new text; its count goes on. */
	end(): string;
	/** How many characters were shown in place of being obeyed (rules 2 and 3). */
	readonly shownCount: number;
};

export type PrintableOptions = {
	/** Styles what stands for a control character, e.g. dim. */
	readonly mark?: (shown: string) => string;
};

/** Latin text without anything to look at: by far the most frequent case. */
const clean = /^[\t\n -~\u00a0-\u00ac\u00ae-\u02ff]*$/;

const maximumMarks = 8;
const maximumRun = 8;

/** A flag names a region of at most three and a subdivision of at most four characters (UTS #51); more would be hidden text. */
const maximumFlagTags = 7;
const blackFlag = 0x1f3f4;
const cancelTag = 0xe007f;

/** Makes a streaming gate. Only a trailing CR or high surrogate, the current run and the mark counters are carried over. */
export function createPrintable({mark = shown => shown}: PrintableOptions = {}): Printable {
	let shownCount = 0;
	let carried = '';
	let runCodePoint = -1;
	let runLength = 0;
	let marks = 0;
	let isAfterSelector = false;
	/** Tags read since the black flag that they belong to; -1 outside a flag. */
	let flagTags = -1;

	function endRun(): string {
		if (runLength === 0) {
			return '';
		}

		const symbol = symbolOf(runCodePoint);
		const shown = runLength > maximumRun ? `${symbol}×${runLength}` : symbol.repeat(runLength);
		runLength = 0;
		runCodePoint = -1;
		return mark(shown);
	}

	function startBase(): void {
		marks = 0;
		isAfterSelector = false;
		flagTags = -1;
	}

	/** Counts a character that is to be shown; returns the run it ends. */
	function show(codePoint: number): string {
		startBase();
		shownCount++;
		if (codePoint === runCodePoint) {
			runLength++;
			return '';
		}

		const before = endRun();
		runCodePoint = codePoint;
		runLength = 1;
		return before;
	}

	/** What stands for a code point outside the shown ones; undefined keeps it. */
	function replace(codePoint: number): string | undefined {
		if (isTag(codePoint)) {
			flagTags = codePoint === cancelTag ? -1 : flagTags + 1;
			return undefined;
		}

		flagTags = -1;
		if (isJoiner(codePoint)) {
			return undefined;
		}

		if (isVariationSelector(codePoint)) {
			const isSecond = isAfterSelector;
			isAfterSelector = true;
			return isSecond ? '' : undefined;
		}

		if (isCombiningMark(codePoint)) {
			if (marks === maximumMarks) {
				return '';
			}

			marks++;
			isAfterSelector = false;
			return undefined;
		}

		startBase();
		flagTags = codePoint === blackFlag ? 0 : -1;
		if (codePoint === 0x2028 || codePoint === 0x2029) {
			return '\n';
		}

		return isSurrogate(codePoint) || isNoncharacter(codePoint) ? '\uFFFD' : undefined;
	}

	function isFlagTag(codePoint: number): boolean {
		if (codePoint === cancelTag) {
			return flagTags > 0;
		}

		const isDigit = codePoint >= 0xe0030 && codePoint <= 0xe0039;
		const isLetter = codePoint >= 0xe0061 && codePoint <= 0xe007a;
		return flagTags >= 0 && flagTags < maximumFlagTags && (isDigit || isLetter);
	}

	function scan(text: string): string {
		let output = '';
		let copied = 0;
		let next = 0;
		for (let index = 0; index < text.length; index = next) {
			const codePoint = text.codePointAt(index) as number;
			next = index + (codePoint > 0xffff ? 2 : 1);
			if (codePoint === 0x0d) {
				const isLineEnd = text.charCodeAt(next) === 0x0a;
				output += text.slice(copied, index) + endRun() + (isLineEnd ? '' : `${mark('␍')}\n`);
				copied = next;
				startBase();
			} else if (
				isControl(codePoint) ||
				isInvisible(codePoint) ||
				(isTag(codePoint) && !isFlagTag(codePoint))
			) {
				output += text.slice(copied, index) + show(codePoint);
				copied = next;
			} else {
				const before = endRun();
				const replacement = replace(codePoint);
				if (before !== '' || replacement !== undefined) {
					output += text.slice(copied, index) + before + (replacement ?? '');
					copied = replacement === undefined ? index : next;
				}
			}
		}

		return output + text.slice(copied);
	}

	return {
		get shownCount() {
			return shownCount;
		},
		push(piece) {
			if (piece === '') {
				return '';
			}

			if (carried === '' && clean.test(piece)) {
				const before = endRun();
				startBase();
				return before + piece;
			}

			const text = carried + piece;
			const last = text.charCodeAt(text.length - 1);
			const isCut = last === 0x0d || (last >= 0xd800 && last <= 0xdbff);
			carried = isCut ? text.slice(-1) : '';
			return scan(isCut ? text.slice(0, -1) : text);
		},
		end() {
			const rest = scan(carried) + endRun();
			carried = '';
			startBase();
			return rest;
		},
	};
}

/** Makes a whole text safe to write to a terminal. Newlines and tabs stay. */
export function printable(text: string, options?: PrintableOptions): string {
	if (clean.test(text)) {
		return text;
	}

	const gate = createPrintable(options);
	return gate.push(text) + gate.end();
}

/** Makes a name, title or quotation safe and one line long: newlines and tabs are spaces, the rest is cut with an ellipsis. */
export function printableLine(text: string, maxColumns = 200): string {
	return cutToColumns(printable(text).replaceAll('\n', ' ').replaceAll('\t', ' '), maxColumns);
}

/** The note under an answer in which control characters were shown (rules 2 and 3); at most one an answer. */
export function controlNote(count: number): string {
	return count === 1
		? 'Note: this answer contains 1 control character; it is shown, not obeyed.'
		: `Note: this answer contains ${count} control characters; they are shown, not obeyed.`;
}

/**
 * Makes JSON text safe to write to a terminal and leaves its value as it is: whatever the gate would show or replace
 * is written as `\uXXXX`, which JSON allows wherever such a character can stand.
 */
export function printableJson(json: string): string {
	if (clean.test(json)) {
		return json;
	}

	let output = '';
	let copied = 0;
	let next = 0;
	for (let index = 0; index < json.length; index = next) {
		const codePoint = json.codePointAt(index) as number;
		next = index + (codePoint > 0xffff ? 2 : 1);
		if (codePoint === 0x0d) {
			// Only white space between values: inside a string JSON has it escaped already.
			output += json.slice(copied, index) + (json.charCodeAt(next) === 0x0a ? '' : '\n');
			copied = next;
		} else if (mustBeEscaped(codePoint)) {
			output += json.slice(copied, index) + escapeForJson(json.slice(index, next));
			copied = next;
		}
	}

	return output + json.slice(copied);
}

function mustBeEscaped(codePoint: number): boolean {
	return (
		isControl(codePoint) ||
		isInvisible(codePoint) ||
		isTag(codePoint) ||
		isSurrogate(codePoint) ||
		isNoncharacter(codePoint) ||
		codePoint === 0x2028 ||
		codePoint === 0x2029
	);
}

function escapeForJson(character: string): string {
	let escaped = '';
	for (let index = 0; index < character.length; index++) {
		escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
	}

	return escaped;
}

function symbolOf(codePoint: number): string {
	if (codePoint < 0x20) {
		return String.fromCharCode(0x2400 + codePoint);
	}

	return codePoint === 0x7f ? '␡' : `<U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}>`;
}
