#!/usr/bin/env node
import { existsSync } from 'node:fs';

// Reading them takes as long as the program itself: only where somebody looks at a stack.
if (['--debug', 'daemon', 'demo'].some((word) => process.argv.includes(word)))
	process.setSourceMapsEnabled(true);

const main = new URL('../dist/src/cli/main.js', import.meta.url);
if (existsSync(main)) {
	await (await import(main.href)).main(process);
} else {
	console.error('greenapi-rc is not built yet: dist/ is missing.\nRun: npm run build');
	process.exitCode = 1;
}
