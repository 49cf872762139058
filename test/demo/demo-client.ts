import {onTestFinished} from 'vitest';
import type {Json} from '../../source/core/json.ts';
import {type Demo, type DemoOptions, startDemo} from '../../source/demo/demo.ts';

/** Starts a demo endpoint without delays that ends with the test. */
export async function startTestDemo(options: DemoOptions = {}): Promise<Demo> {
	const demo = await startDemo({key: 'test-key', speed: Number.POSITIVE_INFINITY, ...options});
	onTestFinished(() => demo.close());
	return demo;
}

export type PostOptions = {
	readonly headers?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
};

/** Sends a body with the right key; a string goes out as it is. */
export function post(demo: Demo, path: string, body: unknown, options: PostOptions = {}): Promise<Response> {
	return fetch(demo.url + path, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${demo.key}`,
			'content-type': 'application/json',
			...options.headers,
		},
		body: typeof body === 'string' ? body : JSON.stringify(body),
		...(options.signal ? {signal: options.signal} : {}),
	});
}

export function get(demo: Demo, path: string): Promise<Response> {
	return fetch(demo.url + path, {headers: {'api-key': demo.key}});
}

/** The body of one user message. */
export function chat(text: string, rest: Readonly<Record<string, Json>> = {}): Json {
	return {messages: [{role: 'user', content: text}], ...rest};
}

/** A chunk of either OpenAI route, as far as the tests look at it. */
export type Chunk = {
	readonly model?: string;
	readonly choices?: ReadonlyArray<{
		readonly delta?: {
			readonly role?: string;
			readonly content?: string;
			readonly reasoning_content?: string;
		};
		readonly text?: string;
		readonly finish_reason?: string | null;
	}>;
	readonly usage?: {readonly completion_tokens: number; readonly total_tokens: number};
	readonly error?: {readonly message: string};
};

/** What a stream said, put together. */
export type StreamedAnswer = {
	readonly chunks: readonly Chunk[];
	readonly text: string;
	readonly reasoning: string;
	readonly finishReason: string | undefined;
	/** Whether the end mark came, and came last. */
	readonly isDone: boolean;
};

/** Reads server-sent events; throws on anything that is not exactly `data: …` and an empty line. */
export function parseStream(body: string): StreamedAnswer {
	const events = body
		.split('\n\n')
		.filter(event => event !== '')
		.map(event => {
			if (!event.startsWith('data: ') || event.includes('\n')) {
				throw new Error(`This is no event: ${event}`);
			}

			return event.slice('data: '.length);
		});
	const isDone = events.at(-1) === '[DONE]';
	const chunks = (isDone ? events.slice(0, -1) : events).map(data => JSON.parse(data) as Chunk);
	const choices = chunks.flatMap(chunk => chunk.choices ?? []);
	return {
		chunks,
		text: choices.map(choice => choice.text ?? choice.delta?.content ?? '').join(''),
		reasoning: choices.map(choice => choice.delta?.reasoning_content ?? '').join(''),
		finishReason: choices.find(choice => choice.finish_reason)?.finish_reason ?? undefined,
		isDone,
	};
}

/** A JSON body of which the test knows the shape; a wrong one fails it all the same. */
// biome-ignore lint/suspicious/noExplicitAny: spelling out each body's type would hide what a test looks at.
export async function readJson(response: Response): Promise<any> {
	return response.json();
}

export async function readStream(response: Response): Promise<StreamedAnswer> {
	return parseStream(await response.text());
}

/** Reads a body to its end, however it ends. */
export async function readUntilBroken(
	response: Response,
): Promise<{readonly text: string; readonly isBroken: boolean}> {
	const decoder = new TextDecoder();
	let text = '';
	try {
		for await (const bytes of response.body ?? []) {
			text += decoder.decode(bytes, {stream: true});
		}

		return {text, isBroken: false};
	} catch {
		return {text, isBroken: true};
	}
}
