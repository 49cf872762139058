import {
	AzureCliCredential,
	AzureDeveloperCliCredential,
	AzurePowerShellCredential,
	ChainedTokenCredential,
	EnvironmentCredential,
	type TokenCredential,
	WorkloadIdentityCredential,
} from '@azure/identity';
import {ChatError} from '../core/errors.ts';
import type {AccessToken, AuthenticatorOptions} from './authenticator.ts';

/** Tokens are renewed this long before they end. */
const refreshEarlyMs = 5 * 60_000;

/** How long a command line tool may take to answer, in milliseconds. */
const processTimeoutInMs = 10_000;

/**
 * Gets an Entra access token: from the `AZURE_*` environment where it names a service principal or a workload identity,
 * then from the Azure CLI, the Azure Developer CLI and Azure PowerShell. Never opens a browser.
 *
 * Managed identity is not probed: on a computer without one that is a slow time-out.
 *
 * @throws {ChatError} `auth` when nobody is signed in.
 */
export async function acquireToken(options: AuthenticatorOptions): Promise<AccessToken> {
	const tenant = options.auth.type === 'entra' ? options.auth.tenant : undefined;
	const credential = new ChainedTokenCredential(...credentials(options, tenant));
	try {
		const token = await credential.getToken(options.scope, tenant === undefined ? {} : {tenantId: tenant});
		return {
			token: token.token,
			refreshAtMs: token.refreshAfterTimestamp ?? token.expiresOnTimestamp - refreshEarlyMs,
		};
	} catch (error) {
		throw new ChatError('auth', 'Nobody is signed in to Azure on this computer.', {
			hint: tenant === undefined ? 'Run: az login' : `Run: az login --tenant ${tenant}`,
			cause: error,
		});
	}
}

function credentials(options: AuthenticatorOptions, tenant: string | undefined): TokenCredential[] {
	const {environment} = options;
	const common = {processTimeoutInMs, ...(tenant === undefined ? {} : {tenantId: tenant})};
	const isSet = (name: string) => (environment[name] ?? '') !== '';
	return [
		...(isSet('AZURE_CLIENT_ID') && isSet('AZURE_TENANT_ID') && isSet('AZURE_FEDERATED_TOKEN_FILE')
			? [new WorkloadIdentityCredential()]
			: []),
		...(isSet('AZURE_CLIENT_ID') && isSet('AZURE_TENANT_ID') ? [new EnvironmentCredential()] : []),
		new AzureCliCredential(common),
		new AzureDeveloperCliCredential(common),
		new AzurePowerShellCredential(common),
	];
}
