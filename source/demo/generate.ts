import type {JsonObject} from '../core/json.ts';
import type {AttemptCounter} from './attempts.ts';
import {chooseModel} from './choose-model.ts';
import type {Connection} from './connection.ts';
import {collectAnswer, deliverStream, deliverWhole} from './deliver.ts';
import type {AnswerHead} from './formats/answer-format.ts';
import {createChatFormat} from './formats/chat-completion.ts';
import {scoreBody} from './formats/score.ts';
import {createCompletionFormat} from './formats/text-completion.ts';
import {inlineReasoning, type Limits, limitPieces} from './limit-pieces.ts';
import type {Answer, DemoModel, DemoRequest, Ending, Piece} from './model.ts';
import {humanPace, pacePieces} from './pace.ts';
import type {Conversation, GenerationOrder} from './parse-generation.ts';
import type {ScoreOrder} from './parse-score.ts';
import type {Route} from './routes.ts';

/** What stays the same for all requests of one server. */
export type ServerContext = {
	readonly models: readonly DemoModel[];
	readonly speed: number;
	readonly attempts: AttemptCounter;
};

/** What is known of a request before its body. */
export type RequestHead = Pick<DemoRequest, 'method' | 'target' | 'headers'>;

/** One request on its way through the server. */
export type Exchange = {
	readonly id: string;
	readonly head: RequestHead;
	readonly connection: Connection;
	readonly context: ServerContext;
};

/** Answers a chat or completions request, streamed or whole. */
export async function answerGeneration(
	exchange: Exchange,
	order: GenerationOrder,
	route: Extract<Route, {kind: 'chat' | 'completion'}>,
): Promise<void> {
	const {connection} = exchange;
	const model = choose(exchange, order.model, route.deployment);
	const answer = ask(exchange, model, order.conversation, order.parameters);
	if (answer.type === 'response') {
		connection.send(answer);
		return;
	}

	const isChat = route.kind === 'chat';
	const createFormat = isChat ? createChatFormat : createCompletionFormat;
	const format = createFormat(createHead(exchange, model));
	const pieces = generate(exchange, answer, order.limits, isChat);
	const texts = promptTexts(order.conversation);
	if (order.isStreamed) {
		await deliverStream(pieces, format, connection, order.includeUsage ? texts : undefined);
		return;
	}

	const collected = await collectAnswer(pieces, texts);
	if (collected) {
		const body = format.whole(collected.answer);
		await deliverWhole(body, collected.ending, error => ({error}), connection);
	}
}

/** Answers `/score`: one prompt after the other, and never as a stream. */
export async function answerScore(exchange: Exchange, order: ScoreOrder): Promise<void> {
	const {connection} = exchange;
	const model = choose(exchange, order.model, undefined);
	const answers = [];
	let ending: Ending = {type: 'finish', reason: 'stop'};
	for (const conversation of order.conversations) {
		const answer = ask(exchange, model, conversation, order.parameters);
		if (answer.type === 'response') {
			connection.send(answer);
			return;
		}

		const pieces = generate(exchange, answer, order.limits, order.shape === 'chat');
		const collected = await collectAnswer(pieces, promptTexts(conversation));
		if (!collected) {
			return;
		}

		const prefix = order.returnFullText ? (conversation.prompt ?? '') : '';
		answers.push({...collected.answer, text: prefix + collected.answer.text});
		ending = collected.ending;
	}

	const body = scoreBody(order.shape, createHead(exchange, model), answers);
	// Microsoft's image reports a failure of its backend inside a 200.
	const errorBody = (error: JsonObject) => ({output: null, error: {status_code: 500, body: {error}}});
	await deliverWhole(body, ending, errorBody, connection);
}

function choose({context, head}: Exchange, named: string | undefined, path: string | undefined): DemoModel {
	return chooseModel(context.models, named, [path, head.headers['azureml-model-deployment']]);
}

function ask(
	{context, head}: Exchange,
	model: DemoModel,
	{messages, prompt}: Conversation,
	parameters: DemoRequest['parameters'],
): Answer {
	const attempt = context.attempts.next(model.name, messages);
	return model.answer({...head, messages, prompt, parameters, attempt});
}

function generate(
	{connection, context}: Exchange,
	answer: Extract<Answer, {type: 'generated'}>,
	limits: Limits,
	hasReasoningField: boolean,
): AsyncIterable<Piece> {
	const pieces = hasReasoningField ? answer.pieces : inlineReasoning(answer.pieces);
	const ends = answer.ignoresStops === true ? {...limits, stop: []} : limits;
	return pacePieces(limitPieces(pieces, ends), answer.pace ?? humanPace, context.speed, connection.signal);
}

function createHead({id}: Exchange, model: DemoModel): AnswerHead {
	return {id, created: Math.floor(Date.now() / 1000), model: model.name};
}

function promptTexts({messages, prompt}: Conversation): readonly string[] {
	return prompt === undefined ? messages.map(message => message.text) : [prompt];
}
