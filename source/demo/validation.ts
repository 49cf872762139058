import type {Json, JsonObject} from '../core/json.ts';
import {jsonResponse, RefusedRequest} from './plain-response.ts';
import type {Flavour} from './routes.ts';

/** Where in the body something is: `['messages', 0, 'role']`. */
export type Location = readonly (string | number)[];

/** Makes the 422 for a part of the body that has the wrong shape. */
export type Refuse = (location: Location, message: string, input?: Json) => RefusedRequest;

/**
 * The 422 body of a route's flavour: FastAPI's list (vLLM, and Azure ML's own images), or the single `detail` of the
 * Azure AI Model Inference API.
 */
export function createRefuse(flavour: Flavour): Refuse {
	return (location, message, input) => {
		const loc = ['body', ...location];
		const type = input === undefined ? 'missing' : 'value_error';
		const given = input === undefined ? {} : {input: shorten(input)};
		const body: JsonObject =
			flavour === 'openai'
				? {detail: [{type, loc, msg: message, ...given}]}
				: {
						status: 422,
						code: 'parameter_not_supported',
						detail: {loc, ...given},
						message: `One of the parameters contain invalid values. ${message}`,
					};
		return new RefusedRequest(jsonResponse(422, body));
	};
}

/** A long value says no more about what is wrong with it than its beginning. */
function shorten(input: Json): Json {
	const text = JSON.stringify(input);
	return text.length <= 200 ? input : `${text.slice(0, 200)}…`;
}
