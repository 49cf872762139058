import {resolveEndpoint} from '../endpoint/resolve-endpoint.ts';
import type {Profile} from '../profiles/profile.ts';
import type {EndpointSession} from './endpoint-session.ts';

/** The fields that a chat may change without opening another connection. */
export type ProfileChange = Partial<Pick<Profile, 'system' | 'parameters' | 'stream'>>;

/** The same endpoint with other settings, for the prompts that follow. Nothing is saved. */
export function changeProfile(session: EndpointSession, change: ProfileChange): EndpointSession {
	const profile = {...session.profile, ...change};
	return {...session, profile, endpoint: resolveEndpoint(profile, session.endpoint.profileName)};
}
