#!/usr/bin/env node
// Nothing here may need a recent Node: this file tells people who have an old one.
import module from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
	process.stderr.write(
		`amlchat needs Node 22.19 or newer (this is ${process.versions.node}).\n  Try:  install a current Node from https://nodejs.org, then run amlchat again.\n`,
	);
	process.exitCode = 2;
} else {
	module.enableCompileCache?.();
	const {main} = await import('./main.ts');
	await main();
}
