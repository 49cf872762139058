import type {Json, JsonObject} from '../core/json.ts';
import type {DemoModel} from './model.ts';

/** OpenAI's model list, with the descriptions that only the demo has. */
export function describeModels(models: readonly DemoModel[]): Json {
	return {
		object: 'list',
		data: models.map(({name, description}) => ({
			id: name,
			object: 'model',
			created: 0,
			owned_by: 'amlchat-demo',
			description,
		})),
	};
}

/** The answer of `GET /info` in the Azure AI Model Inference API. */
export function describeService(models: readonly DemoModel[]): Json {
	return {
		model_name: models[0]?.name ?? '',
		model_type: 'chat_completion',
		model_provider_name: 'amlchat demo',
	};
}

const chatExample: JsonObject = {
	input_data: {
		input_string: [
			{role: 'system', content: 'You are a patient listener.'},
			{role: 'user', content: 'I had a strange dream.'},
		],
		parameters: {temperature: 0.7, top_p: 0.9, max_new_tokens: 200},
	},
};

const messagesExample: JsonObject = {messages: [{role: 'user', content: 'I had a strange dream.'}]};
const promptExample: JsonObject = {prompt: 'I had a strange dream.'};

/** The OpenAPI document, built like that of Azure ML's foundation-model-serve image. */
export function describeApi(): Json {
	return {
		openapi: '3.1.0',
		info: {
			title: 'amlchat demo endpoint',
			description: 'Built into amlchat. No language model answers here.',
			version: '1.0.0',
		},
		paths: {
			'/': {get: {summary: 'Health', responses: {200: {description: 'healthy'}}}},
			'/score': {post: operation('Score', chatExample)},
			'/chat/completions': {post: operation('Chat completions', messagesExample)},
			'/completions': {post: operation('Completions', promptExample)},
			'/v1/chat/completions': {post: operation('Chat completions', messagesExample)},
			'/v1/completions': {post: operation('Completions', promptExample)},
			'/v1/models': {get: {summary: 'Models', responses: {200: {description: 'The models'}}}},
		},
		components: {securitySchemes: {key: {type: 'http', scheme: 'bearer'}}},
		security: [{key: []}],
	};
}

function operation(summary: string, example: JsonObject): Json {
	return {
		summary,
		requestBody: {
			required: true,
			content: {
				'application/json': {schema: {type: 'object'}, examples: {example: {value: example}}},
			},
		},
		responses: {
			200: {description: 'Successful Response', content: {'application/json': {schema: {}}}},
			422: {description: 'Validation Error'},
		},
	};
}
