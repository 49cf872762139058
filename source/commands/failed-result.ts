import {type ChatError, errorToJson} from '../core/errors.ts';
import type {Io} from './io.ts';
import {printJson} from './output.ts';

const emptyResult = {
	profile: null,
	api: null,
	model: null,
	text: '',
	reasoning: null,
	finishReason: null,
	usage: null,
	timing: null,
	requestId: null,
	deployment: null,
} as const;

/** What `--json` and `--jsonl` print where nothing could be asked at all. */
export function printFailedResult(io: Io, output: 'json' | 'jsonl', error: ChatError): Promise<void> {
	const failed = {...emptyResult, error: errorToJson(error)};
	return printJson(io, output === 'json' ? failed : {type: 'error', ...failed});
}
