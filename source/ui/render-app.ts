import {type Instance, render} from 'ink';
import type {ReactNode} from 'react';

/** Draws on this process's terminal until it is unmounted. */
export function renderApp(node: ReactNode): Instance {
	// Ink does so after its first frame. What is typed until then would be echoed into that frame, and Enter would
	// arrive as a line feed.
	process.stdin.setRawMode(true);
	return render(node, {
		// Ink takes any CI variable for a machine without a terminal; the caller has looked.
		interactive: true,
		exitOnCtrlC: false,
		incrementalRendering: true,
		// Without the alternate keys, Ctrl with a letter of another script arrives as that letter.
		kittyKeyboard: {mode: 'auto', flags: ['disambiguateEscapeCodes', 'reportAlternateKeys']},
	});
}
