/** The names of U+00A0 to U+00FF, in order (HTML 4, 24.2). */
const latinNames =
	'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
	'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
	'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
	'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
	'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
	'thorn yuml';

const upperGreek =
	'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi ' +
	'Chi Psi Omega';

const lowerGreek =
	'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon ' +
	'phi chi psi omega';

/** The other names of HTML 4, and of HTML 5 those for the punctuation that Markdown itself uses. */
const others =
	'quot" amp& lt< gt> apos\' excl! num# dollar$ percnt% lpar( rpar) ast* plus+ comma, period. sol/ colon: semi; equals= ' +
	'quest? commat@ lbrack[ lsqb[ bsol\\ rbrack] rsqb] Hat^ lowbar_ grave` lbrace{ lcub{ vert| verbar| rbrace} rcub} ' +
	'OEligŒ oeligœ ScaronŠ scaronš YumlŸ fnofƒ circˆ tilde˜ thetasymϑ upsihϒ pivϖ ndash– mdash— hyphen‐ lsquo‘ rsquo’ ' +
	'sbquo‚ ldquo“ rdquo” bdquo„ dagger† Dagger‡ bull• hellip… permil‰ prime′ Prime″ lsaquo‹ rsaquo› oline‾ frasl⁄ euro€ ' +
	'imageℑ weierp℘ realℜ trade™ alefsymℵ larr← uarr↑ rarr→ darr↓ harr↔ crarr↵ lArr⇐ uArr⇑ rArr⇒ dArr⇓ hArr⇔ forall∀ part∂ ' +
	'exist∃ empty∅ nabla∇ isin∈ notin∉ ni∋ prod∏ sum∑ minus− lowast∗ radic√ prop∝ infin∞ ang∠ and∧ or∨ cap∩ cup∪ int∫ ' +
	'there4∴ sim∼ cong≅ asymp≈ ne≠ equiv≡ le≤ ge≥ sub⊂ sup⊃ nsub⊄ sube⊆ supe⊇ oplus⊕ otimes⊗ perp⊥ sdot⋅ lceil⌈ rceil⌉ ' +
	'lfloor⌊ rfloor⌋ lang⟨ rang⟩ loz◊ spades♠ clubs♣ hearts♥ diams♦ check✓ cross✗';

const invisible = {
	ensp: 0x2002,
	emsp: 0x2003,
	thinsp: 0x2009,
	zwnj: 0x200c,
	zwj: 0x200d,
	lrm: 0x200e,
	rlm: 0x200f,
};

let table: ReadonlyMap<string, string> | undefined;

function createTable(): ReadonlyMap<string, string> {
	const names = new Map<string, string>();
	for (const [list, first] of [
		[latinNames, 0xa0],
		[upperGreek, 0x391],
		[lowerGreek, 0x3b1],
	] as const) {
		for (const [index, name] of list.split(' ').entries()) {
			names.set(name, String.fromCodePoint(first + index));
		}
	}

	for (const entry of others.split(' ')) {
		names.set(entry.slice(0, -1), entry.slice(-1));
	}

	for (const [name, codePoint] of Object.entries(invisible)) {
		names.set(name, String.fromCodePoint(codePoint));
	}

	return names;
}

const reference = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]{1,9}));/g;

/**
 * Decodes character references: all numeric ones, and the names of HTML 4 with a few more; another name stays as it
 * is written. What comes out may be a control character and has to go through the gate.
 */
export function decodeEntities(text: string): string {
	if (!text.includes('&')) {
		return text;
	}

	return text.replace(reference, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
		if (name !== undefined) {
			table ??= createTable();
			return table.get(name) ?? whole;
		}

		const codePoint = decimal === undefined ? Number.parseInt(hexadecimal as string, 16) : Number(decimal);
		const isScalar = codePoint > 0 && codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
		return isScalar ? String.fromCodePoint(codePoint) : '\uFFFD';
	});
}
