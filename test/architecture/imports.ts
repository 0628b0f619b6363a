import { posix } from 'node:path';
import type { SourceFile } from './source-tree.js';

/** What one file imports: the paths of the repository's files, and the names of packages (with `node:` where written). */
export type Imports = { readonly files: readonly string[]; readonly packages: readonly string[] };

/** Static, type-only and re-exporting statements, and imports for their effect alone. */
const STATEMENT = /^[ \t]*(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/gmu;

/** `import('…')` in code or in types, but not on a line of comment. */
const CALL = /^(?!\s*(?:\/\/|\*)).*?\bimport\(\s*['"]([^'"]+)['"]/gmu;

/** Reads the imports off the text; it knows nothing of TypeScript beyond their spelling. */
export function importsOf(file: SourceFile): Imports {
	const specifiers = [STATEMENT, CALL].flatMap((pattern) =>
		[...file.text.matchAll(pattern)].map((match) => match[1] ?? ''),
	);
	return {
		files: specifiers
			.filter((specifier) => specifier.startsWith('.'))
			.map((specifier) => resolveFrom(file.path, specifier)),
		packages: specifiers
			.filter((specifier) => !specifier.startsWith('.'))
			.map((specifier) => packageName(specifier)),
	};
}

function resolveFrom(path: string, specifier: string): string {
	return posix.join(posix.dirname(path), specifier).replace(/\.js$/u, '.ts');
}

function packageName(specifier: string): string {
	return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
