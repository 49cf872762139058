import {readFileSync} from 'node:fs';
import {getCACertificates} from 'node:tls';
import {Agent, type Dispatcher, EnvHttpProxyAgent} from 'undici';
import {configError} from '../core/errors.ts';
import {defaultTimeouts} from './limits.ts';
import type {Proxies} from './proxies.ts';

export type {Dispatcher};

export type DispatcherOptions = {
	readonly proxies?: Proxies | undefined;
	/** PEM file of further certificate authorities, beside Node's own and NODE_EXTRA_CA_CERTS. */
	readonly caFile?: string | undefined;
	/** PEM files of a client certificate and its key. */
	readonly clientCert?: string | undefined;
	readonly clientKey?: string | undefined;
};

/** Makes the undici dispatcher for one set of TLS and proxy settings. */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
	const connect = {timeout: defaultTimeouts.connectMs, ...tlsOptions(options)};
	const common = {
		connect,
		// Waiting is watched by ourselves, which also sees a server that sends bytes but no text.
		headersTimeout: 0,
		bodyTimeout: 0,
		allowH2: false,
	};
	if (options.proxies === undefined) {
		return new Agent(common);
	}

	// undici asks the process's environment for what is left undefined; ours is decided once, in proxies.ts.
	return new EnvHttpProxyAgent({
		...common,
		proxyTls: tlsOptions(options),
		requestTls: connect,
		httpProxy: options.proxies.http ?? '',
		httpsProxy: options.proxies.https ?? '',
		noProxy: options.proxies.none ?? '',
	});
}

function tlsOptions(options: DispatcherOptions): {ca?: string[]; cert?: string; key?: string} {
	const {caFile, clientCert, clientKey} = options;
	return {
		...(caFile === undefined ? {} : {ca: [...getCACertificates('default'), readPem(caFile, 'caFile')]}),
		...(clientCert === undefined ? {} : {cert: readPem(clientCert, 'clientCert')}),
		...(clientKey === undefined ? {} : {key: readPem(clientKey, 'clientKey')}),
	};
}

function readPem(file: string, field: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		throw configError(
			`The file ${file} that the profile names as ${field} cannot be read.`,
			`Check the path, or remove it: amlchat profiles edit NAME --unset ${field}`,
			error,
		);
	}
}
