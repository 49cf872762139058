import type {AskCommand} from '../commands/ask.ts';
import type {ChatCommand} from '../commands/chat.tsx';
import type {InvokeCommand} from '../commands/invoke.ts';
import type {ProfilesCommand} from '../commands/profiles-command.ts';

/** What the command line asks for. */
export type Command =
	| {readonly type: 'help'; readonly topic: string}
	| {readonly type: 'version'}
	| {readonly type: 'chat'; readonly command: ChatCommand}
	| {readonly type: 'ask'; readonly command: AskCommand}
	| {readonly type: 'invoke'; readonly command: InvokeCommand}
	| {readonly type: 'demo'; readonly port: number | undefined}
	| {readonly type: 'profiles'; readonly command: ProfilesCommand}
	/** `profiles add` or `profiles edit` without any field: a form, where there is a terminal. */
	| {readonly type: 'profile-form'; readonly action: 'add' | 'edit'; readonly name: string | undefined};
