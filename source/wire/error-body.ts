import {isObject, parseJson} from '../core/json.ts';

/** What an error body says, in whichever of its many shapes it came. */
export type ErrorBody = {
	/** One line of text, as the service wrote it. */
	readonly message?: string | undefined;
	/** `error.code`, `error.type` or `error_type`, whichever is there; as text. A word is preferred to a number. */
	readonly code?: string | undefined;
	/** A status given inside the body. */
	readonly status?: number | undefined;
	/** The request field the error names. */
	readonly param?: string | undefined;
	/** `innererror.code`. */
	readonly innerCode?: string | undefined;
	/** Content-filter categories that were hit, e.g. `violence`. */
	readonly filtered?: readonly string[] | undefined;
};

type Fields = {readonly [key: string]: unknown};

const longestMessage = 300;

/** An error may wrap another one: `{"error":{"message":"{\"error\":{…}}"}}`. Deeper than this nobody means it. */
const deepestNesting = 6;

/**
 * Reads the body of a failed response: JSON in any shape that {@link errorBodyFrom} knows, plain text (its first line),
 * an HTML page (its title at most). An empty body gives an empty object. Never throws.
 */
export function parseErrorBody(text: string): ErrorBody {
	const trimmed = text.trim();
	if (trimmed.startsWith('<')) {
		// Bounded repetitions: the page may be hostile.
		const title = /<title[^>]{0,200}>([^<]{1,500})<\/title/i.exec(trimmed)?.[1];
		return {message: oneLine(title)};
	}

	const json = parseJson(trimmed);
	return json ? errorBodyFrom(json.value) : {message: oneLine(trimmed.split(/[\r\n]/, 1)[0])};
}

/**
 * Reads an error from a JSON value: the shapes of Azure OpenAI and Foundry, Azure ML's `/score` and inference servers,
 * the Model Inference API, ARM, OpenAI, vLLM (old and new), llama.cpp, Ollama, TGI and FastAPI. An error that wraps
 * another is read through: the innermost one says most. Never throws.
 */
export function errorBodyFrom(value: unknown): ErrorBody {
	return readError(value, deepestNesting);
}

/** Whether the `error` member of an answer says that something failed: `null`, `""`, `false` and `{}` do not. */
export function isErrorValue(value: unknown): boolean {
	return isObject(value) ? Object.keys(value).length > 0 : Boolean(value);
}

function readError(value: unknown, depth: number): ErrorBody {
	if (depth === 0) {
		return {};
	}

	if (typeof value === 'string') {
		const json = /^\s*[[{"]/.test(value) ? parseJson(value) : undefined;
		return json ? readError(json.value, depth - 1) : {message: oneLine(value)};
	}

	if (Array.isArray(value)) {
		return readError(value[0], depth - 1);
	}

	return isObject(value) ? readFields(value, depth) : {};
}

function readFields(fields: Fields, depth: number): ErrorBody {
	const inside = (value: unknown) => readError(value, depth - 1);
	const issue = firstIssue(fields.details) ?? firstIssue(fields.detail);

	// A string `error` is the message itself (TGI, Ollama), or a word beside a message (Model Inference API).
	const isErrorText = typeof fields.error === 'string';
	const said = inside(fields.message ?? fields.error_description);
	const error = inside(fields.error);

	return firstOfEach([
		isErrorText ? {} : error,
		inside(fields.body),
		said,
		{
			code:
				readCode(fields) ?? (isErrorText && said.message !== undefined ? asWord(fields.error) : undefined),
			status: readStatus(fields),
			param: readName(fields.param) ?? readLocation(issue?.loc),
			...readFilter(fields),
		},
		isErrorText ? error : {},
		{message: oneLine(typeof fields.detail === 'string' ? fields.detail : issue?.msg)},
	]);
}

/** Each field from the first body that has it. */
function firstOfEach(bodies: readonly ErrorBody[]): ErrorBody {
	const first = <Key extends keyof ErrorBody>(key: Key): ErrorBody[Key] =>
		bodies.find(body => body[key] !== undefined)?.[key];

	return {
		message: first('message'),
		code: preferWord(bodies.map(({code}) => code)),
		status: first('status'),
		param: first('param'),
		innerCode: first('innerCode'),
		filtered: first('filtered'),
	};
}

function readCode({code, type, error_type: errorType}: Fields): string | undefined {
	return preferWord([code, type, errorType].map(readName));
}

/** The first code that is a word, else the first: `BadRequestError` says more than `400`. */
function preferWord(codes: readonly (string | undefined)[]): string | undefined {
	return (
		codes.find(code => code !== undefined && !/^\d+$/.test(code)) ?? codes.find(code => code !== undefined)
	);
}

function readStatus(fields: Fields): number | undefined {
	return [fields.status, fields.status_code, fields.http_status_code, fields.code]
		.map(value => (typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value))
		.find((value): value is number => typeof value === 'number' && value >= 100 && value <= 599);
}

/** The first entry of a validation report: `{"loc":["body","messages"],"msg":"…"}`, alone or in a list. */
function firstIssue(detail: unknown): Fields | undefined {
	const issue = Array.isArray(detail) ? detail[0] : detail;
	return isObject(issue) ? issue : undefined;
}

/** `["body","messages",0,"content"]` → `messages.0.content`. */
function readLocation(location: unknown): string | undefined {
	if (!Array.isArray(location)) {
		return readName(location);
	}

	const path = location.slice(0, 20).filter(part => typeof part === 'string' || typeof part === 'number');
	return oneLine(path.slice(path[0] === 'body' ? 1 : 0).join('.'));
}

/** Azure's content filter: `innererror.content_filter_result`, a category each with `filtered: true` where it was hit. */
function readFilter(fields: Fields): Pick<ErrorBody, 'innerCode' | 'filtered'> {
	const inner = isObject(fields.innererror) ? fields.innererror : {};
	const result = [
		inner.content_filter_result,
		inner.content_filter_results,
		fields.content_filter_result,
		fields.content_filter_results,
	].find(isObject);
	const filtered = Object.entries(result ?? {}).flatMap(([category, verdict]) =>
		isObject(verdict) && verdict.filtered === true ? [category] : [],
	);
	return {
		innerCode: readName(inner.code),
		filtered: filtered.length > 0 ? filtered.slice(0, 20) : undefined,
	};
}

function readName(value: unknown): string | undefined {
	return typeof value === 'number' ? String(value) : oneLine(value);
}

function asWord(value: unknown): string | undefined {
	return typeof value === 'string' && /^[\w.-]{1,100}$/.test(value) ? value : undefined;
}

/** Text on one line and of a bounded length; nothing when it holds nothing to read. */
function oneLine(value: unknown): string | undefined {
	if (typeof value !== 'string') {
		return undefined;
	}

	const line = value
		.slice(0, longestMessage * 4)
		.replaceAll(/\s+/g, ' ')
		.trim();
	const isCut = line.length > longestMessage;
	const text = isCut ? `${line.slice(0, longestMessage - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : line;
	return text === '' ? undefined : text.toWellFormed();
}
