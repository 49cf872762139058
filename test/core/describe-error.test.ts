import {expect, test} from 'vitest';
import {describeCauses, describeError} from '../../source/core/describe-error.ts';
import {ChatError} from '../../source/core/errors.ts';
import {version} from '../../source/core/version.ts';

test('says what happened, to whom, why, what to do and what to quote', () => {
	const error = new ChatError('rate-limit', 'Rate limit reached.', {
		hint: 'Wait.',
		why: 'The service asked to wait 1 day.',
		status: 429,
		requestId: 'r-1',
	});
	expect(describeError(error, {profile: 'prod', host: 'res.openai.azure.com'})).toEqual([
		'Error: Rate limit reached (profile “prod”, res.openai.azure.com).',
		'  Why:  The service asked to wait 1 day.',
		'  Try:  Wait.',
		`  Info: request r-1, status 429, amlchat ${version}`,
	]);
});

test('leaves out what there is not, and a host that the message names', () => {
	const error = new ChatError('network', 'host.example refused the connection.', {hint: 'Start it.'});
	expect(describeError(error, {profile: null, host: 'host.example'})).toEqual([
		'Error: host.example refused the connection.',
		'  Try:  Start it.',
	]);
	expect(describeError(error)).toEqual(describeError(error, {profile: undefined, host: undefined}));
});

test('tells the chain of causes, one line each', () => {
	const inner = Object.assign(new Error('other side closed'), {code: 'UND_ERR_SOCKET'});
	const error = new ChatError('network', 'It broke.', {
		hint: '',
		cause: new TypeError('fetch failed', {cause: inner}),
	});
	expect(describeCauses(error.cause)).toEqual([
		'TypeError: fetch failed',
		'Error UND_ERR_SOCKET: other side closed',
	]);
});

test('comes to an end with causes in a circle, and with endless ones', () => {
	const circle = new Error('a');
	circle.cause = circle;
	expect(describeCauses(circle)).toEqual(['Error: a']);
	let deep = new Error('0');
	for (let index = 1; index < 100; index++) {
		deep = new Error(String(index), {cause: deep});
	}

	expect(describeCauses(deep)).toHaveLength(8);
	expect(describeCauses('no error')).toEqual([]);
});
