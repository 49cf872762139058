import {copyFileSync, readFileSync, realpathSync, renameSync, rmSync} from 'node:fs';
import {dirname} from 'node:path';
import {type Config, configPath, configVersion} from './config-file.ts';
import {errorCode} from './read-json-file.ts';
import {storageError} from './storage-error.ts';
import {removeStaleTemporaries, syncFolder} from './write-file.ts';

/** Writes the whole config file; the caller holds its lock. */
export type SaveConfig = (config: Config, source: {readonly [key: string]: unknown}) => void;

const configFileMode = 0o600;

/**
 * Loads `conf`, which does the writing: temporary file, fsync, rename, through a symbolic link to the file it leads
 * to. Reading does not need it, and most runs only read.
 */
export async function loadConfigSaver(folder: string): Promise<SaveConfig> {
	const {default: Conf} = await import('conf');
	const path = configPath(folder);
	return (config, source) => {
		const content = mergeConfig(config, source);
		try {
			const target = realPath(path);
			removeStaleTemporaries(target);
			withBackup(target, encode(content), () => {
				const conf = new Conf<Record<string, unknown>>({
					cwd: folder,
					projectSuffix: '',
					configFileMode,
					clearInvalidConfig: false,
					// A key is a key, dots and all.
					accessPropertiesByDotNotation: false,
					serialize: encode,
				});
				conf.store = content;
			});
			syncFolder(dirname(target));
		} catch (error) {
			throw storageError('config', path, error);
		}
	};
}

function encode(content: Readonly<Record<string, unknown>>): string {
	return `${JSON.stringify(content, undefined, '\t')}\n`;
}

/** The config as it goes to disk: our keys changed, keys that this version does not know kept. */
function mergeConfig(config: Config, source: {readonly [key: string]: unknown}): Record<string, unknown> {
	const {default: _former, ...others} = source;
	const hasPreferences = Object.keys(config.preferences).length > 0 || Object.hasOwn(source, 'preferences');
	return {
		version: configVersion,
		...(config.default === undefined ? {} : {default: config.default}),
		...others,
		profiles: config.profiles,
		...(hasPreferences ? {preferences: config.preferences} : {}),
	};
}

/**
 * Keeps the old file until the new one is known to be whole: on a full disk conf takes a short write for a good one
 * and puts the torn file in place of the old one.
 */
function withBackup(path: string, text: string, write: () => void): void {
	const backup = `${path}.tmp-${'0'.repeat(16)}`;
	const hasBackup = copyIfThere(path, backup);
	try {
		write();
		if (readFileSync(path, 'utf8') !== text) {
			throw Object.assign(new Error('Fewer bytes were written than given.'), {code: 'ENOSPC'});
		}
	} catch (error) {
		if (hasBackup) {
			renameSync(backup, path);
		} else {
			rmSync(path, {force: true});
		}

		throw error;
	}

	rmSync(backup, {force: true});
}

function copyIfThere(from: string, to: string): boolean {
	try {
		copyFileSync(from, to);
		return true;
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return false;
		}

		rmSync(to, {force: true});
		throw error;
	}
}

function realPath(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}
