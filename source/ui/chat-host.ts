import type {ChatStore} from '../chat/chat-store.ts';
import type {EndpointSession} from '../chat/endpoint-session.ts';
import type {ProfileDraft} from './profile-draft.ts';
import type {ScreenTheme} from './screen-theme.ts';

/** An endpoint that the picker offers. */
export type EndpointEntry = {
	/** What `open` takes; unique. */
	readonly id: string;
	/** Host and wire format, or what a demo model does. */
	readonly detail: string;
	/** False for the demo's. */
	readonly isSaved: boolean;
	readonly isDefault: boolean;
};

/** What the screens need of the world outside the terminal; made by the command that starts them. */
export type ChatHost = {
	readonly version: string;
	readonly theme: ScreenTheme;
	/** Earlier prompts, oldest first. */
	readonly promptHistory: readonly string[];
	rememberPrompt(text: string): void;
	/** Saved profiles first, then the demo's. */
	endpoints(): readonly EndpointEntry[];
	/** @throws {ChatError} `config` when the profile cannot be used. */
	open(id: string): Promise<EndpointSession>;
	createStore(session: EndpointSession): ChatStore;
	/** Where a request of this draft would go, in words; undefined while that cannot be told. */
	describeDraft(draft: ProfileDraft, replacing?: string): string | undefined;
	/**
	 * Saves a profile and its key, in the place of the one called `replacing` where that is given. Resolves to the
	 * notices about it. @throws {ChatError}
	 */
	saveDraft(draft: ProfileDraft, replacing?: string): Promise<readonly string[]>;
	/** A saved profile as the form shows it. @throws {ChatError} */
	draftOf(name: string): ProfileDraft;
	/** Copies a saved profile and its key; resolves to the copy's name. @throws {ChatError} */
	copyProfile(name: string): Promise<string>;
	/** Removes a saved profile and its key. @throws {ChatError} */
	removeProfile(name: string): Promise<void>;
	/** Lets the user edit a text in $EDITOR; the terminal is free meanwhile. @throws {ChatError} `config` */
	editText(text: string): Promise<string>;
	/** Stops this process until the shell's `fg`; undefined where there is no job control. */
	readonly suspend: (() => Promise<void>) | undefined;
};
