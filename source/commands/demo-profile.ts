import {type Demo, startDemo} from '../demo/demo.ts';
import type {Profile} from '../profiles/profile.ts';
import {applyFlags, demoName} from './choose-endpoint.ts';
import type {EndpointFlags} from './endpoint-flags.ts';

const defaultModel = 'eliza';

/** Starts the demo endpoint inside this process and makes the built-in profile for it. */
export async function demoProfile(
	flags: EndpointFlags,
): Promise<{profile: Profile; key: string; close: Demo['close']}> {
	const demo = await startDemo();
	demo.unref();
	const base: Profile = {name: demoName, url: demo.url, auth: {type: 'key'}, model: defaultModel};
	// The flags may choose model, API and parameters, but the demo is at its own address and has its own key.
	const {url: _url, auth: _auth, tokenEnv: _tokenEnv, ...kept} = flags;
	const profile = applyFlags(base, kept);
	const model = profile.model ?? defaultModel;
	return {
		// A /score body has no room for a model: the deployment's name chooses it there.
		profile:
			profile.api === 'azureml-score' ? {...profile, deployment: profile.deployment ?? model} : profile,
		key: demo.key,
		close: () => demo.close(),
	};
}
