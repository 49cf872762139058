import {describe, expect, it} from 'vitest';
import {checkDraft, draftFields, emptyDraft, type ProfileDraft} from '../../source/ui/profile-draft.ts';

const good: ProfileDraft = {...emptyDraft, name: 'prod', url: 'https://host/score', key: 'k'};

describe('a draft', () => {
	it.each<[title: string, draft: ProfileDraft]>([
		['with a name, a URL and a key', good],
		['with a host for a URL', {...good, url: 'my.eastus2.models.ai.azure.com'}],
		['with a variable in the key’s place', {...good, key: '', variable: 'MY_KEY'}],
		['without any key', {...good, key: ''}],
		['for plain http on this computer', {...good, url: 'http://localhost:8080'}],
		['with every field', {...good, api: 'azureml-score', model: 'm', deployment: 'blue'}],
	])('%s can be saved', (_title, draft) => {
		expect([...checkDraft(draft)]).toEqual([]);
	});

	it.each<[title: string, draft: ProfileDraft, fields: readonly string[]]>([
		['without anything', emptyDraft, ['name', 'url']],
		['with a slash in its name', {...good, name: 'a/b'}, ['name']],
		['with a password in its URL', {...good, url: 'https://me:pw@host'}, ['url']],
		['for plain http to another machine', {...good, url: 'http://192.0.2.1'}, ['url']],
		['with a key and a variable', {...good, variable: 'MY_KEY'}, ['variable']],
		['with a variable that is none', {...good, key: '', variable: 'my key'}, ['variable']],
		['with an API that does not exist', {...good, api: 'chat'}, ['api']],
	])('%s cannot, and says at which field why', (_title, draft, fields) => {
		const problems = checkDraft(draft);
		expect([...problems.keys()]).toEqual(fields);
		for (const problem of problems.values()) {
			expect(problem).toMatch(/^[A-Z].{5,70}\.$/);
		}
	});

	it('hides one field while it is typed: the key', () => {
		expect(draftFields.filter(({isSecret}) => isSecret).map(({field}) => field)).toEqual(['key']);
	});
});
