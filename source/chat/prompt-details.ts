import type {PromptDetails} from '../conversations/turn-records.ts';
import type {EndpointSession} from './endpoint-session.ts';

/** What the log keeps of a prompt: the text, and whom it was put to, so that an old answer can be understood. */
export function promptDetails({profile, endpoint}: EndpointSession, text: string): PromptDetails {
	return {
		text,
		profile: endpoint.profileName,
		api: endpoint.api,
		url: endpoint.url.href,
		model: endpoint.bodyModel ?? profile.model ?? null,
		deployment: profile.deployment ?? null,
		system: profile.system ?? null,
		parameters: profile.parameters ?? {},
	};
}
