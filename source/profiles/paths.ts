import {posix, win32} from 'node:path';
import {configError} from '../core/errors.ts';

/** What the two folders depend on. */
export type System = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly platform: NodeJS.Platform;
	/** The home folder; `undefined` where the system does not know one. */
	readonly home: string | undefined;
};

/** The folder of `config.json` and `credentials.json`: `AMLCHAT_HOME`, else the platform's own config folder. */
export function configFolder({environment, platform, home}: System): string {
	if (environment.AMLCHAT_HOME) {
		return environment.AMLCHAT_HOME;
	}

	if (platform === 'win32') {
		const base = environment.APPDATA || win32.join(needHome(home), 'AppData', 'Roaming');
		return win32.join(base, 'amlchat', 'Config');
	}

	if (platform === 'darwin') {
		return posix.join(needHome(home), 'Library', 'Preferences', 'amlchat');
	}

	const base = absolute(environment.XDG_CONFIG_HOME) ?? posix.join(needHome(home), '.config');
	return posix.join(base, 'amlchat');
}

/** The folder of `conversations/`: `AMLCHAT_HOME`, else the platform's own data folder. */
export function dataFolder({environment, platform, home}: System): string {
	if (environment.AMLCHAT_HOME) {
		return environment.AMLCHAT_HOME;
	}

	if (platform === 'win32') {
		const base = environment.LOCALAPPDATA || win32.join(needHome(home), 'AppData', 'Local');
		return win32.join(base, 'amlchat', 'Data');
	}

	if (platform === 'darwin') {
		return posix.join(needHome(home), 'Library', 'Application Support', 'amlchat');
	}

	const base = absolute(environment.XDG_DATA_HOME) ?? posix.join(needHome(home), '.local', 'share');
	return posix.join(base, 'amlchat');
}

/** The XDG Base Directory Specification: a relative path is invalid and to be ignored. */
function absolute(path: string | undefined): string | undefined {
	return path !== undefined && posix.isAbsolute(path) ? path : undefined;
}

function needHome(home: string | undefined): string {
	if (home) {
		return home;
	}

	throw configError(
		'There is no home folder to keep the profiles in.',
		'Set AMLCHAT_HOME to a folder, for instance: export AMLCHAT_HOME=/var/lib/amlchat',
	);
}
