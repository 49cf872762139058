import type {EndpointSession} from '../chat/endpoint-session.ts';
import {sendTurn} from '../chat/send-turn.ts';
import {type ChatError, exitCodeFor, toChatError, usageError} from '../core/errors.ts';
import {controlNote, createPrintable} from '../core/printable-text.ts';
import type {TurnEvent, TurnResult} from '../core/turn.ts';
import type {EndpointFlags} from './endpoint-flags.ts';
import {printFailedResult} from './failed-result.ts';
import type {Io} from './io.ts';
import {openSession} from './open-session.ts';
import {notice, printError, printExchange, printJson} from './output.ts';
import {readStdin} from './read-input.ts';
import {saveExchange} from './save-exchange.ts';

export type AskCommand = {
	readonly prompt?: string | undefined;
	readonly endpoint: EndpointFlags;
	readonly output: 'text' | 'json' | 'jsonl';
	readonly save: boolean;
	/** The chat was asked for, and there is no terminal for it. */
	readonly needsTerminal?: boolean;
};

/** One answer, streamed to stdout; resolves with the exit code. */
export async function runAsk(command: AskCommand, io: Io): Promise<number> {
	const {verbose} = command.endpoint;
	try {
		const prompt = await wholePrompt(command, io);
		const opened = await openSession(
			command.endpoint,
			io,
			verbose ? {onExchange: event => printExchange(io, event)} : {},
		);
		try {
			if (opened.isFallbackDemo) {
				await notice(
					io,
					'Note: no profile yet, so the built-in demo answers. Add yours: amlchat profiles add NAME --url URL',
				);
			}

			return await ask(command, prompt, opened.session, io);
		} finally {
			await opened.close();
		}
	} catch (thrown) {
		const error = toChatError(thrown);
		if (command.output !== 'text') {
			await printFailedResult(io, command.output, error);
		}

		await printError(io, error, {}, verbose);
		return exitCodeFor(error);
	}
}

async function ask(command: AskCommand, prompt: string, session: EndpointSession, io: Io): Promise<number> {
	const saving = command.save ? saveExchange(session, prompt, io) : undefined;
	const printer = createPrinter(command.output, io);
	let last: Extract<TurnEvent, {type: 'finish' | 'error'}> | undefined;
	for await (const event of sendTurn(session, {messages: [{role: 'user', content: prompt}]}, io.signal)) {
		await printer.print(event, session);
		saving?.record(event);
		if (event.type === 'finish' || event.type === 'error') {
			last = event;
		}
	}

	await printer.end();
	if (last === undefined) {
		throw new TypeError('A turn ended without a last event.');
	}

	if (command.endpoint.verbose) {
		await notice(io, describeTimings(last.result));
	}

	const place = {profile: session.endpoint.profileName, host: session.endpoint.url.host};
	if (last.type === 'error') {
		if (last.result.text !== '' && command.output === 'text') {
			await notice(io, `[incomplete: ${incompleteReason(last.error)}]`);
		}

		await printError(io, last.error, place, command.endpoint.verbose);
	} else {
		await noteFinish(last.result, io);
	}

	const storage = saving?.error();
	if (storage !== undefined) {
		await printError(io, storage, {}, command.endpoint.verbose);
	}

	// A failed answer says more than a failed save.
	return last.type === 'error' ? exitCodeFor(last.error) : storage === undefined ? 0 : exitCodeFor(storage);
}

/** The prompt from the command line, with standard input behind it when that is not a terminal. */
async function wholePrompt(command: AskCommand, io: Io): Promise<string> {
	const parts = [command.prompt ?? ''];
	if (io.stdin.isTTY !== true) {
		const onWaiting = () => {
			void notice(
				io,
				'Note: waiting for standard input, which is added to the prompt. Without any: < /dev/null',
			);
		};
		parts.push((await readStdin(io, onWaiting)).toString('utf8'));
	}

	const prompt = parts.filter(part => part.trim() !== '').join('\n\n');
	if (prompt === '') {
		throw command.needsTerminal === true
			? usageError('The chat needs a terminal.', 'Use: amlchat ask "Hello"')
			: usageError('There is no prompt.', 'Give one: amlchat ask "Hello", or send it to standard input.');
	}

	return prompt;
}

type Printer = {
	print(event: TurnEvent, session: EndpointSession): Promise<void>;
	end(): Promise<void>;
};

function createPrinter(output: AskCommand['output'], io: Io): Printer {
	const printsText = output === 'text';
	const gate = printsText && io.stdout.isTTY ? createPrintable() : undefined;
	let lastCharacter = '';
	const write = async (text: string) => {
		if (text !== '') {
			lastCharacter = text.at(-1) ?? '';
			await io.stdout.write(text);
		}
	};

	return {
		async print(event, session) {
			switch (event.type) {
				case 'retry':
				case 'note':
					await notice(io, event.type === 'note' ? `Note: ${event.text}` : event.text);
					break;
				case 'start':
					if (output === 'jsonl') {
						const {profileName, api, bodyModel} = session.endpoint;
						const {type, status, requestId, deployment} = event;
						await printJson(io, {
							type,
							profile: profileName,
							api,
							model: bodyModel ?? null,
							status,
							requestId,
							deployment,
						});
					}

					break;
				case 'text':
				case 'reasoning':
					if (output === 'jsonl') {
						for (const text of event.deltas) {
							await printJson(io, {type: event.type, text});
						}
					} else if (printsText && event.type === 'text') {
						await write(gate === undefined ? event.text : gate.push(event.text));
					}

					break;
				case 'finish':
				case 'error':
					if (output !== 'text') {
						await printJson(io, output === 'json' ? event.result : {type: event.type, ...event.result});
					}
			}
		},
		async end() {
			if (!printsText) {
				return;
			}

			await write(gate?.end() ?? '');
			if (lastCharacter !== '' && lastCharacter !== '\n') {
				await io.stdout.write('\n');
			}

			if (gate !== undefined && gate.shownCount > 0) {
				await notice(io, controlNote(gate.shownCount));
			}
		},
	};
}

async function noteFinish(result: TurnResult, io: Io): Promise<void> {
	if (result.finishReason === 'length') {
		await notice(io, 'Note: the answer was cut at the token limit. Allow more with --max-tokens.');
	} else if (result.finishReason === 'tool_calls') {
		await notice(io, 'Note: the model asked for a tool, too, which amlchat does not offer.');
	}
}

function incompleteReason(error: ChatError): string {
	return error.kind === 'interrupted'
		? 'stopped by you'
		: error.message.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, first => first.toLowerCase());
}

function describeTimings({timing, finishReason, usage}: TurnResult): string {
	const parts = [
		timing.firstTokenMs === null ? undefined : `first token ${Math.round(timing.firstTokenMs)} ms`,
		`total ${Math.round(timing.totalMs)} ms`,
		timing.tokensPerSecond === null ? undefined : `${timing.tokensPerSecond} tok/s`,
		usage?.completionTokens == null ? undefined : `${usage.completionTokens} tokens`,
		finishReason ?? undefined,
	];
	return `= ${parts.filter(part => part !== undefined).join(' · ')}`;
}
