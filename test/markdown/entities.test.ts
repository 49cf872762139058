import {describe, expect, it} from 'vitest';
import {decodeEntities} from '../../source/markdown/entities.ts';

describe('decodeEntities', () => {
	it.each([
		['none', 'none'],
		['&amp; &lt; &gt; &quot; &apos;', '& < > " \''],
		['&nbsp;&iexcl;&yuml;&szlig;', '\u00A0¡ÿß'],
		['&Alpha;&Omega;&alpha;&sigmaf;&omega;&Sigma;', 'ΑΩαςωΣ'],
		['&hellip;&mdash;&rarr;&infin;&hearts;', '…—→∞♥'],
		['&zwj;&lrm;&thinsp;', '\u200D\u200E\u2009'],
		['&vert;&ast;&lowbar;&bsol;', '|*_\\'],
		['&#65;&#x1F44D;&#X41;', 'A👍A'],
		['&#0;&#xD800;&#x110000;', '\uFFFD\uFFFD\uFFFD'],
		[
			'&bogus; &amp &; &#; &#x; &__proto__; &constructor;',
			'&bogus; &amp &; &#; &#x; &__proto__; &constructor;',
		],
		['&amp;lt;', '&lt;'],
	])('decodes %j', (text, decoded) => {
		expect(decodeEntities(text)).toBe(decoded);
	});
});
