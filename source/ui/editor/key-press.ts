import type {Key} from 'ink';

/**
 * One key, or a run of typed text. `name` is the key with its modifiers in the order ctrl, alt, shift, as in
 * `ctrl+p`, `alt+shift+left`, `f2`; the names are those of the table in `key-bindings.ts`.
 */
export type KeyPress =
	| {readonly kind: 'key'; readonly name: string}
	| {readonly kind: 'text'; readonly text: string};

type Modifiers = {readonly ctrl: boolean; readonly alt: boolean; readonly shift: boolean};

const namedKeys: readonly (readonly [keyof Key, string])[] = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'page-up'],
	['pageDown', 'page-down'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'escape'],
	['tab', 'tab'],
	['backspace', 'backspace'],
	['delete', 'delete'],
];

function keyPress(name: string, {ctrl, alt, shift}: Modifiers): KeyPress {
	return {kind: 'key', name: `${ctrl ? 'ctrl+' : ''}${alt ? 'alt+' : ''}${shift ? 'shift+' : ''}${name}`};
}

const noModifiers: Modifiers = {ctrl: false, alt: false, shift: false};

// F1 to F12 as xterm (SS3 and CSI letters), VT220 and rxvt (CSI number ~), and the Linux console (CSI [ letter)
// send them, with modifiers in the middle: CSI 1;2 Q is Shift+F2.
// biome-ignore lint/suspicious/noControlCharactersInRegex: function keys begin with ESC.
const functionKeyPattern = /^\x1b(?:O([PQRS])|\[\[([A-E])|\[(?:1;[\d:]+)?([PQRS])|\[(\d+)(?:;[\d:]+)?~)$/;
const functionKeyNumbers = new Map(
	[11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24].map((code, index) => [String(code), index + 1]),
);

function functionKeyName(raw: string): string | undefined {
	const [, ss3, linux, letter, code] = functionKeyPattern.exec(raw) ?? [];
	const initial = ss3 ?? letter;
	if (initial !== undefined) return `f${'PQRS'.indexOf(initial) + 1}`;
	if (linux !== undefined) return `f${'ABCDE'.indexOf(linux) + 1}`;
	const number = functionKeyNumbers.get(code ?? '');
	return number === undefined ? undefined : `f${number}`;
}

// CSI codepoint : shifted : base-layout ; modifiers u
// biome-ignore lint/suspicious/noControlCharactersInRegex: kitty's key reports begin with ESC.
const kittyKeyPattern = /^\x1b\[\d+(?::(\d*)(?::(\d+))?)?(?:;[\d:]*)*u$/;

/**
 * The character of a key pressed with Ctrl or Alt. With a Cyrillic layout kitty's protocol reports Ctrl+C as Ctrl+с;
 * the key's place on the base layout, which comes along under `reportAlternateKeys`, says which key was meant.
 */
function modifiedCharacter(input: string, modifiers: Modifiers, raw: string): KeyPress {
	const [, shifted, base] = kittyKeyPattern.exec(raw) ?? [];
	const isLetter = /^\p{L}$/u.test(input);
	if (modifiers.shift && !isLetter && shifted) {
		return keyPress(String.fromCodePoint(Number(shifted)), {...modifiers, shift: false});
	}
	const isForeign = base !== undefined && /[^\x20-\x7e]/.test(input);
	const character = isForeign ? String.fromCodePoint(Number(base)) : input;
	return keyPress(character === ' ' ? 'space' : character.toLowerCase(), modifiers);
}

function controlKey(unit: number): KeyPress {
	if (unit === 0x0d) return keyPress('enter', noModifiers);
	if (unit === 0x09) return keyPress('tab', noModifiers);
	if (unit === 0x08 || unit === 0x7f) return keyPress('backspace', noModifiers);
	if (unit === 0x1b) return keyPress('escape', noModifiers);
	if (unit === 0x00) return keyPress('space', {...noModifiers, ctrl: true});
	const character = String.fromCharCode(unit + 0x40).toLowerCase();
	return keyPress(character, {...noModifiers, ctrl: true});
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the bytes that keys send.
const controlPattern = /[\x00-\x1f\x7f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above.
const pastedPattern = /[\r\n\t][^\x00-\x1f\x7f]/;

/** Splits a chunk without escape sequences into runs of text and the control keys between them, in order. */
function splitChunk(chunk: string): readonly KeyPress[] {
	const presses: KeyPress[] = [];
	let rest = chunk;
	while (rest !== '') {
		const at = rest.search(controlPattern);
		if (at === 0) {
			presses.push(controlKey(rest.charCodeAt(0)));
			rest = rest.slice(1);
			continue;
		}
		// A line break or tab with text behind it in one chunk was pasted in a terminal without bracketed paste;
		// nobody types that fast, and a paste must not send itself. A break at the end is the Enter of a quick hand.
		const end = at === -1 || pastedPattern.test(rest) ? rest.length : at;
		presses.push({kind: 'text', text: rest.slice(0, end)});
		rest = rest.slice(end);
	}
	return presses;
}

/**
 * What was pressed, from what Ink 8 gives a `useInput` handler. What it hides or blends, as seen in a terminal:
 *
 * - Keys that arrive in one chunk come as one `input` without any flag: `hello\r`, `\x01\x05`.
 * - Ctrl+J and `\n` are the same byte, and so are Tab and Ctrl+I, Enter and Ctrl+M, Ctrl+_ and Ctrl+/, and, except
 *   under kitty's protocol, Backspace and Ctrl+H.
 * - Alt+Enter is ESC CR (`return` and `meta`); Shift+Enter exists only under kitty's protocol (CSI 13;2u). xterm's
 *   own form of it (CSI 27;2;13~) is swallowed.
 * - F1 to F12 and Insert come as an empty press without a flag: only `raw` tells them apart.
 * - Esc pressed twice quickly is one press, `escape` and `meta`; Esc and a letter in one chunk is Alt and the letter.
 * - A sequence cut off, such as the ESC [ of Alt+[, comes as text (`[`); `raw` shows that it is none.
 * - Under kitty's protocol key releases may be reported, and Cmd or Super with a letter carries the letter as input.
 *
 * @param raw the bytes of this press, where known
 */
export function decodeKeyPresses(input: string, key: Key, raw = ''): readonly KeyPress[] {
	if (key.eventType === 'release' || key.super || key.hyper) return [];
	const modifiers: Modifiers = {ctrl: key.ctrl, alt: key.meta, shift: key.shift};
	if (key.escape && input === '\x1b')
		return [keyPress('escape', noModifiers), keyPress('escape', noModifiers)];
	const named = namedKeys.find(([flag]) => key[flag] === true);
	if (named !== undefined) return [keyPress(named[1], modifiers)];
	if (input === '') {
		const name = functionKeyName(raw);
		return name === undefined ? [] : [keyPress(name, modifiers)];
	}
	if (key.ctrl || key.meta) return [modifiedCharacter(input, modifiers, raw)];
	if (raw.startsWith('\x1b') && !kittyKeyPattern.test(raw)) return [];
	return splitChunk(input);
}
