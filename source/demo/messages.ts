import {isObject, type Json} from '../core/json.ts';
import type {DemoMessage} from './model.ts';
import type {Location, Refuse} from './validation.ts';

/**
 * Reads a list of chat messages. Roles are taken as they come; content is a string, null, or a list of parts.
 *
 * @throws RefusedRequest when something in it is no message.
 */
export function readMessages(value: Json | undefined, refuse: Refuse, at: Location): readonly DemoMessage[] {
	if (value === undefined) {
		throw refuse(at, 'Field required');
	}

	if (!Array.isArray(value) || value.length === 0) {
		throw refuse(at, 'Input should be a list with at least one message', value);
	}

	return value.map((message: Json, index) => readMessage(message, refuse, [...at, index]));
}

function readMessage(message: Json, refuse: Refuse, at: Location): DemoMessage {
	if (!isObject(message)) {
		throw refuse(at, 'Input should be a message with role and content', message);
	}

	const {role, content} = message as {readonly role?: Json; readonly content?: Json};
	if (typeof role !== 'string' || role === '') {
		throw refuse([...at, 'role'], 'Input should be a valid string', role);
	}

	if (content === undefined || content === null || typeof content === 'string') {
		return {role, text: content ?? '', images: 0};
	}

	if (!Array.isArray(content)) {
		throw refuse([...at, 'content'], 'Input should be a string or a list of parts', content);
	}

	const parts = content.map((part: Json, index) => readPart(part, refuse, [...at, 'content', index]));
	const texts = parts.flatMap(part => (part.type === 'text' ? [part.text] : []));
	return {role, text: texts.join('\n'), images: parts.length - texts.length};
}

type Part = {readonly type: 'text'; readonly text: string} | {readonly type: 'image'};

function readPart(part: Json, refuse: Refuse, at: Location): Part {
	const {type, text} = isObject(part) ? part : {};
	if (type === 'text' && typeof text === 'string') {
		return {type: 'text', text};
	}

	if (type === 'image_url') {
		return {type: 'image'};
	}

	throw refuse(at, 'Input should be a text part or an image_url part', part);
}
