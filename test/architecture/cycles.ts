import { importsOf } from './imports.js';
import type { SourceFile } from './source-tree.js';

/** One line for each circle of imports, type imports included: `a.ts -> b.ts -> a.ts`. */
export function findCycles(files: readonly SourceFile[]): string[] {
	const imports = new Map(files.map((file) => [file.path, importsOf(file).files]));
	const finished = new Set<string>();
	const cycles: string[] = [];
	const visit = (path: string, trail: readonly string[]) => {
		const start = trail.indexOf(path);
		if (start >= 0) cycles.push([...trail.slice(start), path].join(' -> '));
		if (start >= 0 || finished.has(path)) return;
		for (const next of imports.get(path) ?? []) visit(next, [...trail, path]);
		finished.add(path);
	};
	for (const path of imports.keys()) visit(path, []);
	return cycles;
}
