import fs from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {onTestFinished, vi} from 'vitest';

export type FakeAzureCli = {
	/** The arguments of each call, in order. */
	calls(): readonly string[];
};

/** What the next calls do: hand out `token-1`, `token-2`, …, fail, or say nothing. */
export type Behaviour = 'signed-in' | 'expiring' | 'signed-out' | 'silent';

const scripts: Readonly<Record<Behaviour, string>> = {
	'signed-in': `printf '{"accessToken":"token-%s","expires_on":4102444800}' "$count"`,
	expiring: `printf '{"accessToken":"token-%s","expires_on":1}' "$count"`,
	'signed-out': `echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`,
	// Its standard input never ends.
	silent: 'read -r line',
};

/** Puts an `az` of our own on an otherwise empty PATH, until the test ends. */
export function installAzureCli(behaviour: Behaviour): FakeAzureCli {
	const folder = fs.mkdtempSync(join(tmpdir(), 'amlchat-az-'));
	const log = join(folder, 'calls');
	fs.writeFileSync(log, '');
	fs.writeFileSync(
		join(folder, 'az'),
		`#!/bin/sh
echo "$*" >> '${log}'
count=0
while read -r line; do count=$((count + 1)); done < '${log}'
${scripts[behaviour]}
`,
		{mode: 0o755},
	);
	vi.stubEnv('PATH', folder);
	onTestFinished(() => {
		vi.unstubAllEnvs();
		fs.rmSync(folder, {recursive: true, force: true});
	});
	return {calls: () => fs.readFileSync(log, 'utf8').split('\n').slice(0, -1)};
}
