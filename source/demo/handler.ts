import type {IncomingMessage, ServerResponse} from 'node:http';
import {isObject, type JsonObject, parseJson} from '../core/json.ts';
import {isAuthorized} from './authorization.ts';
import {createConnection} from './connection.ts';
import {describeApi, describeModels, describeService} from './describe.ts';
import {answerGeneration, answerScore, type Exchange, type ServerContext} from './generate.ts';
import {parseGeneration} from './parse-generation.ts';
import {parseScore} from './parse-score.ts';
import {jsonResponse, keyRefused, RefusedRequest, textResponse} from './plain-response.ts';
import {readBody} from './read-body.ts';
import {findRoute, type Route} from './routes.ts';
import {createRefuse} from './validation.ts';

/** Handles every request of the demo endpoint; never rejects. */
export async function handleRequest(
	request: IncomingMessage,
	response: ServerResponse,
	context: ServerContext,
	key: string,
): Promise<void> {
	const headers = joinHeaders(request);
	const id = crypto.randomUUID();
	const exchange: Exchange = {
		id,
		head: {method: request.method ?? 'GET', target: request.url ?? '/', headers},
		connection: createConnection(response),
		context,
	};
	const {connection} = exchange;
	const deployment = headers['azureml-model-deployment'] ?? '';
	response.setHeader('server', 'amlchat-demo');
	response.setHeader('x-request-id', id);
	response.setHeader('x-ms-request-id', id);
	response.setHeader('azureml-model-deployment', deployment === 'green' ? 'green' : 'blue');
	try {
		await answer(request, exchange, findAuthorizedRoute(exchange, key));
	} catch (thrown) {
		if (connection.signal.aborted) {
			return;
		}

		if (response.headersSent) {
			response.destroy();
			return;
		}

		const isRefused = thrown instanceof RefusedRequest;
		const failure = jsonResponse(500, {error: {message: 'The demo endpoint itself failed.', code: 500}});
		connection.send(isRefused ? thrown.response : failure);
	}
}

function findAuthorizedRoute({head}: Exchange, key: string): Route {
	if (!isAuthorized(head.headers, key)) {
		throw new RefusedRequest(keyRefused());
	}

	const found = findRoute(head.method, head.target);
	switch (found.type) {
		case 'found':
			return found.route;
		case 'wrong-method':
			throw new RefusedRequest(jsonResponse(405, {detail: 'Method Not Allowed'}, {allow: found.allow}));
		case 'nothing':
			throw new RefusedRequest(jsonResponse(404, {detail: 'Not Found'}));
	}
}

async function answer(request: IncomingMessage, exchange: Exchange, route: Route): Promise<void> {
	const {connection, context} = exchange;
	switch (route.kind) {
		case 'chat':
		case 'completion': {
			const body = parseBody(await readBody(request));
			await answerGeneration(exchange, parseGeneration(body, route), route);
			return;
		}

		case 'score':
			await answerScore(exchange, parseScore(parseBody(await readBody(request))));
			return;
		case 'models':
			connection.send(jsonResponse(200, describeModels(context.models)));
			return;
		case 'info':
			connection.send(jsonResponse(200, describeService(context.models)));
			return;
		case 'swagger':
			connection.send(jsonResponse(200, describeApi()));
			return;
		case 'health':
			connection.send(textResponse(200, 'healthy'));
			return;
	}
}

function parseBody(text: string): JsonObject {
	const parsed = parseJson(text);
	if (!parsed) {
		throw new RefusedRequest(jsonResponse(400, {message: 'POST body could not be decoded as JSON.'}));
	}

	if (!isObject(parsed.value)) {
		throw createRefuse('openai')([], 'Input should be a valid dictionary');
	}

	return parsed.value as JsonObject;
}

function joinHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
	const entries = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
	return Object.fromEntries(entries);
}
