/** The names of the built-in prompt templates for raw completions. */
export const templateNames = [
	'llama2',
	'llama3',
	'chatml',
	'mistral-v1',
	'mistral-v3',
	'zephyr',
	'alpaca',
	'vicuna',
	'phi3',
	'gemma',
	'plain',
] as const;

export type TemplateName = (typeof templateNames)[number];

/**
 * A template of the user's own, as read from a JSON file. `{content}` stands for the message's text.
 *
 * `{"system":"<|system|>\n{content}<|end|>\n","user":"<|user|>\n{content}<|end|>\n",
 *   "assistant":"<|assistant|>\n{content}<|end|>\n","start":"<|assistant|>\n","stop":["<|end|>"]}`
 */
export type CustomTemplate = {
	/** How a system message is written; left out, it is put in front of the first user message. */
	readonly system?: string;
	readonly user: string;
	readonly assistant: string;
	/** What comes last, where the model is to go on. */
	readonly start?: string;
	/** Strings at which generation ends. */
	readonly stop?: readonly string[];
};

export type PromptTemplate = TemplateName | CustomTemplate;

export function isTemplateName(value: unknown): value is TemplateName {
	return templateNames.some(name => name === value);
}
