import {shownUrl} from '../core/origin.ts';
import {resolveEndpoint} from '../endpoint/resolve-endpoint.ts';
import type {UnderstoodProfile} from '../profiles/describe-profile.ts';
import type {Profile} from '../profiles/profile.ts';

/**
 * What requests of a profile are like.
 *
 * @throws {ChatError} `config` for a profile that cannot be used.
 */
export function understandProfile(profile: Profile): UnderstoodProfile {
	const {url, api, auth} = resolveEndpoint(profile);
	return {finalUrl: shownUrl(url), api, auth: auth.type};
}
