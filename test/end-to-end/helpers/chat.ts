import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished} from 'vitest';
import {type Demo, startDemo} from '../../../source/demo/demo.ts';
import {openTerminal, type TerminalOptions, type TestTerminal} from '../../helpers/terminal.ts';

export const placeholder = 'Type a message, / for commands';

export async function demoServer(speed = Number.POSITIVE_INFINITY): Promise<Demo> {
	const demo = await startDemo({speed});
	onTestFinished(() => demo.close());
	return demo;
}

/** A chat with an endpoint, ready for the first prompt. */
export async function openChat(
	endpoint: {readonly url: string; readonly key?: string},
	args: readonly string[] = [],
	options: TerminalOptions = {},
): Promise<TestTerminal> {
	const terminal = openTerminal(args, {
		...options,
		environment: {
			API_URL: endpoint.url,
			...(endpoint.key === undefined ? {} : {ENDPOINT_TOKEN: endpoint.key}),
			...options.environment,
		},
	});
	await terminal.waitFor(placeholder);
	return terminal;
}

/** Sends a prompt; resolves when the answer is complete and another prompt can be typed. */
export async function ask(terminal: TestTerminal, prompt: string, end: RegExp | string): Promise<void> {
	terminal.type(prompt);
	await terminal.waitFor(`❯ ${prompt}`);
	terminal.press('enter');
	await terminal.waitFor(end);
	await terminal.waitFor(placeholder);
}

export function filesBelow(folder: string): readonly string[] {
	return readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => join(entry.parentPath, entry.name));
}

/** What would wipe out what the user can scroll back to. */
export function expectNoClearing(terminal: TestTerminal): void {
	for (const bytes of ['\u001B[2J', '\u001B[3J', '\u001B[?1049h', '\u001Bc']) {
		expect(terminal.raw()).not.toContain(bytes);
	}
}

/** No operating system command, no C1 control, no bidi override: none of ours needs one. */
export function expectNothingHostile(raw: string): void {
	expect(raw).not.toContain('\u001B]');
	expect([...raw].filter(character => /[\u0080-\u009F\u202A-\u202E\u2066-\u2069]/.test(character))).toEqual(
		[],
	);
}
