import type {ChatStore} from '../../chat/chat-store.ts';

/** What a slash command may do. */
export type SlashContext = {
	readonly store: ChatStore;
	/** Prints lines of our own into the transcript. */
	note(text: string, details?: readonly string[]): void;
	/** Opens the profile picker, or switches to the profile at once. */
	chooseProfile(name?: string): void;
	/** Asks the last prompt again. */
	retry(): void;
	quit(): void;
	/** Every command, for the help. */
	readonly commands: readonly SlashCommand[];
};

/** A command typed as `/name argument`. */
export type SlashCommand = {
	readonly name: string;
	/** What its argument is called in the help; left out where it takes none. */
	readonly argument?: string;
	/** One line for the menu and the help. */
	readonly description: string;
	/** Whether it may be used while an answer is being written. */
	readonly worksWhileBusy?: boolean;
	run(argument: string, context: SlashContext): void;
};
