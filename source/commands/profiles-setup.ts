import {createInterface} from 'node:readline/promises';
import {printable} from '../core/printable-text.ts';
import type {Io} from './io.ts';
import {notice} from './output.ts';
import {openProfiles} from './profile-room.ts';
import {runProfiles} from './profiles.ts';
import type {ProfilesCommand} from './profiles-command.ts';
import {understandProfile} from './understand-profile.ts';

/** Runs a `profiles` command on the saved profiles of this process. */
export async function profilesCommand(command: ProfilesCommand, io: Io): Promise<number> {
	const pending: Array<Promise<void>> = [];
	const {store, secrets} = openProfiles(io, text => pending.push(notice(io, text)));
	const code = await runProfiles(command, io, {
		store,
		secrets,
		understand: understandProfile,
		confirm: io.stdin.isTTY === true && io.stderr.isTTY ? question => confirm(question, io) : undefined,
	});
	await Promise.all(pending);
	return code;
}

/** Asks on the terminal; anything but yes is no. */
async function confirm(question: string, io: Io): Promise<boolean> {
	await io.stderr.write(printable(question));
	const lines = createInterface({input: io.stdin, signal: io.signal});
	try {
		const answer = await lines.question(' [y/N] ', {signal: io.signal});
		return /^y(?:es)?$/i.test(answer.trim());
	} catch (error) {
		io.signal.throwIfAborted();
		throw error;
	} finally {
		lines.close();
	}
}
