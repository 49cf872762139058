import type {DemoModel} from './model.ts';
import {jsonResponse, RefusedRequest} from './plain-response.ts';

/**
 * Picks the model for a request: the one that the body names, else a deployment (of the path, then of the header
 * `azureml-model-deployment`) that is called like a model, else the first.
 *
 * @throws RefusedRequest with vLLM's 404 when the body names a model that does not exist.
 */
export function chooseModel(
	models: readonly DemoModel[],
	named: string | undefined,
	deployments: readonly (string | undefined)[],
): DemoModel {
	const find = (name: string | undefined) => models.find(model => model.name === name);
	if (named !== undefined) {
		return find(named) ?? refuseModel(named);
	}

	const byDeployment = deployments.map(find).find(model => model !== undefined);
	return byDeployment ?? models[0] ?? refuseModel('');
}

function refuseModel(name: string): never {
	throw new RefusedRequest(
		jsonResponse(404, {
			error: {
				message: `The model \`${name}\` does not exist.`,
				type: 'NotFoundError',
				param: 'model',
				code: 404,
			},
		}),
	);
}
