// The least that any client on Node must do: ask by node:http, take the stream apart, print the text.
import {request} from 'node:http';

const body = JSON.stringify({messages: [{role: 'user', content: 'Hello'}], stream: true});
request(process.argv[2], {method: 'POST', headers: {'content-type': 'application/json'}}, response => {
	let rest = '';
	response.setEncoding('utf8');
	response.on('data', piece => {
		const lines = (rest + piece).split('\n');
		rest = lines.pop();
		const text = lines
			.filter(line => line.startsWith('data: {'))
			.map(line => JSON.parse(line.slice(6)).choices[0].delta.content ?? '')
			.join('');
		process.stdout.write(text);
	});
}).end(body);
