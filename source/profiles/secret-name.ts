const secretWords: ReadonlySet<string> = new Set([
	'accesstoken',
	'apikey',
	'auth',
	'authorization',
	'cookie',
	'credential',
	'credentials',
	'key',
	'passwd',
	'password',
	'pwd',
	'sas',
	'secret',
	'sig',
	'signature',
	'token',
]);

/** Whether a query parameter or header of this name holds a secret: `sig`, `subscription-key`, `accessToken`, … */
export function isSecretName(name: string): boolean {
	return name
		.replace(/([a-z\d])([A-Z])/g, '$1-$2')
		.toLowerCase()
		.split(/[^a-z\d]+/)
		.some(word => secretWords.has(word));
}
