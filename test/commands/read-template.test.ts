import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {readTemplate} from '../../source/commands/read-template.ts';
import {parseProfile} from '../../source/profiles/parse-profile.ts';
import {temporaryFolder} from '../helpers/run-program.ts';

test('a template in the spelling of Foundry Local can be saved in a profile', async () => {
	const file = join(temporaryFolder(), 'template.json');
	writeFileSync(
		file,
		JSON.stringify({
			user: '<|user|>\n{Content}<|end|>\n',
			assistant: '<|assistant|>\n{Content}<|end|>\n',
			prompt: '<|user|>\n{Content}<|end|>\n<|assistant|>',
		}),
	);
	const template = {
		user: '<|user|>\n{content}<|end|>\n',
		assistant: '<|assistant|>\n{content}<|end|>\n',
		start: '<|assistant|>',
	};
	expect(await readTemplate(`@${file}`)).toEqual(template);
	expect(parseProfile({name: 't', url: 'http://localhost:1', template}).template).toEqual(template);
});

test('a name that no template has is refused', async () => {
	await expect(readTemplate('nope')).rejects.toMatchObject({kind: 'usage'});
});
