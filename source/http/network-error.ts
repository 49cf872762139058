import {ChatError, type ChatErrorDetails} from '../core/errors.ts';
import type {DispatcherOptions} from './dispatcher.ts';
import {defaultTimeouts} from './limits.ts';

/**
 * Turns what undici, the socket or the TLS layer threw into words. Matches codes only, never message texts.
 *
 * `phase` says whether the response head was still awaited or its body was being read.
 */
export function networkError(
	thrown: unknown,
	url: URL,
	options: DispatcherOptions,
	phase: 'head' | 'body' = 'head',
): ChatError {
	const codes = codesOf(thrown);
	const details = (hint: string, more: Partial<ChatErrorDetails> = {}): ChatErrorDetails => ({
		hint,
		cause: thrown,
		...more,
	});
	const host = url.host;

	for (const code of codes) {
		if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT') || code.startsWith('ERR_BROTLI')) {
			return new ChatError(
				'protocol',
				`${host} labelled the answer as compressed, but it is not.`,
				details('Check any gateway or proxy in between.'),
			);
		}

		if (certificateCodes.has(code)) {
			return certificateError(code, url, details);
		}

		if (phase === 'body' && brokenCodes.has(code)) {
			return new ChatError(
				'network',
				'The connection broke before the answer was complete.',
				details('Send it again.', {retryable: true, code}),
			);
		}

		switch (code) {
			case 'ENOTFOUND':
			case 'EAI_AGAIN':
				return new ChatError(
					'network',
					`Cannot find the host ${url.hostname}.`,
					details('Check the URL, and whether this computer is online.', {retryable: true, code}),
				);
			case 'UND_ERR_INVALID_ARG':
				if (options.proxies === undefined || url.protocol === 'https:') {
					return new ChatError(
						'config',
						'The key or a header of the profile holds characters that HTTP does not allow.',
						details(
							'Save the key again, without line breaks or typographic characters: amlchat profiles edit NAME --token-stdin',
							{code},
						),
					);
				}

				// Without a tunnel, undici reports a proxy's 407 in this way.
				return proxyRefusal(host, details);
			case 'UND_ERR_PRX_TLS':
			case 'UND_ERR_ABORTED':
				return proxyRefusal(host, details);
			case 'ECONNREFUSED':
			case 'EHOSTUNREACH':
			case 'ENETUNREACH': {
				const proxied =
					options.proxies !== undefined &&
					addressOf(thrown) !== undefined &&
					addressOf(thrown) !== portOf(url);
				return proxied
					? new ChatError(
							'network',
							'The proxy refused the connection.',
							details('Check HTTPS_PROXY and NO_PROXY.', {retryable: true, code}),
						)
					: new ChatError(
							'network',
							`${host} refused the connection.`,
							details('Check that the server is running and that the port is right.', {
								retryable: true,
								code,
							}),
						);
			}

			case 'UND_ERR_CONNECT_TIMEOUT':
			case 'ETIMEDOUT':
				return new ChatError(
					'timeout',
					`${host} did not answer within ${defaultTimeouts.connectMs / 1000} s.`,
					details('Check the URL, the network, and whether a proxy is needed (HTTPS_PROXY).', {
						retryable: true,
						code,
					}),
				);
			case 'ERR_SSL_WRONG_VERSION_NUMBER':
			case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
			case 'EPROTO':
				return new ChatError(
					'network',
					`${host} does not speak TLS.`,
					details('Check the port, or use http:// for a server on this computer.', {code}),
				);
			case 'UND_ERR_SOCKET':
			case 'ECONNRESET':
			case 'EPIPE':
				return new ChatError(
					'network',
					`${host} closed the connection before answering.`,
					details(
						options.clientCert === undefined && url.protocol === 'https:'
							? 'Send it again. If it stays so, the server may want a client certificate (clientCert in the profile).'
							: 'Send it again.',
						{retryable: true, code: 'closed-early'},
					),
				);
			case 'UND_ERR_HEADERS_OVERFLOW':
			case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
				return new ChatError(
					'protocol',
					`${host} sent something that is not a valid HTTP answer.`,
					details('Check the URL: is that the right port?', {code}),
				);
			default:
				if (code.startsWith('HPE_')) {
					return new ChatError(
						'protocol',
						`${host} sent something that is not a valid HTTP answer.`,
						details('Check the URL: is that the right port?', {code}),
					);
				}
		}
	}

	return new ChatError(
		'network',
		`The connection to ${host} failed${codes[0] === undefined ? '' : ` (${codes[0]})`}.`,
		details('Check the URL and the network.', {retryable: phase === 'head'}),
	);
}

function proxyRefusal(
	host: string,
	details: (hint: string, more?: Partial<ChatErrorDetails>) => ChatErrorDetails,
): ChatError {
	return new ChatError(
		'network',
		`The proxy refused to connect to ${host}.`,
		details('Check HTTPS_PROXY: it may need a user name and a password (http://user:password@proxy:8080).'),
	);
}

/** What ends a connection that stood. */
const brokenCodes: ReadonlySet<string> = new Set([
	'UND_ERR_SOCKET',
	'ECONNRESET',
	'EPIPE',
	'ETIMEDOUT',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

const certificateCodes: ReadonlySet<string> = new Set([
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
]);

function certificateError(
	code: string,
	url: URL,
	details: (hint: string, more?: Partial<ChatErrorDetails>) => ChatErrorDetails,
): ChatError {
	const {host} = url;
	switch (code) {
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
			return new ChatError(
				'network',
				`The certificate of ${host} is for another name.`,
				details('Check the host name in the URL.', {code}),
			);
		case 'CERT_HAS_EXPIRED':
			return new ChatError(
				'network',
				`The certificate of ${host} has expired.`,
				details('Ask whoever runs the server, and check this computer’s clock.', {code}),
			);
		case 'CERT_NOT_YET_VALID':
			return new ChatError(
				'network',
				`The certificate of ${host} is not valid yet.`,
				details('Check this computer’s clock.', {code}),
			);
		default:
			return new ChatError(
				'network',
				`The certificate of ${host} is not signed by a CA this computer trusts.`,
				details(
					'Set NODE_EXTRA_CA_CERTS=/path/to/ca.pem, or caFile in the profile. Behind a company proxy, ask for its CA file.',
					{code},
				),
			);
	}
}

/** The codes in a chain of causes and of aggregated errors, outermost first. */
function codesOf(thrown: unknown): readonly string[] {
	const codes: string[] = [];
	const seen = new Set<unknown>();
	const visit = (value: unknown): void => {
		if (typeof value !== 'object' || value === null || seen.has(value)) {
			return;
		}

		seen.add(value);
		const {name, code, cause, errors} = value as {
			name?: unknown;
			code?: unknown;
			cause?: unknown;
			errors?: unknown;
		};
		if (typeof code === 'string') {
			codes.push(code);
		} else if (name === 'HTTPParserError') {
			// undici leaves the code out for most of what its parser refuses.
			codes.push('HPE_UNKNOWN');
		}

		visit(cause);
		if (Array.isArray(errors)) {
			errors.forEach(visit);
		}
	};

	visit(thrown);
	return codes;
}

/** The port that was tried, as Node notes it on connection errors. */
function addressOf(thrown: unknown): number | undefined {
	const port = (thrown as {port?: unknown} | undefined)?.port;
	return typeof port === 'number' ? port : undefined;
}

function portOf(url: URL): number {
	return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}
