import {ChatError, errorDetails} from '../core/errors.ts';
import type {Redactor} from '../core/redact.ts';

/** Servers echo headers and bodies back in their errors: no known secret leaves in one. */
export function redactError(error: ChatError, redactor: Redactor): ChatError {
	const details = errorDetails(error);
	const redact = (text: string | undefined) => (text === undefined ? undefined : redactor.redact(text));
	return new ChatError(error.kind, redactor.redact(error.message), {
		...details,
		hint: redactor.redact(details.hint),
		why: redact(details.why),
		body: redact(details.body),
		code: redact(details.code),
	});
}
