import {ChatError, configError, usageError} from '../core/errors.ts';
import {printableLine} from '../core/printable-text.ts';
import {findProfile} from '../profiles/change-config.ts';
import type {Config} from '../profiles/config-file.ts';
import {describeProfile, exportProfile, profileToJson} from '../profiles/describe-profile.ts';
import type {Profile} from '../profiles/profile.ts';
import {quoteWord} from '../profiles/split-command.ts';
import {alignColumns} from './align-columns.ts';
import type {Io} from './io.ts';
import {notice, printJson} from './output.ts';
import {addProfile, editProfile} from './profile-add-edit.ts';
import {isStored} from './profile-changes.ts';
import {importProfiles} from './profile-import.ts';
import type {ProfilesCommand} from './profiles-command.ts';
import type {ProfilesContext, ProfilesDependencies} from './profiles-context.ts';

const jsonIndent = 2;
const longestValue = 2000;

/**
 * Runs one `profiles` command: results to stdout, notices to stderr. Resolves to the exit code.
 *
 * @throws ChatError `usage`, `config` or `storage`, before anything is changed.
 */
export async function runProfiles(
	command: ProfilesCommand,
	io: Io,
	dependencies: ProfilesDependencies,
): Promise<number> {
	const context = {...dependencies, io};
	switch (command.action) {
		case 'list':
			await listProfiles(context, command.json);
			break;
		case 'show':
			await showProfile(context, command);
			break;
		case 'add': {
			const config = await addProfile(context, command.name, command.flags);
			await printChanged(context, command.json, config, command.name);
			break;
		}

		case 'edit': {
			const config = await editProfile(context, command.name, command.flags, command.unset);
			await printChanged(context, command.json, config, command.name);
			break;
		}

		case 'rename':
		case 'copy':
			await renameOrCopy(context, command);
			break;
		case 'remove':
			await removeProfile(context, command);
			break;
		case 'use': {
			const config = await context.store.setDefault(command.name);
			await notice(io, `“${command.name}” is the default now.`);
			await printChanged(context, command.json, config, command.name);
			break;
		}

		case 'export':
			await exportProfiles(context, command.names);
			break;
		case 'import': {
			const names = await importProfiles(context, command);
			if (command.json) {
				const config = context.store.read();
				await printJson(
					io,
					names.map(name => toJson(config, findProfile(config, name))),
					jsonIndent,
				);
			}

			break;
		}
	}

	return 0;
}

async function listProfiles({store, understand, io}: ProfilesContext, isJson: boolean): Promise<void> {
	const config = store.read();
	const {profiles} = config;
	if (isJson) {
		await printJson(
			io,
			profiles.map(profile => toJson(config, profile)),
			jsonIndent,
		);
	} else if (profiles.length === 0) {
		await notice(io, 'No profiles yet. Add one: amlchat profiles add NAME --url URL');
	} else {
		const rows = profiles.map(profile => {
			const understood = attempt(() => understand(profile));
			return [
				profile.name === config.default ? '*' : ' ',
				profile.name,
				understood?.api ?? profile.api ?? '?',
				new URL(profile.url).host,
				understood?.auth ?? profile.auth?.type ?? '?',
			];
		});
		const lines = alignColumns([[' ', 'NAME', 'API', 'HOST', 'AUTH'], ...rows]);
		await io.stdout.write(`${lines.join('\n')}\n`);
	}
}

async function showProfile(
	{store, secrets, understand, io}: ProfilesContext,
	{name, json}: {readonly name?: string | undefined; readonly json: boolean},
): Promise<void> {
	const profile = name === undefined ? store.getDefault() : store.get(name);
	if (profile === undefined) {
		throw configError('There are no profiles yet.', 'Add one: amlchat profiles add NAME --url URL');
	}

	const isDefault = store.read().default === profile.name;
	const facts = {isDefault, understood: understand(profile), secretState: await secrets.check(profile)};
	if (json) {
		const {secretState = null} = facts;
		await printJson(
			io,
			{...profileToJson(profile, isDefault), finalUrl: facts.understood.finalUrl, secretState},
			jsonIndent,
		);
		return;
	}

	const lines = describeProfile(profile, facts);
	const width = Math.max(...lines.map(([label]) => label.length));
	await io.stdout.write(
		lines.map(([label, value]) => `${label.padEnd(width)}  ${printableLine(value, longestValue)}\n`).join(''),
	);
}

async function renameOrCopy(
	context: ProfilesContext,
	{action, name, newName, json}: Extract<ProfilesCommand, {readonly action: 'rename' | 'copy'}>,
): Promise<void> {
	const {store, secrets, io} = context;
	const profile = store.get(name);
	const config = await store[action](name, newName);
	await withSecretNote(io, newName, () => secrets[action](profile, newName));
	await notice(
		io,
		action === 'rename' ? `“${name}” is called “${newName}” now.` : `Copied “${name}” to “${newName}”.`,
	);
	await printChanged(context, json, config, newName);
}

async function removeProfile(
	{store, secrets, confirm, io}: ProfilesContext,
	{name, yes, json}: {readonly name: string; readonly yes: boolean; readonly json: boolean},
): Promise<void> {
	const profile = store.get(name);
	if (!yes) {
		if (confirm === undefined) {
			throw usageError(
				'Removing a profile needs --yes where nobody can be asked.',
				`Remove it: amlchat profiles remove ${quoteWord(name)} --yes`,
			);
		}

		const what = isStored(profile.secret) ? ' and its saved key' : '';
		if (!(await confirm(`Remove “${name}” (${new URL(profile.url).host})${what}?`))) {
			await notice(io, 'Nothing was removed.');
			return;
		}
	}

	const wasDefault = store.read().default === name;
	const config = await store.remove(name);
	await notice(io, `Removed “${name}”.`);
	if (wasDefault && config.default !== undefined) {
		await notice(io, `Note: “${config.default}” is the default now.`);
	}

	try {
		await secrets.remove(profile);
	} catch (error) {
		if (!(error instanceof ChatError)) {
			throw error;
		}

		await notice(io, `Note: its saved key could not be deleted. ${error.message} ${error.hint}`);
	}

	if (json) {
		await printJson(io, {removed: name}, jsonIndent);
	}
}

async function exportProfiles({store, io}: ProfilesContext, names: readonly string[]): Promise<void> {
	const config = store.read();
	const chosen =
		names.length === 0 ? config.profiles : [...new Set(names)].map(name => findProfile(config, name));
	const exported = chosen.map(profile => ({name: profile.name, ...exportProfile(profile)}));
	for (const {name, leftOut} of exported) {
		if (leftOut.length > 0) {
			await notice(io, `Note: “${name}” is exported without ${leftOut.join(', ')}: it may hold a key.`);
		}
	}

	await printJson(io, {version: config.version, profiles: exported.map(({profile}) => profile)}, jsonIndent);
}

/** The profile is renamed or copied already: a secret that stays behind is a note, not a failure. */
async function withSecretNote(io: Io, name: string, moveSecret: () => Promise<void>): Promise<void> {
	try {
		await moveSecret();
	} catch (error) {
		if (!(error instanceof ChatError)) {
			throw error;
		}

		await notice(io, `Note: the saved key did not come along to “${name}”. ${error.message} ${error.hint}`);
	}
}

async function printChanged(
	{io}: ProfilesContext,
	isJson: boolean,
	config: Config,
	name: string,
): Promise<void> {
	if (isJson) {
		await printJson(io, toJson(config, findProfile(config, name)), jsonIndent);
	}
}

function toJson(config: Config, profile: Profile): Record<string, unknown> {
	return profileToJson(profile, config.default === profile.name);
}

/** One profile that cannot be used must not hide the others. */
function attempt<T>(action: () => T): T | undefined {
	try {
		return action();
	} catch {
		return undefined;
	}
}
