import {isObject} from '../../core/json.ts';
import type {CustomTemplate} from '../../core/prompt-template.ts';
import {type BlockTemplate, blockOpening, blockPieces} from './block-template.ts';
import {specialTokens} from './neutralise.ts';

const keys = ['system', 'user', 'assistant', 'start', 'stop', 'prompt'] as const;

/**
 * Reads a template from parsed JSON; a string says what is wrong with it. Placeholders are `{content}` or `{Content}`.
 *
 * Foundry Local's `promptTemplate` is understood, too. It has no `start` but a `prompt`: a user message with what makes
 * the model go on. What `prompt` has beyond `user` is the start; the line breaks it begins with part the messages.
 */
export function parseCustomTemplate(value: unknown): CustomTemplate | string {
	if (!isObject(value)) {
		return 'A prompt template is a JSON object.';
	}

	const unknownKey = Object.keys(value).find(key => !keys.some(known => known === key));
	if (unknownKey !== undefined) {
		return `A prompt template has no "${unknownKey.slice(0, 40)}"; its keys are ${keys.join(', ')}.`;
	}

	const {system, user, assistant, start, stop, prompt} = value;
	if (!isBlock(user) || !isBlock(assistant)) {
		return 'A prompt template needs "user" and "assistant", each a string with {content} in it.';
	}

	if (system !== undefined && !isBlock(system)) {
		return 'The "system" of a prompt template is a string with {content} in it.';
	}

	if (start !== undefined && typeof start !== 'string') {
		return 'The "start" of a prompt template is a string.';
	}

	if (stop !== undefined && !isStringList(stop)) {
		return 'The "stop" of a prompt template is a list of strings.';
	}

	const template = {
		...(system === undefined ? {} : {system}),
		user,
		assistant,
		...(stop === undefined ? {} : {stop}),
	};
	if (start !== undefined || prompt === undefined) {
		return start === undefined ? template : {...template, start};
	}

	if (typeof prompt !== 'string' || !prompt.startsWith(user)) {
		return 'The "prompt" of a prompt template begins with the same text as its "user".';
	}

	return fromFoundryLocal(template, prompt.slice(user.length));
}

/**
 * The user's own template, completed: without `start`, the model goes on where an answer's text begins; without `stop`,
 * what ends an answer is the stop string, since the model was trained to end with it.
 */
export function completeTemplate(custom: CustomTemplate): BlockTemplate {
	const ending = blockPieces(custom.assistant).at(-1)?.trim() ?? '';
	return {
		...custom,
		// A prompt that ends in a space cuts a word's token in two.
		start: custom.start ?? blockOpening(custom.assistant).replace(/ +$/, ''),
		stop: custom.stop ?? (ending === '' ? [] : [ending]),
		tokens: tokensOf(custom),
	};
}

function fromFoundryLocal(template: CustomTemplate, rest: string): CustomTemplate {
	const start = rest.trimStart();
	const separator = rest.slice(0, rest.length - start.length);
	return {
		...template,
		...(template.system === undefined ? {} : {system: template.system + separator}),
		user: template.user + separator,
		assistant: template.assistant + separator,
		start,
	};
}

/** What forges a turn in a template of the user's own: its fixed pieces, its stop strings, every common special token. */
function tokensOf({system = '', user, assistant, start = '', stop = []}: CustomTemplate): RegExp {
	const pieces = [...[system, user, assistant].flatMap(blockPieces), start, ...stop]
		.flatMap(piece => piece.split('\n'))
		.map(piece => piece.trim())
		.filter(piece => piece.length > 1)
		// A label such as `Q:` is one only at the start of a line.
		.map(piece => (/^[\p{L}\p{N} ]+:$/u.test(piece) ? `^${escapePattern(piece)}` : escapePattern(piece)))
		// The longest first, or `###` would hide `### Answer:`.
		.sort((one, other) => other.length - one.length);
	return new RegExp([...new Set(pieces), specialTokens.source].join('|'), 'gm');
}

function escapePattern(text: string): string {
	return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function isBlock(value: unknown): value is string {
	return typeof value === 'string' && blockPieces(value).length > 1;
}

function isStringList(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every(item => typeof item === 'string' && item !== '');
}
