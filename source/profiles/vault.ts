/** A saved secret, and the origin (scheme, host and port) that alone may receive it. */
export type Credential = {readonly secret: string; readonly origin: string};

/** A place that keeps secrets by the name of their profile. */
export type Vault = {
	get(name: string): Promise<Credential | undefined>;
	set(name: string, credential: Credential): Promise<void>;
	delete(name: string): Promise<void>;
};
