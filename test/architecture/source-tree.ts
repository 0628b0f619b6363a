import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text file of the repository; `path` is relative to its root, with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

/** What a build or a run leaves behind, for places without git. */
const LEFTOVERS = new Set(['.git', 'node_modules', 'dist', 'data', 'coverage', '.cache']);

/** All files that are, or on the next commit may be, part of the repository under `root`. */
export function readRepository(root: string): SourceFile[] {
	return listFiles(root).flatMap((path) => {
		try {
			return [{ path, text: readFileSync(join(root, path), 'utf8') }];
		} catch {
			return []; // deleted, but still in git's index
		}
	});
}

function listFiles(root: string): string[] {
	try {
		const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
		const listing = execFileSync('git', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
		return [...new Set(listing.toString('utf8').split('\0'))].filter((path) => path !== '');
	} catch {
		return walk(root, '');
	}
}

function walk(root: string, folder: string): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true })
		.filter((entry) => !LEFTOVERS.has(entry.name))
		.flatMap((entry) => {
			const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
			return entry.isDirectory() ? walk(root, path) : [path];
		});
}
