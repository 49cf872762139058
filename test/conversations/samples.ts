import fs from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished} from 'vitest';
import type {Schedule} from '../../source/conversations/conversation-log.ts';
import type {PromptDetails} from '../../source/conversations/turn-records.ts';
import type {TurnResult} from '../../source/core/turn.ts';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
	const folder = fs.mkdtempSync(join(tmpdir(), 'amlchat-conversations-'));
	onTestFinished(() => fs.rmSync(folder, {recursive: true, force: true}));
	return folder;
}

export function promptOf(text: string, more: Partial<PromptDetails> = {}): PromptDetails {
	return {
		text,
		profile: 'phi',
		api: 'chat-completions',
		url: 'https://phi.example/v1/chat/completions',
		model: 'phi-4',
		deployment: 'blue',
		system: null,
		parameters: {temperature: 0.2},
		...more,
	};
}

export function resultOf(text: string, more: Partial<TurnResult> = {}): TurnResult {
	return {
		profile: 'phi',
		api: 'chat-completions',
		model: 'phi-4-2026',
		text,
		reasoning: null,
		finishReason: 'stop',
		usage: {promptTokens: 5, completionTokens: 7, totalTokens: 12},
		timing: {firstTokenMs: 12.5, totalMs: 80, tokensPerSecond: null},
		requestId: 'r-1',
		deployment: 'blue',
		...more,
	};
}

/** A clock that moves on a second each time it is read. */
export function tickingClock(start = Date.UTC(2026, 10, 22, 18, 45)): () => Date {
	let time = start;
	return () => {
		time += 1000;
		return new Date(time);
	};
}

/** A timer that rings when the test says so. */
export function manualTimer(): {readonly schedule: Schedule; readonly delays: number[]; ring(): void} {
	const delays: number[] = [];
	let waiting: (() => void) | undefined;
	return {
		schedule(callback, delayMs) {
			delays.push(delayMs);
			waiting = callback;
			return () => {
				waiting = undefined;
			};
		},
		delays,
		ring() {
			const callback = waiting;
			waiting = undefined;
			callback?.();
		},
	};
}

export function readFileLines(path: string): unknown[] {
	return fs
		.readFileSync(path, 'utf8')
		.split('\n')
		.slice(0, -1)
		.map(line => JSON.parse(line));
}
