const linkProtocols = new Set(['http:', 'https:', 'mailto:']);
const maximumHrefLength = 2000;

/**
 * The address of a link that a terminal may open: http, https or mailto, normalised, at most 2000 characters of
 * printable ASCII. Undefined for any other: it is shown as text.
 */
export function safeHref(address: string): string | undefined {
	const url = URL.parse(address);
	if (url === null || !linkProtocols.has(url.protocol) || url.href.length > maximumHrefLength) {
		return undefined;
	}

	return /^[!-~]+$/.test(url.href) ? url.href : undefined;
}

/** Whether a text shows the very address that its link leads to, so that nobody is led elsewhere. */
export function showsHref(text: string, href: string): boolean {
	return text === href || `${text}/` === href || text === decodedHref(href);
}

function decodedHref(href: string): string | undefined {
	try {
		return decodeURI(href);
	} catch {
		return undefined;
	}
}

/** What is shown of an address: all of it, but for inlined data, which nobody reads. */
export function describeAddress(address: string): string {
	return /^data:/i.test(address) && address.length > 60 ? `${address.slice(0, 40)}…` : address;
}
