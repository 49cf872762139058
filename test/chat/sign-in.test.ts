import process from 'node:process';
import {describe, expect, test} from 'vitest';
import {installAzureCli} from '../helpers/fake-azure-cli.ts';
import {startEndpoint} from '../helpers/loopback-endpoint.ts';
import {openTestSession} from '../helpers/open-test-session.ts';
import {answerOf} from '../helpers/server-sent-events.ts';
import {runTurn} from './run-turn.ts';

// The Azure CLI that the tests install is a shell script.
describe.skipIf(process.platform === 'win32')('a token that the endpoint refuses', () => {
	test('is renewed once, without a word', async () => {
		installAzureCli('signed-in');
		const server = await startEndpoint(({headers}) =>
			headers.authorization === 'Bearer token-1' ? {status: 401, body: 'expired'} : answerOf('Hello'),
		);
		const session = openTestSession({url: server.url, auth: {type: 'entra'}});
		const {result, order} = await runTurn(session);
		expect([result.text, order]).toEqual(['Hello', ['start', 'text', 'finish']]);
		expect(server.requests.map(({headers}) => headers.authorization)).toEqual([
			'Bearer token-1',
			'Bearer token-2',
		]);
	});

	test('leaves no connection behind, however much the refusal has to say', async () => {
		installAzureCli('signed-in');
		const server = await startEndpoint((_, index) =>
			index === 0 ? {status: 401, body: ['no'.repeat(100_000), 'stall!']} : answerOf('Hello'),
		);
		const {result} = await runTurn(openTestSession({url: server.url, auth: {type: 'entra'}}));
		expect(result.text).toBe('Hello');
		await server.requests[0]?.hungUp;
	});

	test('is not renewed for ever', async () => {
		const azure = installAzureCli('signed-in');
		const server = await startEndpoint({status: 401, body: 'no: token-1 token-2'});
		const {error, events} = await runTurn(openTestSession({url: server.url, auth: {type: 'entra'}}));
		expect(error).toMatchObject({
			kind: 'auth',
			status: 401,
			retryable: false,
			message: `${server.host} refused the sign-in.`,
			hint: 'Sign in again: az login',
		});
		expect([server.requests.length, azure.calls().length]).toEqual([2, 2]);
		expect(JSON.stringify([events, error])).not.toMatch(/token-[12]/);
	});

	test('leads to no request where nobody is signed in', async () => {
		installAzureCli('signed-out');
		const server = await startEndpoint(answerOf('Hello'));
		const {error} = await runTurn(openTestSession({url: server.url, auth: {type: 'entra'}}));
		expect(error).toMatchObject({kind: 'auth', hint: 'Run: az login'});
		expect(server.requests).toHaveLength(0);
	});
});
