import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { repositoryRoot } from './repository.js';

/**
 * Loads a module of rc-app/, bundled as the package is. The app's sources are CommonJS in TypeScript of their own settings,
 * so a test says what it uses of the module: `loadApp<{ verdictOf(answer: object): { kind: string } }>('src/outbox/verdict')`.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the test says what the module exports
export function loadApp<Exports>(module: string): Exports {
	const { outputFiles } = buildSync({
		entryPoints: [join(repositoryRoot, 'rc-app', `${module}.ts`)],
		bundle: true,
		write: false,
		platform: 'node',
		target: ['node18'],
		format: 'cjs',
		external: ['@rocket.chat/apps-engine/*'],
		logLevel: 'warning',
	});
	const loaded = { exports: {} };
	const code = `(function (module, exports, require) {${outputFiles[0]!.text}\n})`;
	const run = runInThisContext(code) as (...args: unknown[]) => void;
	run(loaded, loaded.exports, createRequire(import.meta.url));
	return loaded.exports as Exports;
}
