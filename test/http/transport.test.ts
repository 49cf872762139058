import {execFile} from 'node:child_process';
import process from 'node:process';
import {setImmediate as nextTurn} from 'node:timers/promises';
import {promisify} from 'node:util';
import {brotliCompressSync, deflateSync, gzipSync} from 'node:zlib';
import {expect, test} from 'vitest';
import {isLoopback} from '../../source/core/origin.ts';
import {type LoopbackEndpoint, startEndpoint, tlsFile} from '../helpers/loopback-endpoint.ts';
import {startProxy} from '../helpers/proxy.ts';
import {openTransport, post, readAll} from './send.ts';

test('sends method, path, query, headers and body as they are, and asks for no compression', async () => {
	const server = await startEndpoint({status: 201, headers: {'x-request-id': 'r-1'}, body: ['Hel', 'lo']});
	const response = await openTransport().send(
		post(`${server.url}/a%20b/c?api-version=1&x=%2F`, {body: Buffer.from('{"text":"é"}')}),
	);
	expect(response.status).toBe(201);
	expect(response.header('x-request-id')).toBe('r-1');
	expect(response.header('x-missing')).toBeUndefined();
	expect(response.headers()).toMatchObject({'x-request-id': 'r-1'});
	expect(await readAll(response)).toBe('Hello');
	expect(server.requests).toMatchObject([
		{
			method: 'POST',
			path: '/a%20b/c?api-version=1&x=%2F',
			body: '{"text":"é"}',
			headers: {host: server.host, 'api-key': 'the-key', 'accept-encoding': 'identity'},
		},
	]);
});

test('joins a header that comes twice', async () => {
	const raw = 'HTTP/1.1 200 OK\r\nx-region: a\r\nx-region: b\r\ncontent-length: 0\r\n\r\n';
	const server = await startEndpoint({raw: [raw]});
	expect((await openTransport().send(post(server.url))).header('x-region')).toBe('a, b');
});

const redirects = [301, 302, 303, 307, 308];

test.each(redirects)('does not follow a %d to another origin', async status => {
	const other = await startEndpoint({body: 'stolen'});
	const server = await startEndpoint({status, headers: {location: `${other.url}/steal`}});
	const response = await openTransport().send(post(server.url));
	expect([response.status, response.header('location')]).toEqual([status, `${other.url}/steal`]);
	await readAll(response);
	expect(other.connections()).toBe(0);
});

test.each(redirects)('does not follow a %d to the same origin', async status => {
	const server = await startEndpoint([{status, headers: {location: '/elsewhere'}}, {body: 'followed'}]);
	const response = await openTransport().send(post(server.url));
	expect(response.status).toBe(status);
	await readAll(response);
	expect(server.requests).toHaveLength(1);
});

test('uses a connection again', async () => {
	const server = await startEndpoint({body: 'ok'});
	const transport = openTransport();
	await readAll(await transport.send(post(server.url)));
	// The connection is free one turn of the event loop after the answer's last byte.
	await nextTurn();
	await readAll(await transport.send(post(server.url)));
	expect([server.requests.length, server.connections()]).toEqual([2, 1]);
});

test('sends once more, on a new connection, where a kept one turns out to be closed', async () => {
	const server = await startEndpoint([{body: 'one'}, {raw: ['reset!']}, {body: 'two'}]);
	const transport = openTransport();
	expect(await readAll(await transport.send(post(server.url)))).toBe('one');
	expect(await readAll(await transport.send(post(server.url)))).toBe('two');
	expect([server.requests.length, server.connections()]).toEqual([3, 2]);
});

test('sends once more after each good answer, however often the server drops the connection', async () => {
	const server = await startEndpoint((_, index) => (index % 2 === 0 ? {body: 'ok'} : {raw: ['reset!']}));
	const transport = openTransport();
	for (let turn = 0; turn < 4; turn++) {
		expect(await readAll(await transport.send(post(server.url)))).toBe('ok');
	}

	expect(server.requests).toHaveLength(7);
});

test('sends only once on a new connection, however often that fails', async () => {
	const server = await startEndpoint({raw: ['reset!']});
	const transport = openTransport();
	for (let turn = 1; turn <= 3; turn++) {
		await expect(transport.send(post(server.url))).rejects.toMatchObject({code: 'closed-early'});
		expect(server.requests).toHaveLength(turn);
	}
});

test('says so when no response head comes in time, and closes the connection', async () => {
	const server = await startEndpoint({raw: ['stall!']});
	await expect(openTransport().send(post(server.url, {firstByteTimeoutMs: 50}))).rejects.toMatchObject({
		kind: 'timeout',
		retryable: false,
		message: `${server.host} accepted the request but sent nothing for 0.1 s.`,
	});
	await server.requests[0]?.hungUp;
});

test('a response head that drips in does not count as one', async () => {
	const server = await startEndpoint({raw: ['HTTP/1.1 200 OK\r\n', 'x-a: 1\r\n', 'stall!']});
	await expect(openTransport().send(post(server.url, {firstByteTimeoutMs: 50}))).rejects.toMatchObject({
		code: 'first-byte-timeout',
	});
});

test('a body may take longer than the response head', async () => {
	const {promise, resolve} = Promise.withResolvers<void>();
	const server = await startEndpoint({body: ['a', promise, 'b']});
	const response = await openTransport().send(post(server.url, {firstByteTimeoutMs: 1000}));
	const text = readAll(response);
	resolve();
	expect(await text).toBe('ab');
});

test('an abort closes the connection while the head is awaited', async () => {
	const arrived = Promise.withResolvers<void>();
	const server = await startEndpoint(() => {
		arrived.resolve();
		return {raw: ['stall!']};
	});
	const controller = new AbortController();
	const sent = openTransport().send(post(server.url, {signal: controller.signal}));
	await arrived.promise;
	controller.abort(new Error('enough'));
	await expect(sent).rejects.toThrow('enough');
	await server.requests[0]?.hungUp;
});

test('an abort closes the connection while the body is read', async () => {
	const server = await startEndpoint({body: ['first', 'stall!']});
	const controller = new AbortController();
	const response = await openTransport().send(post(server.url, {signal: controller.signal}));
	const read = async () => {
		for await (const chunk of response.body) {
			expect(Buffer.from(chunk).toString()).toBe('first');
			controller.abort(new Error('enough'));
		}
	};

	await expect(read()).rejects.toThrow('enough');
	await server.requests[0]?.hungUp;
});

test('sends nothing under a signal that is aborted already', async () => {
	const server = await startEndpoint({});
	const signal = AbortSignal.abort(new Error('enough'));
	await expect(openTransport().send(post(server.url, {signal}))).rejects.toThrow('enough');
	expect(server.requests).toHaveLength(0);
});

test('leaving a body early closes the connection', async () => {
	const server = await startEndpoint({body: ['first', 'stall!']});
	const response = await openTransport().send(post(server.url));
	for await (const _ of response.body) {
		break;
	}

	await server.requests[0]?.hungUp;
});

test('leaving a compressed body early closes the connection', async () => {
	const compressed = gzipSync('first and more').subarray(0, -8);
	const server = await startEndpoint({headers: {'content-encoding': 'gzip'}, body: [compressed, 'stall!']});
	const response = await openTransport().send(post(server.url));
	for await (const _ of response.body) {
		break;
	}

	await server.requests[0]?.hungUp;
});

test('leaving a body before it was begun, or while a piece is awaited, closes the connection', async () => {
	const server = await startEndpoint({body: ['stall!']});
	const transport = openTransport();
	const unread = await transport.send(post(server.url));
	await unread.body[Symbol.asyncIterator]().return?.();
	await server.requests[0]?.hungUp;

	const awaited = (await transport.send(post(server.url))).body[Symbol.asyncIterator]();
	const next = awaited.next().catch(() => 'failed');
	await awaited.return?.();
	await server.requests[1]?.hungUp;
	expect(await next).toBe('failed');
});

test.each([
	['gzip', gzipSync('Hello, world')],
	['x-gzip', gzipSync('Hello, world')],
	['deflate', deflateSync('Hello, world')],
	['br', brotliCompressSync('Hello, world')],
	['identity', Buffer.from('Hello, world')],
	['deflate, GZIP', gzipSync(deflateSync('Hello, world'))],
])('decodes an answer encoded as %s', async (coding, body) => {
	const server = await startEndpoint({
		headers: {'content-encoding': coding},
		body: [...body].map(byte => Uint8Array.of(byte)),
	});
	expect(await readAll(await openTransport().send(post(server.url)))).toBe('Hello, world');
});

test('gives out what arrived of a compressed stream at once', async () => {
	const {createGzip, constants} = await import('node:zlib');
	const gzip = createGzip();
	gzip.write('first');
	const piece = await new Promise<Buffer>(resolve => {
		gzip.flush(constants.Z_SYNC_FLUSH, () => resolve(gzip.read()));
	});
	const server = await startEndpoint({headers: {'content-encoding': 'gzip'}, body: [piece, 'stall!']});
	const response = await openTransport().send(post(server.url));
	for await (const chunk of response.body) {
		expect(Buffer.from(chunk).toString()).toBe('first');
		break;
	}
});

test('cut compression gives what came', async () => {
	const server = await startEndpoint({
		headers: {'content-encoding': 'gzip'},
		body: [gzipSync('Hello').subarray(0, -4)],
	});
	expect(await readAll(await openTransport().send(post(server.url)))).toBe('Hello');
});

test.each(['gzip', 'deflate', 'br'])('says so when the label %s is wrong', async coding => {
	const server = await startEndpoint({headers: {'content-encoding': coding}, body: 'data: plain text\n\n'});
	await expect(openTransport().send(post(server.url)).then(readAll)).rejects.toMatchObject({
		kind: 'protocol',
		message: `${server.host} labelled the answer as compressed, but it is not.`,
	});
});

test('names an encoding that it does not know', async () => {
	const server = await startEndpoint({headers: {'content-encoding': 'constructor'}, body: 'x'});
	await expect(openTransport().send(post(server.url)).then(readAll)).rejects.toMatchObject({
		kind: 'protocol',
		message: 'The answer is encoded as "constructor", which amlchat cannot read.',
	});
});

test('stops at the size limit, compressed as the body may be', async () => {
	const server = await startEndpoint({
		headers: {'content-encoding': 'gzip'},
		body: [gzipSync(Buffer.alloc(130 * 1024 * 1024)), 'stall!'],
	});
	const response = await openTransport().send(post(server.url));
	let length = 0;
	const read = async () => {
		for await (const chunk of response.body) {
			length += chunk.length;
		}
	};

	await expect(read()).rejects.toMatchObject({
		kind: 'protocol',
		message: `The answer of ${server.host} passed the limit of 128 MB.`,
	});
	expect(length).toBeLessThanOrEqual(128 * 1024 * 1024);
	await server.requests[0]?.hungUp;
});

test('trusts the authority that a profile names', async () => {
	const server = await startEndpoint({body: 'ok'}, {certificate: 'localhost'});
	const transport = openTransport({caFile: tlsFile('ca.pem')});
	expect(await readAll(await transport.send(post(server.url)))).toBe('ok');
});

test('trusts what NODE_EXTRA_CA_CERTS names beside the authority of a profile', async () => {
	const server = await startEndpoint({body: 'ok'}, {certificate: 'localhost'});
	// Node reads the variable when it starts.
	const program = `
		import {createTransport} from ${JSON.stringify(new URL('../../source/http/transport.ts', import.meta.url))};
		const transport = createTransport({caFile: ${JSON.stringify(tlsFile('other-name.pem'))}});
		const signal = new AbortController().signal;
		const url = new URL(${JSON.stringify(server.url)});
		console.log((await transport.send({method: 'GET', url, headers: {}, signal})).status);
		await transport.close();
	`;
	const {stdout} = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
		env: {...process.env, NODE_EXTRA_CA_CERTS: tlsFile('ca.pem')},
	});
	expect(stdout).toBe('200\n');
});

test('shows the client certificate that a profile names', async () => {
	const server = await startEndpoint({body: 'ok'}, {certificate: 'localhost', wantsClientCertificate: true});
	const files = {clientCert: tlsFile('localhost.pem'), clientKey: tlsFile('key.pem')};
	const transport = openTransport({caFile: tlsFile('ca.pem'), ...files});
	expect(await readAll(await transport.send(post(server.url)))).toBe('ok');
});

test('names the file of a certificate that cannot be read', async () => {
	const transport = openTransport({caFile: '/nowhere/ca.pem'});
	await expect(transport.send(post('https://localhost:1'))).rejects.toMatchObject({
		kind: 'config',
		message: 'The file /nowhere/ca.pem that the profile names as caFile cannot be read.',
	});
});

async function startBehindProxy(): Promise<LoopbackEndpoint> {
	return startEndpoint({body: 'reached'}, {certificate: 'other-name'});
}

test('reaches an https host through the proxy, by a tunnel', async () => {
	const server = await startBehindProxy();
	const proxy = await startProxy(server.port);
	const transport = openTransport({
		proxies: {https: proxy.url.replace('//', '//me:pass%40word@')},
		caFile: tlsFile('ca.pem'),
	});
	expect(await readAll(await transport.send(post('https://example.invalid/v1')))).toBe('reached');
	expect(proxy.requests).toEqual(['CONNECT example.invalid:443']);
	expect(proxy.authorizations).toEqual([`Basic ${Buffer.from('me:pass@word').toString('base64')}`]);
	expect(server.requests[0]?.headers).not.toHaveProperty('proxy-authorization');
});

test('reaches an http host through the proxy', async () => {
	const proxy = await startProxy(0);
	const transport = openTransport({proxies: {http: proxy.url}});
	expect(await readAll(await transport.send(post('http://name.invalid/v1?x=1')))).toBe('by the proxy');
	expect(proxy.requests).toEqual(['POST http://name.invalid/v1?x=1']);
});

test('never asks the proxy for a host of this machine', async () => {
	const server = await startEndpoint({body: 'direct'});
	const proxy = await startProxy(server.port);
	const transport = openTransport({proxies: {http: proxy.url, https: proxy.url}});
	for (const host of ['127.0.0.1', 'localhost']) {
		const url = new URL(`http://${host}:${server.port}`);
		expect(isLoopback(url)).toBe(true);
		expect(await readAll(await transport.send(post(url.href)))).toBe('direct');
	}

	expect(proxy.requests).toEqual([]);
});

test('goes around the proxy for the hosts of NO_PROXY', async () => {
	const server = await startEndpoint({body: 'direct'}, {certificate: 'localhost'});
	const proxy = await startProxy(server.port);
	// The trailing dot makes it another name than localhost, and one that resolves to this machine.
	const url = `https://localhost.:${server.port}`;
	const options = {caFile: tlsFile('ca.pem')};
	const around = openTransport({...options, proxies: {https: proxy.url, none: 'a.example, localhost.'}});
	await around.send(post(url)).catch(() => {});
	expect(proxy.requests).toEqual([]);
	const through = openTransport({...options, proxies: {https: proxy.url, none: 'a.example'}});
	await through.send(post(url)).catch(() => {});
	expect(proxy.requests).toHaveLength(1);
});
