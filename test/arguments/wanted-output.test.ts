import {expect, it} from 'vitest';
import {wantedOutput} from '../../source/arguments/wanted-output.ts';

it.each([
	[['ask', 'x'], 'text'],
	[['ask', 'x', '--json', '--nope'], 'json'],
	[['--jsonl'], 'jsonl'],
	[['ask', '--', '--json'], 'text'],
	[['profiles', 'lst', '--json'], 'text'],
	[['demo', '--json'], 'text'],
] as const)('a command line that cannot be understood wants its output as it says: %j', (args, output) => {
	expect(wantedOutput(args)).toBe(output);
});
