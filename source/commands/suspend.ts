import {once} from 'node:events';

/** Stops this job as Ctrl+Z does in the shell, and resolves when `fg` continues it. Windows has no job control. */
export const suspend: (() => Promise<void>) | undefined =
	process.platform === 'win32'
		? undefined
		: async () => {
				const continued = once(process, 'SIGCONT');
				// The whole process group, as the terminal would: a parent such as npm must stop, too.
				process.kill(0, 'SIGTSTP');
				await continued;
			};
