import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../support/repository.js';

/* What can be had outside of AVA, too. */

/**
 * `deno`: engine 1.62.0, the newest that is published whole; the app lives in a process of its own (Rocket.Chat 6.10 to
 * 8.7). `vm2`: engine 1.42.1, the app lives in this process (Rocket.Chat up to 6.9).
 */
export type AppsEngine = 'deno' | 'vm2';

const cache = join(repositoryRoot, 'test', 'apps-engine', 'engines', '.cache');

/** The folder of each engine's package, and what it runs in. */
export const ENGINE_FOLDERS: Readonly<Record<AppsEngine, string>> = {
	deno: join(cache, 'deno', 'pkg', 'apps-engine'),
	vm2: join(cache, 'vm2', 'node_modules', '@rocket.chat', 'apps-engine'),
};

/** The folder with the program `deno`. */
export const DENO_BIN = join(cache, 'bin');

/** Whether test/apps-engine/prepare.mjs could install the engines. */
export function hasEngines(): boolean {
	return existsSync(cache) && readdirSync(cache).some((name) => name.startsWith('done-'));
}

/** The path of the app as it is released; packed now when nobody did it before. */
export function releaseZip(): string {
	const folder = join(repositoryRoot, 'rc-app', 'dist');
	const find = () =>
		existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith('.zip')) : undefined;
	if (find() === undefined)
		execFileSync(process.execPath, [join(repositoryRoot, 'rc-app', 'scripts', 'package.mjs')]);
	return join(folder, find() ?? 'missing.zip');
}
