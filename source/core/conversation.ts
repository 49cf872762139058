/** Who says a message. */
export type Role = 'system' | 'user' | 'assistant';

/** A piece of a message's content, in the shape that OpenAI and Azure ML's multimodal endpoints share. */
export type ContentPart =
	| {readonly type: 'text'; readonly text: string}
	| {readonly type: 'image_url'; readonly image_url: {readonly url: string}};

/** One entry of a conversation. */
export type Message = {readonly role: Role; readonly content: string | readonly ContentPart[]};

/** The text of a message, its parts joined by a line break; images have none. */
export function messageText(message: Message): string {
	if (typeof message.content === 'string') {
		return message.content;
	}

	return message.content.flatMap(part => (part.type === 'text' ? [part.text] : [])).join('\n');
}
