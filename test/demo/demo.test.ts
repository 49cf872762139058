import {execFile} from 'node:child_process';
import {request} from 'node:http';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {expect, test} from 'vitest';
import {startDemo} from '../../source/demo/demo.ts';
import {type DemoModel, lastUserText, type Piece, textAnswer} from '../../source/demo/model.ts';
import {chat, get, post, startTestDemo} from './demo-client.ts';

/** A model that never ends by itself, and says how far it got and when it was closed. */
function createEndlessModel(): {
	readonly model: DemoModel;
	readonly started: Promise<void>;
	readonly closed: Promise<void>;
	readonly count: () => number;
} {
	const start = Promise.withResolvers<void>();
	const close = Promise.withResolvers<void>();
	let count = 0;
	function* pieces(): Generator<Piece> {
		start.resolve();
		try {
			// Far more than the buffers of two sockets hold.
			while (count < 300_000) {
				count++;
				yield {type: 'text', text: ' word'};
			}
		} finally {
			close.resolve();
		}
	}

	return {
		model: {
			name: 'endless',
			description: 'Never stops',
			answer: () => ({type: 'generated', pieces: pieces()}),
		},
		started: start.promise,
		closed: close.promise,
		count: () => count,
	};
}

test('a demo endpoint has an address on loopback and a key of its own', async () => {
	const [first, second] = [await startDemo(), await startDemo()];
	expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
	expect(first.key).toMatch(/^demo-[0-9a-f]{32}$/);
	expect(second.key).not.toBe(first.key);
	expect((await get(first, '/')).status).toBe(200);
	await Promise.all([first.close(), second.close()]);
});

test('a port that is taken is an error that says so', async () => {
	const {url} = await startTestDemo();
	const port = Number(new URL(url).port);
	await expect(startDemo({port})).rejects.toMatchObject({
		kind: 'usage',
		message: `The demo endpoint cannot listen on 127.0.0.1:${port} (EADDRINUSE).`,
	});
});

test('generation stops when the client hangs up', async () => {
	const {model, closed, count} = createEndlessModel();
	const demo = await startTestDemo({models: [model]});
	const controller = new AbortController();
	const response = await post(demo, '/v1/chat/completions', chat('go', {stream: true}), {
		signal: controller.signal,
	});
	await response.body?.getReader().read();
	controller.abort();
	await closed;
	expect(count()).toBeLessThan(300_000);
});

test('generation of a whole answer stops when the client hangs up', async () => {
	const {model, started, closed} = createEndlessModel();
	// At its own pace the answer takes hours: only the hang-up can end it.
	const demo = await startTestDemo({models: [model], speed: 1});
	const controller = new AbortController();
	const answer = post(demo, '/v1/chat/completions', chat('go'), {signal: controller.signal});
	await started;
	controller.abort();
	await Promise.all([expect(answer).rejects.toThrow(), closed]);
});

test('a client that reads nothing stops the generation, and nobody else', async () => {
	const {model, count} = createEndlessModel();
	const demo = await startTestDemo({models: [model]});
	const call = request(`${demo.url}/v1/chat/completions`, {method: 'POST', headers: {'api-key': demo.key}});
	const head = new Promise(resolve => {
		call.once('response', response => resolve(response.pause().statusCode));
	});
	call.on('error', () => {});
	call.end(JSON.stringify(chat('go', {stream: true})));
	expect(await head).toBe(200);
	expect((await get(demo, '/')).status).toBe(200);
	expect(count()).toBeLessThan(300_000);
});

test('closing ends answers under way and stops listening', async () => {
	const {model, closed} = createEndlessModel();
	const demo = await startTestDemo({models: [model], speed: 1});
	const response = await post(demo, '/v1/chat/completions', chat('go', {stream: true}));
	const body = response.text();
	const idle = await get(demo, '/');
	await idle.text();
	await Promise.all([demo.close(), expect(body).rejects.toThrow(), closed]);
	await expect(get(demo, '/')).rejects.toThrow();
	await demo.close();
});

test('a model that fails is an error of the server and not the end of it', async () => {
	const failing: DemoModel = {
		name: 'failing',
		description: 'Throws',
		answer({messages}) {
			if (lastUserText(messages) === 'fail') {
				throw new TypeError('a slip');
			}

			return textAnswer('fine');
		},
	};
	const demo = await startTestDemo({models: [failing]});
	const response = await post(demo, '/v1/chat/completions', chat('fail'));
	expect(response.status).toBe(500);
	expect(await response.text()).not.toContain('a slip');
	expect((await post(demo, '/v1/chat/completions', chat('work'))).status).toBe(200);
});

test('an unreferenced demo answers, and then lets its process end', async () => {
	const module = fileURLToPath(new URL('../../source/demo/demo.ts', import.meta.url));
	const program = `
		const {startDemo} = await import(${JSON.stringify(module)});
		const demo = await startDemo({speed: 10});
		demo.unref();
		const response = await fetch(demo.url + '/v1/chat/completions', {
			method: 'POST',
			headers: {'api-key': demo.key, connection: 'close'},
			body: JSON.stringify({messages: [{role: 'user', content: 'hello'}]}),
		});
		console.log((await response.json()).choices[0].finish_reason);
	`;
	const {stdout} = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
	expect(stdout).toBe('stop\n');
});
