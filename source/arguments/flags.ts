/** One flag of the command line. */
export type Flag = {
	readonly short?: string;
	/** What its value is called in the help; a flag without it takes no value. */
	readonly value?: string;
	readonly isRepeatable?: boolean;
	readonly help: string;
};

export type FlagTable = Readonly<Record<string, Flag>>;

/** Request parameters: of one run, or saved in a profile. */
const parameterFlags: FlagTable = {
	set: {value: 'KEY=VALUE', isRepeatable: true, help: 'a request parameter; VALUE may be JSON'},
	temperature: {value: 'N', help: 'sampling temperature'},
	'top-p': {value: 'N', help: 'nucleus sampling'},
	'max-tokens': {value: 'N', help: 'longest answer, in tokens'},
	stop: {value: 'TEXT', isRepeatable: true, help: 'a string that ends the answer'},
	seed: {value: 'N', help: 'seed of the sampling'},
};

/** The flags that every command which talks to an endpoint takes. */
export const endpointFlags: FlagTable = {
	profile: {short: 'p', value: 'NAME', help: 'the saved profile to use'},
	url: {value: 'URL', help: 'an endpoint given on the spot, or another URL for the profile'},
	api: {value: 'API', help: 'chat-completions, completions or azureml-score'},
	model: {value: 'M', help: 'the model to ask for'},
	deployment: {value: 'D', help: 'the deployment that should answer'},
	'api-version': {value: 'V', help: 'the api-version of the URL'},
	template: {value: 'T', help: 'prompt template for raw completions; @FILE reads one of your own'},
	'token-env': {value: 'VAR', help: 'the variable that holds the key'},
	auth: {value: 'TYPE', help: 'key, api-key, entra or none'},
	system: {short: 's', value: 'TEXT', help: 'the system message; @FILE reads a file'},
	...parameterFlags,
	'no-stream': {help: 'one response instead of a stream'},
	timeout: {value: 'SECONDS', help: 'for the whole request (none)'},
	'first-byte-timeout': {value: 'SECONDS', help: 'until the response head (180)'},
	'idle-timeout': {value: 'SECONDS', help: 'without new text in a stream (60)'},
	retries: {value: 'N', help: 'tries after the first (3)'},
	verbose: {short: 'v', help: 'the exchange’s outline on stderr'},
};

/** Flags that mean the same everywhere. */
export const commonFlags: FlagTable = {
	help: {short: 'h', help: 'this text'},
};

export const chatFlags: FlagTable = {
	...endpointFlags,
	json: {help: 'as ask --json, without a terminal'},
	jsonl: {help: 'as ask --jsonl, without a terminal'},
	save: {help: 'save the conversation (the default)'},
	'no-save': {help: 'keep this conversation off the disk'},
	version: {help: 'the version'},
};

export const askFlags: FlagTable = {
	...endpointFlags,
	json: {help: 'one JSON object at the end instead of text'},
	jsonl: {help: 'the stream’s events, one JSON object a line'},
	save: {help: 'save this exchange to the history'},
	'no-save': {help: 'do not save it (the default)'},
};

export const invokeFlags: FlagTable = {
	'input-json': {value: 'FILE', help: 'the request body; - reads standard input'},
	stream: {help: 'print the answer while it arrives'},
	json: {help: 'the answer as ask --json tells it, instead of the body'},
	...endpointFlags,
};

export const demoFlags: FlagTable = {
	port: {value: 'PORT', help: 'the port to listen on (any free one)'},
};

/** The fields of a profile, for `profiles add` and `profiles edit`. */
export const profileFieldFlags: FlagTable = {
	url: {value: 'URL', help: 'a host, a base or a full route'},
	api: {value: 'API', help: 'chat-completions, completions or azureml-score'},
	auth: {value: 'TYPE', help: 'key, api-key, entra or none'},
	'token-env': {value: 'VAR', help: 'read the key from this variable'},
	'token-stdin': {help: 'read the key from standard input and keep it'},
	'token-command': {value: 'CMD', help: 'run this to get the key'},
	model: {value: 'M', help: 'the model to ask for'},
	deployment: {value: 'D', help: 'the deployment that should answer'},
	'api-version': {value: 'V', help: 'the api-version of the URL'},
	template: {value: 'T', help: 'prompt template for raw completions, or @FILE'},
	system: {short: 's', value: 'TEXT', help: 'the system message, or @FILE'},
	...parameterFlags,
	header: {value: 'NAME=VALUE', isRepeatable: true, help: 'a request header'},
	'context-tokens': {value: 'N', help: 'size of the model’s context window'},
	stream: {help: 'stream answers (the default)'},
	'no-stream': {help: 'one response instead of a stream'},
	'score-body': {value: 'SHAPE', help: 'chat, text, params, split, or JSON of your own'},
	'answer-path': {value: 'POINTER', help: 'JSON Pointer to the answer’s text'},
	'ca-file': {value: 'FILE', help: 'PEM file of further certificate authorities'},
	'client-cert': {value: 'FILE', help: 'PEM file of a client certificate'},
	'client-key': {value: 'FILE', help: 'PEM file of its key'},
	scope: {value: 'SCOPE', help: 'scope of the Entra token'},
	tenant: {value: 'ID', help: 'Entra tenant'},
	'client-id': {value: 'ID', help: 'Entra client'},
};
