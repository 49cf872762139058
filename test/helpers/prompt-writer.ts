/*
 * Adds big prompts to a prompt history as fast as it can, beginning when its standard input ends.
 *
 * Usage: node prompt-writer.ts FOLDER NAME COUNT LENGTH
 */
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {createPromptHistory} from '../../source/conversations/prompt-history.ts';

const [folder = '', name = '', count = '', length = ''] = process.argv.slice(2);
const history = createPromptHistory(folder, {
	onError(error) {
		throw error;
	},
});

process.stdout.write('ready\n');
await text(process.stdin);
for (let number = 0; number < Number(count); number++) {
	history.add(`${name}-${number}-${name.repeat(Number(length))}`);
}
