import type {DemoMessage} from './model.ts';

/** A way of marking turns inside one prompt string: what a mark looks like, and whose words follow it. */
type Marks = {
	readonly pattern: RegExp;
	readonly role: (match: RegExpMatchArray) => string;
	/** The template may put the system text in front of the first user turn, as a paragraph. */
	readonly mergesSystem?: true;
};

const roleNames: Readonly<Record<string, string>> = {
	model: 'assistant',
	'[INST]': 'user',
	'[/INST]': 'assistant',
	'<<SYS>>': 'system',
	'<</SYS>>': 'user',
	instruction: 'user',
	input: 'user',
	response: 'assistant',
};

const namedRole = (match: RegExpMatchArray) => {
	const name = match[1] ?? '';
	return roleNames[name] ?? roleNames[name.toLowerCase()] ?? name.toLowerCase();
};

/** The families of the known prompt templates, most telling first; the first that occurs in a prompt is the one. */
const families: readonly Marks[] = [
	// Llama 3
	{pattern: /<\|start_header_id\|>(\w+)<\|end_header_id\|>/g, role: namedRole},
	// ChatML, and Phi-4
	{pattern: /<\|im_start\|>(\w+)(?:<\|im_sep\|>|\n)/g, role: namedRole},
	// Zephyr, Phi-3
	{pattern: /<\|(system|user|assistant)\|>/g, role: namedRole},
	// Gemma
	{pattern: /<start_of_turn>(\w+)/g, role: namedRole, mergesSystem: true},
	// Llama 2, Mistral
	{pattern: /(\[\/?INST\]|<<\/?SYS>>)/g, role: namedRole, mergesSystem: true},
	// Alpaca
	{pattern: /^### (Instruction|Input|Response):/gm, role: namedRole},
	// Vicuna
	{pattern: /(?<=^|\s|<\/s>)(USER|ASSISTANT):/g, role: namedRole},
	// plain
	{pattern: /^(User|Assistant|Human):/gm, role: match => (match[1] === 'Assistant' ? 'assistant' : 'user')},
];

const endMarks =
	/<\/?s>|<\|(?:eot_id|im_end|end|endoftext|begin_of_text|end_of_text)\|>|<end_of_turn>|<bos>/g;

/**
 * Reads the turns back out of a prompt string, whichever of the usual templates wrote it. A best guess, for models that
 * want to answer the user's words and not the template; a prompt without marks is one user turn.
 */
export function readPromptTurns(prompt: string): readonly DemoMessage[] {
	for (const {pattern, role, mergesSystem} of families) {
		const marks = [...prompt.matchAll(pattern)];
		if (marks.length > 0) {
			const turns = collectTurns(prompt, marks, role);
			return mergesSystem ? separateSystem(turns) : turns;
		}
	}

	return [createTurn('user', prompt)];
}

function collectTurns(
	prompt: string,
	marks: readonly RegExpMatchArray[],
	role: Marks['role'],
): readonly DemoMessage[] {
	const before = createTurn('system', prompt.slice(0, marks[0]?.index));
	const turns = marks.map((mark, index) => {
		const start = (mark.index ?? 0) + mark[0].length;
		return createTurn(role(mark), prompt.slice(start, marks[index + 1]?.index));
	});
	// The mark that asks for an answer has no words behind it, and neither has [INST] in front of <<SYS>>.
	return [before, ...turns].filter(turn => turn.text !== '');
}

function separateSystem(turns: readonly DemoMessage[]): readonly DemoMessage[] {
	const [first, ...rest] = turns;
	const end = first?.text.lastIndexOf('\n\n') ?? -1;
	if (first?.role !== 'user' || end < 0) {
		return turns;
	}

	return [createTurn('system', first.text.slice(0, end)), createTurn('user', first.text.slice(end)), ...rest];
}

function createTurn(role: string, text: string): DemoMessage {
	return {role, text: text.replaceAll(endMarks, '').trim(), images: 0};
}
