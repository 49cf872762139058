import {expect, test} from 'vitest';
import {findRoute} from '../../source/demo/routes.ts';

test.each([
	['POST', '/v1/chat/completions', {kind: 'chat', flavour: 'openai'}],
	['POST', '/v1/completions', {kind: 'completion', flavour: 'openai'}],
	['POST', '/openai/v1/chat/completions', {kind: 'chat', flavour: 'openai'}],
	['POST', '/openai/v1/completions', {kind: 'completion', flavour: 'openai'}],
	['POST', '/chat/completions', {kind: 'chat', flavour: 'model-inference'}],
	['POST', '/completions', {kind: 'completion', flavour: 'model-inference'}],
	[
		'POST',
		'/openai/deployments/eliza/chat/completions',
		{kind: 'chat', flavour: 'openai', deployment: 'eliza'},
	],
	[
		'POST',
		'/openai/deployments/a%20b/completions',
		{kind: 'completion', flavour: 'openai', deployment: 'a b'},
	],
	[
		'POST',
		'/openai/deployments/100%/completions',
		{kind: 'completion', flavour: 'openai', deployment: '100%'},
	],
	['POST', '/score', {kind: 'score'}],
	['GET', '/v1/models', {kind: 'models'}],
	['GET', '/openai/v1/models', {kind: 'models'}],
	['GET', '/models', {kind: 'models'}],
	['GET', '/swagger.json', {kind: 'swagger'}],
	['GET', '/info', {kind: 'info'}],
	['GET', '/', {kind: 'health'}],
])('%s %s is a route', (method, path, route) => {
	expect(findRoute(method, path)).toEqual({type: 'found', route});
	expect(findRoute(method, `${path}?api-version=2024-05-01-preview`)).toEqual({type: 'found', route});
});

test('a route of the other method says which one it takes', () => {
	expect(findRoute('GET', '/score')).toEqual({type: 'wrong-method', allow: 'POST'});
	expect(findRoute('DELETE', '/v1/models')).toEqual({type: 'wrong-method', allow: 'GET'});
});

test.each([
	'/v1',
	'/v1/chat/completions/',
	'//',
	'',
	'/constructor',
	'/__proto__',
	'/openai/deployments//completions',
])('there is nothing at "%s"', path => {
	expect(findRoute('POST', path)).toEqual({type: 'nothing'});
});
