/** Replaces every known secret in a text, also where it was URL-encoded or base64-encoded. */
export type Redactor = {
	/** Registers a secret from the moment it is loaded. */
	add(secret: string): void;
	redact(text: string): string;
};

export const redacted = '[secret]';

/** Shorter values would tear ordinary words out of messages; no service issues keys that short. */
const shortestSecret = 6;

export function createRedactor(): Redactor {
	const forms = new Set<string>();
	let ordered: readonly string[] = [];
	return {
		add(secret) {
			if (secret.length < shortestSecret) {
				return;
			}

			for (const form of [secret, ...urlForms(secret), ...base64Forms(secret)]) {
				forms.add(form);
			}

			// Longest first: a form may be part of another one.
			ordered = [...forms].sort((a, b) => b.length - a.length);
		},
		redact(text) {
			let result = text;
			for (const form of ordered) {
				result = result.replaceAll(form, redacted);
			}

			return result;
		},
	};
}

/** Percent-encoded as JavaScript and as Python do it, which leaves slashes; the hexadecimal digits in either case. */
function urlForms(text: string): readonly string[] {
	const encoded = encodeURIComponent(text.toWellFormed());
	return [encoded, encoded.replaceAll('%2F', '/')].flatMap(form => [
		form,
		form.replaceAll(/%../g, digits => digits.toLowerCase()),
	]);
}

/**
 * Base64 and its form for URLs, wherever in a longer text the secret stands (`user:secret` of Basic sign-in): without
 * the characters at either end that depend on its neighbours.
 */
function base64Forms(text: string): readonly string[] {
	const bytes = new TextEncoder().encode(text);
	return [0, 1, 2].flatMap(offset => {
		const encoded = btoa(String.fromCharCode(...new Uint8Array(offset), ...bytes));
		const form = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
		return [form, form.replaceAll('+', '-').replaceAll('/', '_')];
	});
}

/** Headers that may be shown as they are; the value of every other one is masked. */
const shownHeaders: ReadonlySet<string> = new Set([
	'accept',
	'accept-encoding',
	'apim-request-id',
	'azureml-model-deployment',
	'azureml-model-session',
	'cache-control',
	'connection',
	'content-encoding',
	'content-length',
	'content-type',
	'date',
	'extra-parameters',
	'ms-azureml-model-error-reason',
	'ms-azureml-model-error-statuscode',
	'retry-after',
	'retry-after-ms',
	'server',
	'transfer-encoding',
	'user-agent',
	'x-content-type-options',
	'x-envoy-upstream-service-time',
	'x-ms-client-request-id',
	'x-ms-deployment-name',
	'x-ms-error-code',
	'x-ms-region',
	'x-ms-request-id',
	'x-ms-server-version',
	'x-ratelimit-limit-requests',
	'x-ratelimit-limit-tokens',
	'x-ratelimit-remaining-requests',
	'x-ratelimit-remaining-tokens',
	'x-request-id',
]);

/** Header values as they may be shown: an allow-list by name, the rest masked. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [
			name,
			shownHeaders.has(name.toLowerCase()) ? value : redacted,
		]),
	);
}
