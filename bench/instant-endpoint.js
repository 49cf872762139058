// A chat-completions server that answers at full speed; the first part of the path says how many tokens.
import {createServer} from 'node:http';

export async function createInstantEndpoint() {
	const server = createServer((request, response) => {
		request.resume();
		request.on('end', () => {
			const tokens = Number(request.url.split('/')[1]);
			response.writeHead(200, {'content-type': 'text/event-stream'});
			for (let sent = 0; sent < tokens; sent += 100) {
				response.write(chunk('word ', Math.min(100, tokens - sent)));
			}

			response.end(
				`data: ${JSON.stringify({choices: [{index: 0, delta: {}, finish_reason: 'stop'}]})}\n\ndata: [DONE]\n\n`,
			);
		});
	});
	await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${server.address().port}`,
		close: () =>
			new Promise(resolve => {
				server.close(resolve);
				server.closeAllConnections();
			}),
	};
}

function chunk(text, count) {
	const event = {
		id: 'chatcmpl-1',
		object: 'chat.completion.chunk',
		created: 0,
		model: 'm',
		choices: [{index: 0, delta: {content: text}, finish_reason: null}],
	};
	return `data: ${JSON.stringify(event)}\n\n`.repeat(count);
}
