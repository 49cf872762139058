import {configError, usageError} from '../core/errors.ts';
import {findProfile} from '../profiles/change-config.ts';
import {originOf} from '../profiles/normalize-url.ts';
import {joinCommand, quoteWord} from '../profiles/split-command.ts';
import {notice} from './output.ts';
import {adoptSecret, type ImportedProfile, parseImport} from './parse-import.ts';
import {dropFormerSecret} from './profile-add-edit.ts';
import {isStored} from './profile-changes.ts';
import type {ProfilesContext} from './profiles-context.ts';
import {readStdin, readUserFile} from './read-input.ts';

/** `profiles import`: saves the profiles of a file, all or none, and resolves to the names of those it saved. */
export async function importProfiles(
	context: ProfilesContext,
	{file, replace, yes}: {readonly file: string; readonly replace: boolean; readonly yes: boolean},
): Promise<readonly string[]> {
	const {io, store, confirm} = context;
	const isStdin = file === '-';
	const bytes = isStdin ? await readStdin(io) : await readUserFile(file);
	const imported = parseImport(bytes, isStdin ? 'Standard input' : file);
	const former = new Map(store.list().map(profile => [profile.name, profile]));
	const profiles = imported.map(({profile}) => adoptSecret(profile, former.get(profile.name)));
	const taken = profiles.find(({name}) => former.has(name));
	if (taken !== undefined && !replace) {
		throw configError(
			`There is already a profile called “${taken.name}”.`,
			'Replace the ones of the same name: add --replace',
		);
	}

	await noteSources(context, imported);
	const commands = profiles.filter(({secret}) => secret?.from === 'command');
	if (commands.length > 0 && !yes) {
		if (confirm === undefined) {
			throw usageError(
				'A profile that runs a command is imported only with --yes.',
				'Read the command, then add --yes.',
			);
		}

		if (!(await confirm('Import it, and run that whenever the key is needed?'))) {
			await notice(io, 'Nothing was imported.');
			return [];
		}
	}

	const config = await store.addAll(profiles, {shouldReplace: replace});
	await notice(io, `Imported ${profiles.map(({name}) => `“${name}”`).join(', ') || 'nothing'}.`);
	for (const {name} of profiles) {
		const replaced = former.get(name);
		if (replaced !== undefined) {
			await dropFormerSecret(context, replaced, findProfile(config, name));
		}
	}

	for (const {profile} of imported) {
		if (isStored(profile.secret) && findProfile(config, profile.name).secret === undefined) {
			await notice(
				io,
				`Note: “${profile.name}” came without its key. ` +
					`Give it: amlchat profiles edit ${quoteWord(profile.name)} --token-env VARIABLE (or --token-stdin)`,
			);
		}
	}

	return profiles.map(({name}) => name);
}

/** Says what an import would send or run, before anything is saved: the file may be somebody else's. */
async function noteSources({io}: ProfilesContext, imported: readonly ImportedProfile[]): Promise<void> {
	for (const {profile, unknownFields} of imported) {
		const {name, secret, url} = profile;
		if (secret?.from === 'command') {
			await notice(io, `“${name}” runs this command to get its key: ${joinCommand(secret.command)}`);
		} else if (secret?.from === 'env') {
			await notice(io, `Note: “${name}” sends the variable ${secret.name} to ${originOf(url)}.`);
		}

		if (unknownFields.length > 0) {
			await notice(io, `Note: “${name}” is imported without ${unknownFields.join(', ')}: not known here.`);
		}
	}
}
