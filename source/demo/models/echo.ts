import type {DemoMessage, DemoModel, DemoRequest} from '../model.ts';

/** Headers that hold a secret, or may. */
const secretHeader = /authorization|cookie|key|token|secret|password/i;

/** Headers that every client sends and that say nothing about the request. */
const dullHeaders = new Set(['connection', 'host', 'keep-alive', 'transfer-encoding']);

/** Shows what arrived: the quickest way to see what a profile, a parameter or a template really sends. */
export const echo: DemoModel = {
	name: 'echo',
	description: 'Shows exactly what it received: headers, parameters, messages or prompt',
	answer: request => ({
		type: 'generated',
		pieces: [{type: 'text', text: describeRequest(request)}],
		ignoresStops: true,
	}),
};

/** The request as Markdown. Texts stand in fences, letter for letter. */
export function describeRequest({
	method,
	target,
	headers,
	parameters,
	prompt,
	messages,
}: DemoRequest): string {
	const lines = Object.entries(headers)
		.filter(([name]) => !dullHeaders.has(name))
		.map(([name, value]) => `${name}: ${secretHeader.test(name) ? maskSecret(value) : value}`);
	const sections = [
		'# What arrived',
		fence([`${method} ${target}`, ...lines].join('\n'), 'http'),
		'## Parameters',
		Object.keys(parameters).length === 0
			? 'None: nothing was set.'
			: fence(JSON.stringify(parameters, undefined, 2), 'json'),
	];
	if (prompt !== undefined) {
		sections.push('## Prompt', `${countCharacters(prompt)}, exactly these:`, fence(prompt, 'text'));
	} else {
		sections.push('## Messages', ...messages.flatMap(describeMessage));
	}

	return sections.join('\n\n');
}

function describeMessage({role, text, images}: DemoMessage, index: number): readonly string[] {
	const pictures = images === 0 ? '' : `, ${images === 1 ? '1 image' : `${images} images`}`;
	return [`${index + 1}. **${role}**, ${countCharacters(text)}${pictures}`, fence(text, 'text')];
}

/** Keeps the scheme of a credential, which is the part that tends to be wrong. */
function maskSecret(value: string): string {
	const scheme = /^(bearer|basic) /i.exec(value)?.[0] ?? '';
	return `${scheme}[hidden]`;
}

function countCharacters(text: string): string {
	const count = [...text].length;
	return count === 1 ? '1 character' : `${count} characters`;
}

/** A fence longer than any run of backticks in the text, so that the text cannot close it. */
function fence(text: string, language: string): string {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
	const marks = '`'.repeat(longest + 1);
	return `${marks}${language}\n${text}\n${marks}`;
}
