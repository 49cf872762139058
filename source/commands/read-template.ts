import {configError, usageError} from '../core/errors.ts';
import {
	type CustomTemplate,
	isTemplateName,
	type PromptTemplate,
	templateNames,
} from '../core/prompt-template.ts';
import {parseCustomTemplate} from '../wire/templates/custom-template.ts';
import {readJsonFile} from './read-input.ts';

/** A built-in template by its name, or one of the user's own from `@FILE`. */
export async function readTemplate(value: string): Promise<PromptTemplate> {
	if (!value.startsWith('@')) {
		if (isTemplateName(value)) {
			return value;
		}

		throw usageError(
			`There is no template called “${value}”.`,
			`Use one of ${templateNames.join(', ')}, or @FILE.`,
		);
	}

	const template = parseCustomTemplate(await readJsonFile(value.slice(1), 'a template'));
	if (typeof template === 'string') {
		throw configError(
			`${value.slice(1)} is no prompt template: ${template}`,
			'The README shows what one looks like.',
		);
	}

	return withSavedSpelling(template);
}

/** Profiles know one spelling of the placeholder; Foundry Local's files have the other. */
function withSavedSpelling({system, user, assistant, ...rest}: CustomTemplate): CustomTemplate {
	const spell = (text: string) => text.replaceAll('{Content}', '{content}');
	return {
		...(system === undefined ? {} : {system: spell(system)}),
		user: spell(user),
		assistant: spell(assistant),
		...rest,
	};
}
