import {ChatError, configError} from '../core/errors.ts';
import type {Endpoint} from '../endpoint/resolve-endpoint.ts';
import {originOf} from '../profiles/normalize-url.ts';
import {configFolder} from '../profiles/paths.ts';
import type {Profile} from '../profiles/profile.ts';
import type {Io} from './io.ts';
import {notice} from './output.ts';
import {systemOf} from './system.ts';

/** Whose secret an endpoint needs. */
export type SecretRequest =
	/** Known already: the demo's. */
	| {readonly type: 'value'; readonly secret: string}
	/** A saved profile's; it goes to the saved URL's origin only. */
	| {readonly type: 'saved'; readonly saved: Profile}
	/** The variable that flags or environment name. */
	| {readonly type: 'given'; readonly profile: Profile};

/**
 * The secret for an endpoint.
 *
 * @throws {ChatError} `config` when there is none, `auth` when it belongs to another origin.
 */
export async function secretFor(request: SecretRequest, endpoint: Endpoint, io: Io): Promise<string> {
	switch (request.type) {
		case 'value':
			return request.secret;
		case 'given': {
			const {secret} = request.profile;
			const name = secret?.from === 'env' ? secret.name : 'ENDPOINT_TOKEN';
			const value = io.environment[name]?.trim();
			if (!value) {
				throw configError(
					`There is no key for ${endpoint.url.host}: the variable ${name} is not set.`,
					`Set ${name}, name another variable with --token-env, or use --auth none.`,
				);
			}

			return value;
		}

		case 'saved': {
			const {saved} = request;
			const savedOrigin = originOf(saved.url);
			if (savedOrigin !== endpoint.url.origin) {
				throw new ChatError(
					'auth',
					`The key of profile “${saved.name}” is for ${savedOrigin}, not for ${endpoint.url.origin}.`,
					{
						hint: 'Name a variable with the right key: --token-env VAR',
					},
				);
			}

			const {createSecretStore} = await import('../profiles/secrets.ts');
			const secrets = createSecretStore({
				folder: configFolder(systemOf(io)),
				environment: io.environment,
				notice: text => void notice(io, text),
			});
			return secrets.resolve(saved, {url: endpoint.url.href, signal: io.signal});
		}
	}
}
