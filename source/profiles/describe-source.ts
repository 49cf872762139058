import type {SecretSource} from './profile.ts';
import {joinCommand} from './split-command.ts';

/** Where a secret comes from: `file`, `keyring`, `variable LLAMA_KEY`, `command pass show llama`. */
export function describeSource(source: SecretSource): string {
	switch (source.from) {
		case 'env':
			return `variable ${source.name}`;
		case 'command':
			return `command ${joinCommand(source.command)}`;
		default:
			return source.from;
	}
}
