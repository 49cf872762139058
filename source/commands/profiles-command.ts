import type {Api} from '../core/api.ts';
import type {JsonObject} from '../core/json.ts';
import type {Auth} from '../profiles/profile.ts';

/** The fields of a profile as flags give them; what was not given is undefined. */
export type ProfileFlags = {
	readonly url?: string | undefined;
	readonly api?: Api | undefined;
	readonly auth?: Auth['type'] | undefined;
	/** The NAME of the variable that holds the key. */
	readonly tokenEnv?: string | undefined;
	/** The key comes from standard input and is saved. */
	readonly tokenStdin?: boolean | undefined;
	/** A command line that prints the key; it is split into words and run without a shell. */
	readonly tokenCommand?: string | undefined;
	readonly model?: string | undefined;
	readonly deployment?: string | undefined;
	readonly apiVersion?: string | undefined;
	/** A template's name, or `@FILE`. */
	readonly template?: string | undefined;
	/** The system message, or `@FILE`. */
	readonly system?: string | undefined;
	/** `--set` and its shorthands; they are added to the ones that are there. */
	readonly parameters?: JsonObject | undefined;
	/** `NAME=VALUE`, added to the ones that are there. */
	readonly headers?: readonly string[] | undefined;
	readonly contextTokens?: number | undefined;
	readonly stream?: boolean | undefined;
	/** A shape's name, JSON, or `@FILE`. */
	readonly scoreBody?: string | undefined;
	readonly answerPath?: string | undefined;
	readonly caFile?: string | undefined;
	readonly clientCert?: string | undefined;
	readonly clientKey?: string | undefined;
	readonly scope?: string | undefined;
	readonly tenant?: string | undefined;
	readonly clientId?: string | undefined;
};

/** What `amlchat profiles …` asks for. */
export type ProfilesCommand =
	| {readonly action: 'list'; readonly json: boolean}
	/** Without a name: the default profile. */
	| {readonly action: 'show'; readonly name?: string | undefined; readonly json: boolean}
	| {readonly action: 'add'; readonly name: string; readonly flags: ProfileFlags; readonly json: boolean}
	| {
			readonly action: 'edit';
			readonly name: string;
			readonly flags: ProfileFlags;
			/** Fields to remove: `model`, `api-version`, `parameters.top_p`, `headers.x-team`, … */
			readonly unset: readonly string[];
			readonly json: boolean;
	  }
	| {
			readonly action: 'rename' | 'copy';
			readonly name: string;
			readonly newName: string;
			readonly json: boolean;
	  }
	| {readonly action: 'remove'; readonly name: string; readonly yes: boolean; readonly json: boolean}
	| {readonly action: 'use'; readonly name: string; readonly json: boolean}
	/** Without names: all of them. */
	| {readonly action: 'export'; readonly names: readonly string[]}
	| {
			readonly action: 'import';
			/** `-` is standard input. */
			readonly file: string;
			readonly replace: boolean;
			readonly yes: boolean;
			readonly json: boolean;
	  };
