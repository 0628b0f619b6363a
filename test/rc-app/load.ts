import { createRequire } from 'node:module';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { repositoryRoot } from '../support/repository.js';

/**
 * A module of the app for Rocket.Chat, e.g. `src/forms/checks`. The app is CommonJS of its own and no part of this
 * program, so the caller says what it expects in it.
 */
export function loadFromApp(path: string): unknown {
	const outfile = join(
		repositoryRoot,
		'dist',
		'rc-app-modules',
		`${path.replaceAll('/', '-')}.cjs`,
	);
	buildSync({
		entryPoints: [join(repositoryRoot, 'rc-app', `${path}.ts`)],
		bundle: true,
		outfile,
		platform: 'node',
		format: 'cjs',
		external: ['@rocket.chat/apps-engine/*'],
		logLevel: 'warning',
	});
	return createRequire(import.meta.url)(outfile) as unknown;
}
