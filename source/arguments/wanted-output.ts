import {flagWords} from './flag-words.ts';

/**
 * What a command line that cannot be understood wants on stdout: scripts that ask for JSON get it for wrong usage, too.
 * Only the commands that answer print such an object.
 */
export function wantedOutput(args: readonly string[]): 'text' | 'json' | 'jsonl' {
	const [first = ''] = args;
	if (first === 'profiles' || first === 'demo') {
		return 'text';
	}

	const flags = flagWords(args);
	return flags.includes('--jsonl') ? 'jsonl' : flags.includes('--json') ? 'json' : 'text';
}
