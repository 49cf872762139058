import type {Api} from '../core/api.ts';
import {azuremlScore} from './azureml-score.ts';
import {chatCompletions} from './chat-completions.ts';
import {completions} from './completions.ts';
import type {WireFormat} from './wire-format.ts';

/** Every wire format by its name. A new one is its file and its line here. */
export const wireFormats: Readonly<Record<Api, WireFormat>> = {
	'chat-completions': chatCompletions,
	completions,
	'azureml-score': azuremlScore,
};
