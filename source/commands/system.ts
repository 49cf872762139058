import {homedir} from 'node:os';
import type {System} from '../profiles/paths.ts';
import type {Io} from './io.ts';

/** Where this process keeps its files. */
export function systemOf(io: Io): System {
	return {environment: io.environment, platform: process.platform, home: home(io)};
}

function home(io: Io): string | undefined {
	try {
		return io.environment.HOME || io.environment.USERPROFILE || homedir() || undefined;
	} catch {
		// No entry for this user: some containers.
		return undefined;
	}
}
