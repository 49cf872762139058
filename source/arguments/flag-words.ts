/** The words that may be flags: those before `--`. */
export function flagWords(args: readonly string[]): readonly string[] {
	const end = args.indexOf('--');
	return end === -1 ? args : args.slice(0, end);
}
