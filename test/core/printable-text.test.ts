import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	controlNote,
	createPrintable,
	printable,
	printableJson,
	printableLine,
} from '../../source/core/printable-text.ts';

const zalgo = 'Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307';
const tags = (text: string): string =>
	[...text].map(character => String.fromCodePoint(0xe0000 + character.charCodeAt(0))).join('');
const england = `\u{1F3F4}${tags('gbeng')}\u{E007F}`;

/** Hostile text, and exactly what a person sees of it. */
const hostile: readonly (readonly [name: string, text: string, shown: string])[] = [
	['CSI colour', '\u001B[31mred', '␛[31mred'],
	['CSI reset', '\u001B[0m', '␛[0m'],
	['CSI conceal', '\u001B[8msecret', '␛[8msecret'],
	['CSI erase display', '\u001B[2J', '␛[2J'],
	['CSI erase scrollback', '\u001B[3J', '␛[3J'],
	['CSI cursor home', '\u001B[H', '␛[H'],
	['CSI cursor up', '\u001B[5A', '␛[5A'],
	['CSI insert lines', '\u001B[99L', '␛[99L'],
	['CSI alternate screen', '\u001B[?1049h', '␛[?1049h'],
	['CSI hide cursor', '\u001B[?25l', '␛[?25l'],
	['CSI mouse tracking', '\u001B[?1003h', '␛[?1003h'],
	['CSI bracketed paste end', '\u001B[201~rm -rf', '␛[201~rm -rf'],
	['CSI device status report', '\u001B[6n', '␛[6n'],
	['CSI device attributes', '\u001B[c', '␛[c'],
	['CSI window size report', '\u001B[21t', '␛[21t'],
	['CSI with a private marker', '\u001B[>4;2m', '␛[>4;2m'],
	['CSI with an intermediate', '\u001B[1 q', '␛[1 q'],
	['CSI with colons', '\u001B[38:2::255:0:0m', '␛[38:2::255:0:0m'],
	['CSI repeat character', 'a\u001B[99999999b', 'a␛[99999999b'],
	['CSI unterminated', 'a\u001B[31', 'a␛[31'],
	['CSI cut after the bracket', 'a\u001B[', 'a␛['],
	['ESC alone', '\u001B', '␛'],
	['ESC at the end', 'text\u001B', 'text␛'],
	['two ESC', '\u001B\u001B[31m', '␛␛[31m'],
	['ESC inside a sequence', '\u001B[3\u001B[31m1m', '␛[3␛[31m1m'],
	['a sequence put together by removal', '\u001B\u001B[0m[31m', '␛␛[0m[31m'],
	['CAN inside a sequence', '\u001B[3\u00181m', '␛[3␘1m'],
	['SUB inside a sequence', '\u001B]0;a\u001Ab', '␛]0;a␚b'],
	['newline inside a sequence', '\u001B[3\n1m', '␛[3\n1m'],
	['full reset', '\u001Bc', '␛c'],
	['save and restore cursor', '\u001B7\u001B8', '␛7␛8'],
	['keypad mode', '\u001B=', '␛='],
	['character set', '\u001B(0lqk', '␛(0lqk'],
	['reverse index', '\u001BM', '␛M'],
	['line alignment test', '\u001B#8', '␛#8'],
	['title, ended by BEL', '\u001B]0;owned\u0007', '␛]0;owned␇'],
	['title, ended by ST', '\u001B]2;owned\u001B\\', '␛]2;owned␛\\'],
	['title, never ended', '\u001B]0;owned and the rest', '␛]0;owned and the rest'],
	['colour query', '\u001B]11;?\u0007', '␛]11;?␇'],
	['palette change', '\u001B]4;1;rgb:00/00/00\u0007', '␛]4;1;rgb:00/00/00␇'],
	['hyperlink', '\u001B]8;;http://evil\u0007good\u001B]8;;\u0007', '␛]8;;http://evil␇good␛]8;;␇'],
	['file link', '\u001B]8;;file:///etc/passwd\u001B\\x', '␛]8;;file:///etc/passwd␛\\x'],
	['notification', '\u001B]9;hello\u0007', '␛]9;hello␇'],
	['notification of another terminal', '\u001B]777;notify;a;b\u0007', '␛]777;notify;a;b␇'],
	['clipboard write', '\u001B]52;c;cm0gLXJm\u0007', '␛]52;c;cm0gLXJm␇'],
	['clipboard read', '\u001B]52;c;?\u0007', '␛]52;c;?␇'],
	['inline file', '\u001B]1337;File=name=a:AAAA\u0007', '␛]1337;File=name=a:AAAA␇'],
	['shell integration', '\u001B]133;A\u0007', '␛]133;A␇'],
	['font change', '\u001B]50;x\u0007', '␛]50;x␇'],
	['DCS', '\u001BP$q"p\u001B\\', '␛P$q"p␛\\'],
	['DCS sixel', '\u001BPq#0;2;0;0;0\u001B\\', '␛Pq#0;2;0;0;0␛\\'],
	['DCS terminfo query', '\u001BP+q544e\u001B\\', '␛P+q544e␛\\'],
	['DCS tmux passthrough', '\u001BPtmux;\u001B\u001B]0;x\u0007\u001B\\', '␛Ptmux;␛␛]0;x␇␛\\'],
	['DCS unterminated', '\u001BPhidden', '␛Phidden'],
	['APC', '\u001B_Gi=1;AAAA\u001B\\', '␛_Gi=1;AAAA␛\\'],
	['APC unterminated', '\u001B_hidden', '␛_hidden'],
	['PM', '\u001B^private\u001B\\', '␛^private␛\\'],
	['SOS', '\u001BXstring\u001B\\', '␛Xstring␛\\'],
	['OSC in DCS', '\u001BP\u001B]0;a\u0007\u001B\\', '␛P␛]0;a␇␛\\'],
	['CSI in OSC', '\u001B]0;\u001B[31m\u0007', '␛]0;␛[31m␇'],
	['C1 CSI', '\u009B31mred', '<U+009B>31mred'],
	['C1 OSC', '\u009D0;owned\u0007', '<U+009D>0;owned␇'],
	['C1 OSC ended by C1 ST', '\u009D52;c;AAAA\u009C', '<U+009D>52;c;AAAA<U+009C>'],
	['C1 DCS', '\u0090q\u009C', '<U+0090>q<U+009C>'],
	['C1 APC', '\u009Fx\u009C', '<U+009F>x<U+009C>'],
	['C1 PM', '\u009Ex\u009C', '<U+009E>x<U+009C>'],
	['C1 SOS', '\u0098x\u009C', '<U+0098>x<U+009C>'],
	['C1 next line', 'a\u0085b', 'a<U+0085>b'],
	['C1 reverse index', 'a\u008Db', 'a<U+008D>b'],
	['first and last C1', '\u0080\u009F', '<U+0080><U+009F>'],
	['CR overwrite', 'safe\rEVIL', 'safe␍\nEVIL'],
	['CR at the end', 'text\r', 'text␍\n'],
	['CR at the start', '\rtext', '␍\ntext'],
	['two CR', 'a\r\rb', 'a␍\n␍\nb'],
	['CR CR LF', 'a\r\r\nb', 'a␍\n\nb'],
	['CR LF', 'a\r\nb', 'a\nb'],
	['LF CR', 'a\n\rb', 'a\n␍\nb'],
	['backspace overwrite', 'rm\b\bls', 'rm␈␈ls'],
	['BEL', 'a\u0007b', 'a␇b'],
	['eight BEL', '\u0007'.repeat(8), '␇␇␇␇␇␇␇␇'],
	['nine BEL', '\u0007'.repeat(9), '␇×9'],
	['BEL flood', `a${'\u0007'.repeat(2000)}b`, 'a␇×2000b'],
	['two floods', '\u0007'.repeat(10) + '\u001B'.repeat(10), '␇×10␛×10'],
	['C1 flood', '\u009B'.repeat(100), '<U+009B>×100'],
	['NUL', 'a\u0000b', 'a␀b'],
	['vertical tab and form feed', '\u000B\u000C', '␋␌'],
	['shift out and in', '\u000E\u000F', '␎␏'],
	['DEL', 'a\u007Fb', 'a␡b'],
	['all other C0', '\u0001\u0002\u0003\u0004\u0005\u0006\u0010\u0011\u0012\u0013', '␁␂␃␄␅␆␐␑␒␓'],
	['the last C0', '\u0014\u0015\u0016\u0017\u0019\u001C\u001D\u001E\u001F', '␔␕␖␗␙␜␝␞␟'],
	['RLO', 'a\u202Egpj.exe', 'a<U+202E>gpj.exe'],
	['LRE RLE PDF LRO', '\u202A\u202B\u202C\u202D', '<U+202A><U+202B><U+202C><U+202D>'],
	['isolates', '\u2066\u2067\u2068\u2069', '<U+2066><U+2067><U+2068><U+2069>'],
	['zero width space', 'pay\u200Bpal', 'pay<U+200B>pal'],
	['word joiner', 'a\u2060b', 'a<U+2060>b'],
	['invisible operators', '\u2061\u2062\u2063\u2064', '<U+2061><U+2062><U+2063><U+2064>'],
	['deprecated format characters', '\u206A\u206F', '<U+206A><U+206F>'],
	['byte order mark', '\uFEFFtext', '<U+FEFF>text'],
	['Mongolian vowel separator', 'a\u180Eb', 'a<U+180E>b'],
	['soft hyphen', 'a\u00ADb', 'a<U+00AD>b'],
	['annotation', '\uFFF9a\uFFFAb\uFFFB', '<U+FFF9>a<U+FFFA>b<U+FFFB>'],
	['invisible flood', '\u200B'.repeat(5000), '<U+200B>×5000'],
	['tag characters', `a${tags('hi')}`, 'a<U+E0068><U+E0069>'],
	['language tag', '\u{E0001}', '<U+E0001>'],
	['cancel tag alone', '\u{E007F}', '<U+E007F>'],
	['tags after another emoji', `\u{1F600}${tags('a')}`, '\u{1F600}<U+E0061>'],
	['tags after a flag has ended', `${england}${tags('a')}`, `${england}<U+E0061>`],
	[
		'more tags than a flag can have',
		`\u{1F3F4}${tags('abcdefghij')}`,
		`\u{1F3F4}${tags('abcdefg')}<U+E0068><U+E0069><U+E006A>`,
	],
	['a flag cancelled at once', '\u{1F3F4}\u{E007F}', '\u{1F3F4}<U+E007F>'],
	['tags after a flag and a letter', `\u{1F3F4}x${tags('a')}`, '\u{1F3F4}x<U+E0061>'],
	['zalgo', `${zalgo}\u0308\u0309\u030A`, zalgo],
	['zalgo through joiners', `${zalgo}\u200D\u0308\u200D\u0309`, `${zalgo}\u200D\u200D`],
	['zalgo without a base', '\u0300'.repeat(50), '\u0300'.repeat(8)],
	['two zalgo bases', `${zalgo}\u0308${zalgo}\u0308`, zalgo + zalgo],
	['variation selectors in a row', 'a\uFE0F\uFE0F\uFE0Eb', 'a\uFE0Fb'],
	['supplementary variation selectors', 'a\u{E0100}\u{E0101}\u{E01EF}b', 'a\u{E0100}b'],
	['selectors parted by joiners', 'a\uFE0F\u200D\uFE0F\u200C\uFE0Fb', 'a\uFE0F\u200D\u200Cb'],
	['enclosing marks', `a${'\u20DD'.repeat(20)}`, `a${'\u20DD'.repeat(8)}`],
	['line separator', 'a\u2028b', 'a\nb'],
	['paragraph separator', 'a\u2029b', 'a\nb'],
	['noncharacters', '\uFFFE\uFFFF\uFDD0\uFDEF', '\uFFFD\uFFFD\uFFFD\uFFFD'],
	['noncharacters of other planes', '\u{1FFFE}\u{10FFFF}', '\uFFFD\uFFFD'],
	['lone high surrogate', 'a\uD83Db', 'a\uFFFDb'],
	['lone low surrogate', 'a\uDE00b', 'a\uFFFDb'],
	['swapped surrogates', '\uDE00\uD83D', '\uFFFD\uFFFD'],
	['high surrogate at the end', 'a\uD83D', 'a\uFFFD'],
	['surrogate before a newline', '\uD83D\n', '\uFFFD\n'],
	['high surrogate before CR', '\uD83D\r\n', '\uFFFD\n'],
	['ESC flood', '\u001B'.repeat(20_000), '␛×20000'],
	['CSI flood', '\u001B['.repeat(3), '␛[␛[␛['],
	['semicolons', `\u001B[${';'.repeat(1000)}m`, `␛[${';'.repeat(1000)}m`],
];

const cleanTexts = [
	'',
	'plain',
	'tab\tand\nnewline\n\n',
	'naïve café — “quotes” … €5',
	'中文，日本語のテキスト、한국어',
	'مرحبا \u200Eabc\u200F عالم',
	'שלום',
	'क्षत्रिय हिन्दी',
	'ภาษาไทย น้ำ',
	'می\u200Cخواهم',
	'👩‍👩‍👧‍👦 👍🏽 ❤️‍🔥 🏳️‍🌈 1️⃣ 🇩🇪',
	england,
	'─│┌┐ ▀▄ ⠋',
	'e\u0301 a\u0308\u0302',
	'葛\u{E0100}',
	'␛[31m is how ESC is shown, <U+202E> too',
	'\uE0B0 private use',
];

function byUnit(text: string): string {
	const gate = createPrintable();
	let output = '';
	for (let index = 0; index < text.length; index++) {
		output += gate.push(text.charAt(index));
	}

	return output + gate.end();
}

const forbidden =
	/[^\P{Cc}\t\n]|[\u00ad\u180e\u200b\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\p{Cs}]/u;
const strayTag = /(?<!\u{1F3F4}[\u{E0030}-\u{E007F}]*)[\u{E0000}-\u{E007F}]/u;

const nastyUnit = fc.oneof(
	fc.constantFrom(
		'\r',
		'\n',
		'\r\n',
		'\t',
		'\u001B',
		'\u001B]8;;',
		'\u0007',
		'\u009B',
		'\u0000',
		'\u202E',
		'\u200B',
		'\u200D',
		'\uFE0F',
		'\u{E0100}',
		'\u0301',
		'\u20DD',
		'\uD83D',
		'\uDE00',
		'\u{1F3F4}',
		tags('g'),
		'\u{E007F}',
		'\uFFFE',
		'\u2028',
		'a',
		'é',
		'中',
		'👍',
	),
	fc.string({unit: 'binary', maxLength: 3}),
	fc
		.tuple(fc.constantFrom('\u0007', '\u001B', '\u200B', '\u0301', '\uFE0F', '\r'), fc.nat(12))
		.map(([character, count]) => character.repeat(count)),
);
const nastyText = fc.array(nastyUnit, {maxLength: 30}).map(parts => parts.join(''));

describe('printable', () => {
	it('has a table of at least a hundred hostile texts', () => {
		expect(hostile.length).toBeGreaterThanOrEqual(100);
	});

	it.each(hostile)('shows %s', (_name, text, shown) => {
		expect(printable(text)).toBe(shown);
		expect(printable(`A${text}B`)).toMatch(/^A.*B$/s);
	});

	it.each(hostile)('shows %s when it comes one UTF-16 unit at a time', (_name, text, shown) => {
		expect(byUnit(text)).toBe(shown);
	});

	it.each(cleanTexts)('leaves %j as it is', text => {
		expect(printable(text)).toBe(text);
		expect(byUnit(text)).toBe(text);
	});

	it('lets no code point of rules 2 and 3 out, whatever comes in', () => {
		fc.assert(
			fc.property(nastyText, text => {
				const output = printable(text);
				expect(output).not.toMatch(forbidden);
				expect(output).not.toMatch(strayTag);
				expect(output.isWellFormed()).toBe(true);
			}),
			{numRuns: 2000},
		);
	});

	it('gives the same for a text in pieces as for the whole', () => {
		fc.assert(
			fc.property(nastyText, fc.array(fc.nat(60), {maxLength: 8}), (text, cuts) => {
				const gate = createPrintable();
				const points = [0, ...cuts.map(cut => Math.min(cut, text.length)), text.length].sort((a, b) => a - b);
				let output = '';
				for (let index = 1; index < points.length; index++) {
					output += gate.push(text.slice(points[index - 1], points[index]));
				}

				expect(output + gate.end()).toBe(printable(text));
			}),
			{numRuns: 2000},
		);
	});

	it('changes nothing when it is applied twice', () => {
		fc.assert(
			fc.property(nastyText, text => {
				expect(printable(printable(text))).toBe(printable(text));
			}),
			{numRuns: 2000},
		);
	});

	it('keeps every character of a text of letters, digits and punctuation', () => {
		const letters = fc.string({unit: fc.constantFrom(...'aZ9 .,-é中あ한\u05D0\u0627👍\n\t')});
		fc.assert(
			fc.property(letters, text => {
				expect(printable(text)).toBe(text);
			}),
		);
	});

	it('styles what stands for a control, a run at once, and nothing else', () => {
		const mark = (shown: string): string => `{${shown}}`;
		expect(printable('a\u001B[1m\u0007\u0007b\rc\u202E', {mark})).toBe('a{␛}[1m{␇␇}b{␍}\nc{<U+202E>}');
		expect(printable('a\uD83D\u2028', {mark})).toBe('a\uFFFD\n');
	});
});

describe('createPrintable', () => {
	it('counts what rules 2 and 3 showed, across pieces and without line ends', () => {
		const gate = createPrintable();
		gate.push('\u001B[1m\r');
		gate.push('x\u202E\u0007\u0007');
		gate.end();
		expect(gate.shownCount).toBe(4);
	});

	it('gives out at once what cannot change any more', () => {
		const gate = createPrintable();
		expect(gate.push('abc')).toBe('abc');
		expect(gate.push('a\r')).toBe('a');
		expect(gate.push('\nb\uD83D')).toBe('\nb');
		expect(gate.push('\uDC4D')).toBe('👍');
		expect(gate.push('\u0007')).toBe('');
		expect(gate.push('')).toBe('');
		expect(gate.push('c')).toBe('␇c');
		expect(gate.end()).toBe('');
	});
});

describe('printableLine', () => {
	it('makes one line of newlines and tabs', () => {
		expect(printableLine('a\r\nb\tc\rd')).toBe('a b c␍ d');
	});

	it('cuts at the columns given, with an ellipsis', () => {
		expect(printableLine('abcdef', 6)).toBe('abcdef');
		expect(printableLine('abcdefg', 6)).toBe('abcde…');
		expect(printableLine('abcdefg', 1)).toBe('…');
		expect(printableLine('x'.repeat(500))).toHaveLength(200);
	});

	it('counts wide characters as two columns and cuts none in half', () => {
		expect(printableLine('中文字符', 8)).toBe('中文字符');
		expect(printableLine('中文字符', 7)).toBe('中文字…');
		expect(printableLine('中文字符', 6)).toBe('中文…');
		expect(printableLine('ab👩‍👩‍👧‍👦cd', 6)).toBe('ab…');
		expect(printableLine(`e\u0301`.repeat(5), 4)).toBe(`${`e\u0301`.repeat(3)}…`);
	});

	it('shows what would drive the terminal', () => {
		expect(printableLine('model\u001B]0;x\u0007')).toBe('model␛]0;x␇');
	});
});

describe('controlNote', () => {
	it('says how many there were', () => {
		expect(controlNote(3)).toBe(
			'Note: this answer contains 3 control characters; they are shown, not obeyed.',
		);
		expect(controlNote(1)).toBe('Note: this answer contains 1 control character; it is shown, not obeyed.');
	});
});

describe('printableJson', () => {
	it('escapes what a terminal would obey or hide', () => {
		expect(printableJson('{"a":"\u009B31m\u007F\u202E\u200B\uD83D"}')).toBe(
			'{"a":"\\u009b31m\\u007f\\u202e\\u200b\\ud83d"}',
		);
		expect(printableJson(`"${tags('a')}"`)).toBe('"\\udb40\\udc61"');
	});

	it('leaves JSON without such characters as it is', () => {
		const json = '{\n\t"text": "é 中 👍 \\u001b"\n}\n';
		expect(printableJson(json)).toBe(json);
	});

	it('writes line ends as newlines and escapes controls even where JSON has no place for them', () => {
		expect(printableJson('{\r\n}\r')).toBe('{\n}\n');
		expect(printableJson('\u001B[31m')).toBe('\\u001b[31m');
	});

	it('keeps the value of any JSON and lets nothing forbidden out', () => {
		const value = fc.jsonValue().chain(json => nastyText.map(text => ({[text]: json, text, list: [text]})));
		fc.assert(
			fc.property(value, data => {
				const json = JSON.stringify(data);
				const output = printableJson(json);
				expect(JSON.parse(output)).toEqual(JSON.parse(json));
				expect(output).not.toMatch(forbidden);
				expect(output).not.toMatch(/[\u{E0000}-\u{E007F}]/u);
			}),
			{numRuns: 500},
		);
	});
});
