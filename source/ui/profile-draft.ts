import {checkName, checkUrl, checkVariableName} from '../profiles/check-fields.ts';

/** The form's fields, as typed. */
export type ProfileDraft = {
	readonly name: string;
	readonly url: string;
	/** The key itself; saved apart from the profile and never shown. */
	readonly key: string;
	/** Instead of a key: the variable that holds it. */
	readonly variable: string;
	/** Empty: worked out from the URL. */
	readonly api: string;
	readonly model: string;
	readonly deployment: string;
};

export const emptyDraft: ProfileDraft = {
	name: '',
	url: '',
	key: '',
	variable: '',
	api: '',
	model: '',
	deployment: '',
};

export type DraftField = keyof ProfileDraft;

/** One field of the form. */
export type FieldDescription = {
	readonly field: DraftField;
	readonly label: string;
	readonly placeholder: string;
	readonly isSecret?: boolean;
	/** What is wrong with the value, in a short sentence; undefined when it is fine. */
	check(value: string, draft: ProfileDraft): string | undefined;
};

const apiNames = ['', 'chat-completions', 'completions', 'azureml-score'];

/** The form's fields in their order. */
export const draftFields: readonly FieldDescription[] = [
	{field: 'name', label: 'Name', placeholder: 'prod', check: checkName},
	{
		field: 'url',
		label: 'URL',
		placeholder: 'https://… the scoring URI, a base, or just the host',
		check: value => checkUrl(value),
	},
	{
		field: 'key',
		label: 'Key',
		placeholder: 'paste it; it is kept apart and never shown',
		isSecret: true,
		check: () => undefined,
	},
	{
		field: 'variable',
		label: 'or variable',
		placeholder: 'the environment variable that holds the key',
		check: (value, draft) =>
			value === ''
				? undefined
				: draft.key === ''
					? checkVariableName(value)
					: 'Give either a key or a variable.',
	},
	{
		field: 'api',
		label: 'API',
		placeholder: 'from the URL; else chat-completions, completions, azureml-score',
		check: value =>
			apiNames.includes(value) ? undefined : `One of ${apiNames.slice(1).join(', ')}, or empty.`,
	},
	{field: 'model', label: 'Model', placeholder: 'where the endpoint serves several', check: () => undefined},
	{
		field: 'deployment',
		label: 'Deployment',
		placeholder: 'where one should always answer',
		check: () => undefined,
	},
];

/** What is wrong with a draft, by field; empty when it can be saved. */
export function checkDraft(draft: ProfileDraft): ReadonlyMap<DraftField, string> {
	return new Map(
		draftFields.flatMap(({field, check}) => {
			const problem = check(draft[field], draft);
			return problem === undefined ? [] : [[field, problem] as const];
		}),
	);
}
