import {once} from 'node:events';

/** Stops this job as Ctrl+Z does in the shell, and resolves when `fg` continues it. Windows has no job control. */
export const suspend: (() => Promise<void>) | undefined =
	process.platform === 'win32'
		? undefined
		: async () => {
				const continued = once(process, 'SIGCONT');
				// Input is paused and a signal listener counts for nothing: without a timer Node would end here.
				const staysAlive = setInterval(() => {}, 60_000);
				// The whole process group, as the terminal would: a parent such as npm must stop, too.
				process.kill(0, 'SIGTSTP');
				await continued;
				clearInterval(staysAlive);
			};
