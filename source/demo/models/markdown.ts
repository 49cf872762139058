import {type DemoModel, textAnswer} from '../model.ts';
import {markdownText} from './markdown-text.ts';

/** One long answer with everything that Markdown has, and some things that a terminal must not obey. */
export const markdown: DemoModel = {
	name: 'markdown',
	description: 'A long answer with every kind of Markdown, and hostile text at its end',
	answer: () => textAnswer(markdownText),
};
