#!/usr/bin/env node
// Nothing here may need a recent Node: this file tells people who have an old one.
import module from 'node:module';
import {version} from './core/version.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
	process.stderr.write(
		`amlchat needs Node 22.19 or newer (this is ${process.versions.node}).\n  Try:  install a current Node from https://nodejs.org, then run amlchat again.\n`,
	);
	process.exitCode = 2;
} else if (process.argv.length === 3 && process.argv[2] === '--version') {
	// Scripts ask for it at every start of a shell: nothing more is loaded for it.
	process.stdout.write(`${version}\n`);
} else {
	module.enableCompileCache?.();
	const {main} = await import('./main.ts');
	await main();
}
