import {expect, test} from 'vitest';
import {networkError} from '../../source/http/network-error.ts';
import {
	type Certificate,
	closedPort,
	type Reply,
	startEndpoint,
	tlsFile,
} from '../helpers/loopback-endpoint.ts';
import {startProxy} from '../helpers/proxy.ts';
import {openTransport, post, readAll} from './send.ts';

const untrusted = 'is not signed by a CA this computer trusts.';

test.each<readonly [what: string, certificate: Certificate, caFile: string | undefined, message: string]>([
	['an unknown authority', 'localhost', undefined, untrusted],
	['a certificate that signed itself', 'self-signed', tlsFile('ca.pem'), untrusted],
	['another name', 'other-name', tlsFile('ca.pem'), 'is for another name.'],
	['an expired certificate', 'expired', tlsFile('ca.pem'), 'has expired.'],
])('tells of %s, and sends nothing', async (_, certificate, caFile, message) => {
	const server = await startEndpoint({body: 'secret'}, {certificate});
	await expect(openTransport({caFile}).send(post(server.url))).rejects.toMatchObject({
		kind: 'network',
		retryable: false,
		message: `The certificate of ${server.host} ${message}`,
	});
	expect(server.requests).toHaveLength(0);
});

test('tells of a client certificate that is missing', async () => {
	const server = await startEndpoint({}, {certificate: 'localhost', wantsClientCertificate: true});
	await expect(openTransport({caFile: tlsFile('ca.pem')}).send(post(server.url))).rejects.toMatchObject({
		kind: 'network',
		message: `${server.host} closed the connection before answering.`,
		hint: expect.stringContaining('client certificate'),
	});
});

test('tells of a port that does not speak TLS', async () => {
	const server = await startEndpoint({});
	await expect(openTransport().send(post(`https://${server.host}`))).rejects.toMatchObject({
		kind: 'network',
		retryable: false,
		message: `${server.host} does not speak TLS.`,
	});
});

test.each(['127.0.0.1', 'localhost'])('tells of %s where nobody listens', async name => {
	const host = `${name}:${await closedPort()}`;
	await expect(openTransport().send(post(`http://${host}`))).rejects.toMatchObject({
		kind: 'network',
		retryable: true,
		message: `${host} refused the connection.`,
	});
});

test.each<readonly [what: string, reply: Reply]>([
	['a connection that is reset', {raw: ['reset!']}],
	['a connection that is closed', {raw: ['close!']}],
	['half a response head', {raw: ['HTTP/1.1 200 OK\r\ncontent-ty', 'close!']}],
])('tells of %s before the answer', async (_, reply) => {
	const server = await startEndpoint(reply);
	await expect(openTransport().send(post(server.url))).rejects.toMatchObject({
		kind: 'network',
		retryable: true,
		message: `${server.host} closed the connection before answering.`,
	});
});

test.each<readonly [what: string, raw: string]>([
	['something else', 'SSH-2.0-OpenSSH_9.6\r\n'],
	['a head without an end', `HTTP/1.1 200 OK\r\nx-much: ${'x'.repeat(200_000)}\r\n\r\n`],
	['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
])('tells of %s in place of an HTTP answer', async (_, raw) => {
	const server = await startEndpoint({raw: [raw]});
	await expect(openTransport().send(post(server.url))).rejects.toMatchObject({
		kind: 'protocol',
		retryable: false,
		message: `${server.host} sent something that is not a valid HTTP answer.`,
	});
});

test.each<readonly [what: string, reply: Reply]>([
	['reset', {body: ['text', 'reset!']}],
	['closed', {body: ['text', 'close!']}],
	['too short', {raw: ['HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\ntext']}],
])('tells of a body that is %s', async (_, reply) => {
	const server = await startEndpoint(reply);
	await expect(openTransport().send(post(server.url)).then(readAll)).rejects.toMatchObject({
		kind: 'network',
		message: 'The connection broke before the answer was complete.',
	});
});

test('tells of a body that breaks the rules of HTTP', async () => {
	const server = await startEndpoint({raw: ['HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n']});
	await expect(openTransport().send(post(server.url)).then(readAll)).rejects.toMatchObject({
		kind: 'protocol',
	});
});

test('tells of a key that no header can hold, and does not repeat it', async () => {
	const server = await startEndpoint({});
	const sent = openTransport().send(post(server.url, {headers: {'api-key': 'key\nwith a line break'}}));
	await expect(sent).rejects.toMatchObject({
		kind: 'config',
		retryable: false,
		message: 'The key or a header of the profile holds characters that HTTP does not allow.',
	});
	expect(server.requests).toHaveLength(0);
});

test.each(['http', 'https'] as const)('tells of a proxy that asks for a login, for %s', async scheme => {
	const proxy = await startProxy(0, 407);
	const transport = openTransport({proxies: {[scheme]: proxy.url}});
	await expect(transport.send(post(`${scheme}://name.invalid`))).rejects.toMatchObject({
		kind: 'network',
		retryable: false,
		message: 'The proxy refused to connect to name.invalid.',
	});
});

test.each(['http', 'https'] as const)('tells of a proxy that is down, for %s', async scheme => {
	const transport = openTransport({proxies: {[scheme]: `http://127.0.0.1:${await closedPort()}`}});
	await expect(transport.send(post(`${scheme}://name.invalid`))).rejects.toMatchObject({
		kind: 'network',
		retryable: true,
		message: 'The proxy refused the connection.',
	});
});

// What cannot be brought about without a network, as undici and Node report it.
const url = new URL('https://host.example/v1');

test.each([
	['ENOTFOUND', 'network', true, 'Cannot find the host host.example.'],
	['EAI_AGAIN', 'network', true, 'Cannot find the host host.example.'],
	['EHOSTUNREACH', 'network', true, 'host.example refused the connection.'],
	['ENETUNREACH', 'network', true, 'host.example refused the connection.'],
	['UND_ERR_CONNECT_TIMEOUT', 'timeout', true, 'host.example did not answer within 10 s.'],
	['ETIMEDOUT', 'timeout', true, 'host.example did not answer within 10 s.'],
	['CERT_NOT_YET_VALID', 'network', false, 'The certificate of host.example is not valid yet.'],
	['ESOMETHING', 'network', true, 'The connection to host.example failed (ESOMETHING).'],
])('explains %s, however deep in the causes', (code, kind, retryable, message) => {
	const inner = Object.assign(new Error('inner'), {code});
	const thrown = new TypeError('fetch failed', {cause: new AggregateError([inner])});
	expect(networkError(thrown, url, {})).toMatchObject({kind, retryable, message, cause: thrown});
});

test('takes a time-out in mid-answer for a broken connection', () => {
	const thrown = Object.assign(new Error('read'), {code: 'ETIMEDOUT'});
	expect(networkError(thrown, url, {}, 'body')).toMatchObject({
		kind: 'network',
		message: 'The connection broke before the answer was complete.',
	});
});

test('survives causes in a circle and things that are no errors', () => {
	const circle: {cause?: unknown} = {};
	circle.cause = circle;
	for (const thrown of [circle, undefined, null, 'text', 7]) {
		expect(networkError(thrown, url, {})).toMatchObject({
			kind: 'network',
			message: 'The connection to host.example failed.',
		});
	}
});
