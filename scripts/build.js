// Bundles the program into dist/: one small entry file, and chunks that are loaded when they are needed.
import {readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {thirdPartyNotices} from './third-party-notices.js';

const root = new URL('../', import.meta.url);
const {version} = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));

/** Yoga decodes its embedded WASM by `fetch('data:…')`, which loads Node's HTTP client: 25 to 40 ms at every start. */
const yogaWithoutFetch = {
	name: 'yoga-without-fetch',
	setup({onLoad}) {
		onLoad({filter: /yoga-wasm-base64-esm\.js$/}, async ({path}) => {
			const source = await readFile(path, 'utf8');
			const patched = source.replace(/"function"\s*!=\s*typeof fetch/g, 'true');
			if (patched === source) {
				throw new Error('yoga-layout changed: look at its loader again.');
			}

			return {contents: patched, loader: 'js'};
		});
	},
};

/** `undici` in our own sources means the part of it that we use. */
const leanUndici = {
	name: 'lean-undici',
	setup({onResolve}) {
		onResolve({filter: /^undici$/}, ({importer}) =>
			importer.includes('/source/') ? {path: new URL('undici-lean.js', import.meta.url).pathname} : undefined,
		);
	},
};

/** `string-width` means our quick one, which loads the real one when it has to. */
const leanStringWidth = {
	name: 'lean-string-width',
	setup({onResolve}) {
		const real = fileURLToPath(import.meta.resolve('string-width'));
		onResolve({filter: /^string-width\/real$/}, () => ({path: real}));
		onResolve({filter: /^string-width$/}, () => ({
			path: new URL('string-width-lean.js', import.meta.url).pathname,
		}));
	},
};

/** Ink loads it in development only. */
const withoutDevtools = {
	name: 'without-devtools',
	setup({onResolve, onLoad}) {
		onResolve({filter: /^react-devtools-core$/}, ({path}) => ({path, namespace: 'empty'}));
		onLoad({filter: /.*/, namespace: 'empty'}, () => ({contents: 'export default {}'}));
	},
};

const {metafile} = await build({
	absWorkingDir: root.pathname,
	entryPoints: {cli: 'source/cli.ts'},
	outdir: 'dist',
	chunkNames: 'chunks/[name]-[hash]',
	bundle: true,
	splitting: true,
	minify: true,
	keepNames: false,
	platform: 'node',
	target: 'node22.19',
	format: 'esm',
	jsx: 'automatic',
	define: {
		'process.env.NODE_ENV': '"production"',
		'process.env.DEV': '"false"',
		AMLCHAT_VERSION: JSON.stringify(version),
	},
	// Some packages are CommonJS and call require for Node's own modules.
	banner: {
		js: "import {createRequire as amlchatRequire} from 'node:module';const require = amlchatRequire(import.meta.url);",
	},
	legalComments: 'none',
	logLevel: 'warning',
	metafile: true,
	plugins: [leanUndici, leanStringWidth, yogaWithoutFetch, withoutDevtools],
});
await writeFile(new URL('dist/THIRD-PARTY-NOTICES.txt', root), await thirdPartyNotices(metafile, root));
await removeStaleChunks();
if (process.env.AMLCHAT_METAFILE) {
	await writeFile(process.env.AMLCHAT_METAFILE, JSON.stringify(metafile));
}

/** Only after the new files are there: a program that runs meanwhile still finds its chunks. */
async function removeStaleChunks() {
	const folder = new URL('dist/chunks/', root);
	const current = new Set(Object.keys(metafile.outputs).map(path => path.split('/').at(-1)));
	const stale = (await readdir(folder)).filter(name => !current.has(name));
	await Promise.all(stale.map(name => rm(new URL(name, folder))));
}
