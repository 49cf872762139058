import type {ConversationLog, Schedule} from '../conversations/conversation-log.ts';
import {ChatError} from '../core/errors.ts';
import type {TurnEvent} from '../core/turn.ts';
import {type BlockSplitter, createBlockSplitter} from '../markdown/split-blocks.ts';
import {
	type ChatAction,
	type ChatState,
	emptyChat,
	messagesFor,
	reduceChat,
	type TranscriptItem,
} from './chat-state.ts';
import type {EndpointSession} from './endpoint-session.ts';
import {promptDetails} from './prompt-details.ts';
import {sendTurn} from './send-turn.ts';

/** How often at most the screen hears of new text, in milliseconds. */
const frameMs = 33;

/** How a prompt ended. */
export type SendOutcome = 'answered' | 'failed';

/** The state of a chat and everything that happens to it; the resources behind it are in here, too. */
export type ChatStore = {
	getState(): ChatState;
	subscribe(listener: () => void): () => void;
	/** The endpoint that the next prompt goes to. */
	session(): EndpointSession;
	setSession(session: EndpointSession): void;
	/**
	 * Sends a prompt. It is on the disk before the request leaves. Resolves to `failed` when no text came, so that the
	 * prompt can go back to where it was typed.
	 */
	send(prompt: string): Promise<SendOutcome>;
	/** Asks the last prompt again, in place of its last answer; undefined when there is none. */
	retry(): Promise<SendOutcome> | undefined;
	/** Stops the answer in flight; what arrived stays. Returns whether there was one. */
	stop(): boolean;
	/** Prints a line of our own. */
	print(
		item: TranscriptItem extends infer Item
			? Item extends TranscriptItem
				? Omit<Item, 'id'>
				: never
			: never,
	): void;
	/** Begins a new conversation. */
	clear(): void;
	/** Stops what runs and writes what is left; resolves when both is done. */
	close(reason: ChatError): Promise<void>;
};

export type ChatStoreOptions = {
	readonly session: EndpointSession;
	/** Makes the log of a new conversation; undefined keeps it off the disk. */
	readonly createLog: (() => ConversationLog) | undefined;
	readonly now?: () => number;
	/** Calls back at the end of a frame. */
	readonly schedule?: Schedule;
};

export function createChatStore(options: ChatStoreOptions): ChatStore {
	const {now = () => performance.now(), schedule = scheduleTimer} = options;
	const listeners = new Set<() => void>();
	let state = emptyChat;
	let session = options.session;
	let log = options.createLog?.();
	let turnIds = 0;
	let running: {readonly controller: AbortController; readonly ended: Promise<SendOutcome>} | undefined;

	const notify = () => {
		for (const listener of listeners) {
			listener();
		}
	};

	const dispatch = (action: ChatAction) => {
		state = reduceChat(state, action);
		notify();
	};

	const reportStorage = (error: ChatError | undefined) => {
		if (error !== undefined) {
			dispatch({type: 'item-printed', item: {kind: 'error', error, place: {}}});
		}
	};

	const run = async (prompt: string, replaces: number | undefined): Promise<SendOutcome> => {
		const asked = session;
		turnIds++;
		const turns = replaces === undefined ? state.turns : state.turns.filter(turn => turn.id < replaces);
		const storage = log?.prompt(
			promptDetails(asked, prompt),
			replaces === undefined ? {} : {replacing: replaces},
		);
		const controller = new AbortController();
		dispatch({type: 'turn-started', id: log?.turn ?? turnIds, prompt, atMs: now(), replaces});
		reportStorage(storage);
		const ended = consume(sendTurn(asked, {messages: messagesFor(turns, prompt)}, controller.signal), asked);
		running = {controller, ended};
		try {
			return await ended;
		} finally {
			running = undefined;
		}
	};

	const consume = async (events: AsyncIterable<TurnEvent>, asked: EndpointSession): Promise<SendOutcome> => {
		const frame = createFrame(now, schedule, dispatch);
		let outcome: SendOutcome = 'failed';
		for await (const event of events) {
			switch (event.type) {
				case 'text':
					log?.part({text: event.text});
					frame.text(event.text, event.deltas.length);
					break;
				case 'reasoning':
					log?.part({reasoning: event.text});
					frame.reasoning(event.text, event.deltas.length);
					break;
				case 'retry':
					dispatch({type: 'retry-planned', text: event.text, untilMs: now() + event.waitMs});
					break;
				case 'note':
					dispatch({type: 'item-printed', item: {kind: 'note', text: event.text}});
					break;
				case 'start':
					break;
				case 'finish':
				case 'error': {
					const {result} = event;
					outcome = result.text === '' && event.type === 'error' ? 'failed' : 'answered';
					const storage = log?.end(result);
					dispatch({
						type: 'turn-ended',
						settled: frame.end(),
						result,
						error: event.type === 'error' ? event.error : undefined,
						place: {profile: asked.endpoint.profileName, host: asked.endpoint.url.host},
						atMs: now(),
					});
					reportStorage(storage);
				}
			}
		}

		return outcome;
	};

	return {
		getState: () => state,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		session: () => session,
		setSession(next) {
			session = next;
			notify();
		},
		send: prompt => run(prompt, undefined),
		retry() {
			const last = state.turns.at(-1);
			return last === undefined || running !== undefined ? undefined : run(last.prompt, last.id);
		},
		stop() {
			running?.controller.abort(
				new ChatError('interrupted', 'Stopped by you.', {hint: 'What had arrived is kept.'}),
			);
			return running !== undefined;
		},
		print: item => dispatch({type: 'item-printed', item}),
		clear() {
			reportStorage(log?.close());
			log = options.createLog?.();
			dispatch({type: 'conversation-cleared', note: 'New conversation.'});
		},
		async close(reason) {
			running?.controller.abort(reason);
			await running?.ended;
			reportStorage(log?.close());
		},
	};
}

/**
 * Collects what arrives between two frames: a store that redraws the screen for every token spends 30 times the CPU.
 * The first token and the end are shown at once.
 */
function createFrame(now: () => number, schedule: Schedule, dispatch: (action: ChatAction) => void) {
	const splitter: BlockSplitter = createBlockSplitter();
	let pending = '';
	let reasoning = '';
	let pieces = 0;
	let shownAtMs = Number.NEGATIVE_INFINITY;
	let cancel: (() => void) | undefined;

	const show = () => {
		cancel?.();
		cancel = undefined;
		shownAtMs = now();
		const settled = splitter.push(pending);
		pending = '';
		dispatch({type: 'answer-advanced', settled, tail: splitter.tail(), reasoning, pieces, atMs: shownAtMs});
	};

	const advance = (count: number) => {
		pieces += count;
		const waitMs = shownAtMs + frameMs - now();
		if (waitMs <= 0) {
			show();
		} else {
			cancel ??= schedule(show, waitMs);
		}
	};

	return {
		text(text: string, count: number) {
			pending += text;
			advance(count);
		},
		reasoning(text: string, count: number) {
			reasoning += text;
			advance(count);
		},
		/** The blocks that are left at the end of the answer. */
		end() {
			cancel?.();
			const blocks = [...splitter.push(pending), ...splitter.end()];
			pending = '';
			return blocks;
		},
	};
}

function scheduleTimer(callback: () => void, delayMs: number): () => void {
	const timer = setTimeout(callback, delayMs);
	return () => clearTimeout(timer);
}
