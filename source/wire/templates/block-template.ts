/**
 * A prompt template as data: how each message is written, in the order of the conversation, and what comes last.
 * `{content}` stands for the message's text; a user's own template has the same main fields.
 */
export type BlockTemplate = {
	/** How a system message is written; left out, its text goes into a user message (see `foldedSystem`). */
	readonly system?: string;
	readonly user: string;
	readonly assistant: string;
	/** What comes last, where the model is to go on. */
	readonly start: string;
	/** Strings at which generation ends. */
	readonly stop: readonly string[];
	/** How the system text stands in front of a user message's; `{content}` and an empty line when left out. */
	readonly foldedSystem?: string;
	/** Which user message takes the system text; the first when left out. */
	readonly foldsInto?: 'last';
	/** The system text of a conversation that has none. */
	readonly defaultSystem?: string;
	/** Whether white space around a message's text is dropped. */
	readonly stripsText?: boolean;
	/** Whether user and assistant must take turns, the user first. */
	readonly alternates?: boolean;
	/** Matches, with the flag `g`, what must not stand in a message's text: it could forge a turn. */
	readonly tokens: RegExp;
};

const placeholder = /\{content\}/gi;

/** Writes a text where a block says `{content}` (or, as Foundry Local spells it, `{Content}`). */
export function fillBlock(block: string, text: string): string {
	return block.replace(placeholder, () => text);
}

/** What stands in front of the text in a block. */
export function blockOpening(block: string): string {
	return blockPieces(block)[0] ?? '';
}

/** The fixed pieces of a block, around its placeholders. */
export function blockPieces(block: string): readonly string[] {
	return block.split(placeholder);
}
