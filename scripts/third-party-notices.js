// The licences of the packages whose code is in the bundle.
import {readdir, readFile} from 'node:fs/promises';

/** The text of dist/THIRD-PARTY-NOTICES.txt, made from the bundler's list of inputs. */
export async function thirdPartyNotices(metafile, root) {
	const folders = new Set(
		Object.keys(metafile.inputs).flatMap(path => {
			const match = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path);
			return match === null ? [] : [match[0]];
		}),
	);
	const notices = await Promise.all([...folders].sort().map(folder => noticeOf(new URL(`${folder}/`, root))));
	return `amlchat contains code of these packages:\n\n${notices.join('\n\n')}\n`;
}

async function noticeOf(folder) {
	const manifest = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'));
	const file = (await readdir(folder)).find(name => /^licen[cs]e/i.test(name));
	const text = file === undefined ? '' : `\n\n${(await readFile(new URL(file, folder), 'utf8')).trim()}`;
	return `${'-'.repeat(78)}\n${manifest.name} ${manifest.version} (${manifest.license})${text}`;
}
