import {tmpdir} from 'node:os';
import process from 'node:process';
import {describe, expect, test, vi} from 'vitest';
import {
	type Authenticator,
	type AuthenticatorOptions,
	createAuthenticator,
} from '../../source/auth/authenticator.ts';
import {ChatError} from '../../source/core/errors.ts';
import {installAzureCli} from '../helpers/fake-azure-cli.ts';

const {signal} = new AbortController();

function create(special: Partial<AuthenticatorOptions>): Authenticator {
	return createAuthenticator({
		auth: {type: 'key'},
		scope: 'https://ml.azure.com/.default',
		environment: {},
		secret: async () => 'the-secret',
		onSecret: () => {},
		...special,
	});
}

test.each([
	[{type: 'key'} as const, {authorization: 'Bearer the-secret'}],
	[{type: 'api-key'} as const, {'api-key': 'the-secret'}],
	[{type: 'none'} as const, {}],
])('signs with %j', async (auth, headers) => {
	const authenticator = create({auth});
	expect(await authenticator.headers({signal})).toEqual(headers);
	expect(authenticator.renew()).toBe(false);
});

test('asks for the secret once, on first use, and tells of it', async () => {
	const secret = vi.fn(async () => 'the-secret');
	const onSecret = vi.fn();
	const authenticator = create({secret, onSecret});
	expect(secret).not.toHaveBeenCalled();
	await Promise.all([authenticator.headers({signal}), authenticator.headers({signal})]);
	expect(secret).toHaveBeenCalledOnce();
	expect(onSecret).toHaveBeenCalledWith('the-secret');
});

test('asks for the secret again after it could not be had', async () => {
	const locked = new ChatError('auth', 'The keyring is locked.', {hint: 'Unlock it.'});
	const secret = vi.fn(async () => 'the-secret').mockRejectedValueOnce(locked);
	const authenticator = create({secret});
	await expect(authenticator.headers({signal})).rejects.toBe(locked);
	expect(await authenticator.headers({signal})).toEqual({authorization: 'Bearer the-secret'});
});

test('says that Azure ML tokens cannot be fetched', () => {
	expect(() => create({auth: {type: 'aml-token'}})).toThrow(expect.objectContaining({kind: 'config'}));
});

// The Azure CLI that the tests install is a shell script.
describe.skipIf(process.platform === 'win32')('Entra sign-in through the Azure CLI', () => {
	test('gets a token for the scope and keeps it', async () => {
		const azure = installAzureCli('signed-in');
		const onSecret = vi.fn();
		const authenticator = create({auth: {type: 'entra'}, onSecret});
		expect(await authenticator.headers({signal})).toEqual({authorization: 'Bearer token-1'});
		expect(await authenticator.headers({signal})).toEqual({authorization: 'Bearer token-1'});
		expect(azure.calls()).toEqual(['account get-access-token --output json --resource https://ml.azure.com']);
		expect(onSecret).toHaveBeenCalledWith('token-1');
	});

	test('asks for the tenant of the profile', async () => {
		const azure = installAzureCli('signed-in');
		await create({auth: {type: 'entra', tenant: 'contoso.example'}}).headers({signal});
		expect(azure.calls()[0]).toMatch(/ --tenant contoso\.example$/);
	});

	test('many who wait share one call', async () => {
		const azure = installAzureCli('signed-in');
		const authenticator = create({auth: {type: 'entra'}});
		const headers = await Promise.all(Array.from({length: 5}, () => authenticator.headers({signal})));
		expect(new Set(headers.map(({authorization}) => authorization))).toEqual(new Set(['Bearer token-1']));
		expect(azure.calls()).toHaveLength(1);
	});

	test('gets another token after one was refused', async () => {
		const azure = installAzureCli('signed-in');
		const authenticator = create({auth: {type: 'entra'}});
		expect(authenticator.renew()).toBe(false);
		await authenticator.headers({signal});
		expect(authenticator.renew()).toBe(true);
		// Somebody else's request was refused, too, and the new token is on its way.
		const next = authenticator.headers({signal});
		expect(authenticator.renew()).toBe(true);
		expect(await next).toEqual({authorization: 'Bearer token-2'});
		expect(azure.calls()).toHaveLength(2);
	});

	test('gets another token before one ends', async () => {
		installAzureCli('expiring');
		const authenticator = create({auth: {type: 'entra'}});
		await authenticator.headers({signal});
		expect(await authenticator.headers({signal})).toEqual({authorization: 'Bearer token-2'});
	});

	test('says how to sign in where nobody is', async () => {
		installAzureCli('signed-out');
		await expect(create({auth: {type: 'entra'}}).headers({signal})).rejects.toMatchObject({
			kind: 'auth',
			message: 'Nobody is signed in to Azure on this computer.',
			hint: 'Run: az login',
		});
		const auth = {type: 'entra', tenant: 'contoso.example'} as const;
		await expect(create({auth}).headers({signal})).rejects.toMatchObject({
			hint: 'Run: az login --tenant contoso.example',
		});
	});

	test('says so, too, where there is no Azure CLI', async () => {
		vi.stubEnv('PATH', tmpdir());
		await expect(create({auth: {type: 'entra'}}).headers({signal})).rejects.toMatchObject({kind: 'auth'});
		vi.unstubAllEnvs();
	});

	test('does not wait for a silent Azure CLI longer than the user', async () => {
		installAzureCli('silent');
		const controller = new AbortController();
		const waiting = create({auth: {type: 'entra'}}).headers({signal: controller.signal});
		controller.abort(new Error('enough'));
		await expect(waiting).rejects.toThrow('enough');
	});

	test('one who stops waiting takes nothing from the others', async () => {
		const azure = installAzureCli('signed-in');
		const authenticator = create({auth: {type: 'entra'}});
		const impatient = authenticator.headers({signal: AbortSignal.abort(new Error('enough'))});
		const patient = authenticator.headers({signal});
		await expect(impatient).rejects.toThrow('enough');
		expect(await patient).toEqual({authorization: 'Bearer token-1'});
		expect(azure.calls()).toHaveLength(1);
	});
});
