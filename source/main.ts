import type {Command} from './arguments/command.ts';
import {parseArguments} from './arguments/parse-arguments.ts';
import {wantedOutput} from './arguments/wanted-output.ts';
import type {Io} from './commands/io.ts';
import {exitCodeFor, toChatError} from './core/errors.ts';
import {openProcess} from './process.ts';

/** Runs the program in this process: reads its arguments, does what they say, and sets the exit code. */
export async function main(): Promise<void> {
	const {io, args, finish} = openProcess();
	let code: number;
	try {
		code = await run(parseArguments(args), io);
	} catch (thrown) {
		const error = toChatError(thrown);
		const output = wantedOutput(args);
		if (output !== 'text') {
			const {printFailedResult} = await import('./commands/failed-result.ts');
			await printFailedResult(io, output, error);
		}

		const {printError} = await import('./commands/output.ts');
		await printError(io, error, {}, args.includes('-v') || args.includes('--verbose'));
		code = exitCodeFor(error);
	}

	await finish(code);
}

/** Each command's code is loaded when it is the one: a one-shot must not wait for the chat's. */
async function run(command: Command, io: Io): Promise<number> {
	switch (command.type) {
		case 'version': {
			const {version} = await import('./core/version.ts');
			await io.stdout.write(`${version}\n`);
			return 0;
		}

		case 'help': {
			const {helpText} = await import('./arguments/help.ts');
			await io.stdout.write(helpText(command.topic));
			return 0;
		}

		case 'ask': {
			const {runAsk} = await import('./commands/ask.ts');
			return runAsk(command.command, io);
		}

		case 'invoke': {
			const {runInvoke} = await import('./commands/invoke.ts');
			return runInvoke(command.command, io);
		}

		case 'demo': {
			const {runDemo} = await import('./commands/demo.ts');
			return runDemo(command.port, io);
		}

		case 'profiles': {
			const {profilesCommand} = await import('./commands/profiles-setup.ts');
			return profilesCommand(command.command, io);
		}

		case 'profile-form': {
			const {runProfileForm} = await import('./commands/profile-form.tsx');
			return runProfileForm(command, io);
		}

		case 'chat': {
			const {endpoint, output, prompt, saveAsked} = command.command;
			if (io.stdin.isTTY === true && io.stdout.isTTY && output === 'text') {
				// Ink's colour library judges the terminal by itself when it is loaded; ours was decided already.
				if (!io.stdout.hasColors) {
					process.env.FORCE_COLOR = '0';
				}

				const {runChat} = await import('./commands/chat.tsx');
				return runChat(command.command, io);
			}

			const {runAsk} = await import('./commands/ask.ts');
			return runAsk({prompt, endpoint, output, save: saveAsked, needsTerminal: true}, io);
		}
	}
}
