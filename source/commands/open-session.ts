import {createAuthenticator} from '../auth/authenticator.ts';
import type {EndpointSession, ExchangeEvent} from '../chat/endpoint-session.ts';
import {ChatError} from '../core/errors.ts';
import {createRedactor, type Redactor} from '../core/redact.ts';
import {resolveEndpoint} from '../endpoint/resolve-endpoint.ts';
import {proxiesFrom, proxySecrets} from '../http/proxies.ts';
import {defaultRetryPolicy} from '../http/retry.ts';
import {createTransport} from '../http/transport.ts';
import {readConfigFile} from '../profiles/config-file.ts';
import {configFolder} from '../profiles/paths.ts';
import type {Profile} from '../profiles/profile.ts';
import {type Choice, chooseEndpoint, demoName, type SavedProfiles} from './choose-endpoint.ts';
import type {EndpointFlags} from './endpoint-flags.ts';
import type {Io} from './io.ts';
import {textOrFile} from './read-input.ts';
import {readTemplate} from './read-template.ts';
import {type SecretRequest, secretFor} from './secret-for.ts';
import {systemOf} from './system.ts';

export type OpenedSession = {
	readonly session: EndpointSession;
	/** The demo answers because there is nothing else. */
	readonly isFallbackDemo: boolean;
	close(): Promise<void>;
};

export type OpenOptions = {
	readonly onExchange?: (event: ExchangeEvent) => void;
	readonly redactor?: Redactor;
};

/** The saved profiles; none where there is no place to keep them. */
export function readSavedProfiles(io: Io): SavedProfiles {
	const {config} = readConfigFile(configFolder(systemOf(io)));
	return {profiles: config.profiles, defaultName: config.default};
}

/**
 * Opens the endpoint that flags and environment ask for.
 *
 * @throws {ChatError} `config` or `usage` for what cannot be used; nothing has been sent then.
 */
export async function openSession(
	flags: EndpointFlags,
	io: Io,
	options: OpenOptions = {},
): Promise<OpenedSession> {
	const choice = chooseEndpoint(flags, io.environment, () => readSavedProfiles(io));
	return openChoice(choice, flags, io, options);
}

/** Opens a choice: starts the demo where that is it, resolves files that flags name, and prepares the transport. */
export async function openChoice(
	choice: Choice,
	flags: EndpointFlags,
	io: Io,
	options: OpenOptions = {},
): Promise<OpenedSession> {
	const redactor = options.redactor ?? createRedactor();
	if (choice.type === 'demo') {
		const {demoProfile} = await import('./demo-profile.ts');
		const demo = await demoProfile(flags);
		const session = await createSession(
			await withFiles(demo.profile, flags),
			demoName,
			{type: 'value', secret: demo.key},
			flags,
			io,
			redactor,
			options,
		);
		return {
			session,
			isFallbackDemo: choice.isFallback,
			async close() {
				await session.transport.close();
				await demo.close();
			},
		};
	}

	const profile = await withFiles(choice.profile, flags);
	const session = await createSession(
		profile,
		choice.type === 'profile' ? choice.saved.name : null,
		choice.type === 'profile' && flags.tokenEnv === undefined
			? {type: 'saved', saved: choice.saved}
			: {type: 'given', profile},
		flags,
		io,
		redactor,
		options,
	);
	return {session, isFallbackDemo: false, close: () => session.transport.close()};
}

async function createSession(
	profile: Profile,
	profileName: string | null,
	secret: SecretRequest,
	flags: EndpointFlags,
	io: Io,
	redactor: Redactor,
	options: OpenOptions,
): Promise<EndpointSession> {
	const endpoint = resolveEndpoint(profile, profileName);
	const proxies = proxiesFrom(io.environment);
	for (const password of proxySecrets(proxies)) {
		redactor.add(password);
	}

	if (
		io.environment.NODE_TLS_REJECT_UNAUTHORIZED === '0' &&
		endpoint.auth.type !== 'none' &&
		!endpoint.isLoopback
	) {
		throw new ChatError(
			'config',
			'NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off; the key stays here.',
			{
				hint: 'Unset it. For a private CA, set NODE_EXTRA_CA_CERTS=/path/to/ca.pem',
			},
		);
	}

	return {
		profile,
		endpoint,
		authenticator: createAuthenticator({
			auth: endpoint.auth,
			scope: endpoint.scope,
			environment: io.environment,
			secret: () => secretFor(secret, endpoint, io),
			onSecret: value => redactor.add(value),
		}),
		transport: createTransport({
			proxies,
			caFile: profile.caFile,
			clientCert: profile.clientCert,
			clientKey: profile.clientKey,
		}),
		redactor,
		timeouts: {
			totalMs: toMs(flags.timeoutSeconds),
			firstByteMs: toMs(flags.firstByteTimeoutSeconds),
			idleMs: toMs(flags.idleTimeoutSeconds),
		},
		retryPolicy:
			flags.retries === undefined ? defaultRetryPolicy : {...defaultRetryPolicy, retries: flags.retries},
		onExchange: options.onExchange,
		learned: {dialect: {}},
	};
}

/** Reads the files that `--system @FILE` and `--template @FILE` name. */
async function withFiles(profile: Profile, flags: EndpointFlags): Promise<Profile> {
	return {
		...profile,
		...(flags.system === undefined ? {} : {system: await textOrFile(flags.system)}),
		...(flags.template === undefined ? {} : {template: await readTemplate(flags.template)}),
	};
}

function toMs(seconds: number | undefined): number | undefined {
	return seconds === undefined ? undefined : seconds * 1000;
}
