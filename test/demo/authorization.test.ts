import {expect, test} from 'vitest';
import {isAuthorized} from '../../source/demo/authorization.ts';

test.each([
	[{authorization: 'Bearer secret'}, true],
	[{authorization: 'bearer secret'}, true],
	[{'api-key': 'secret'}, true],
	[{authorization: 'Bearer wrong', 'api-key': 'secret'}, true],
	[{}, false],
	[{authorization: 'secret'}, false],
	[{authorization: 'Basic secret'}, false],
	[{authorization: 'Bearer '}, false],
	[{authorization: 'Bearer secre'}, false],
	[{authorization: 'Bearer secrets'}, false],
	[{'api-key': ''}, false],
	[{'x-api-key': 'secret'}, false],
])('headers %j let a client in: %s', (headers, expected) => {
	expect(isAuthorized(headers as Readonly<Record<string, string>>, 'secret')).toBe(expected);
});
