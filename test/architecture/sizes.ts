import ts from 'typescript';
import type { SourceFile } from './source-tree.js';

export type Size = { readonly name: string; readonly lines: number };

/** Lines of each file. */
export function fileSizes(files: readonly SourceFile[]): Size[] {
	return files.map((file) => ({
		name: file.path,
		lines: file.text.replace(/\n$/u, '').split('\n').length,
	}));
}

/** Lines of each function that has a block, from its first line to its last, nested ones included. */
export function functionSizes(files: readonly SourceFile[]): Size[] {
	return files.flatMap((file) => functionsOf(file));
}

/** The middle one of the sizes; 0 where there is none. */
export function medianLines(sizes: readonly Size[]): number {
	const lines = sizes.map((size) => size.lines).sort((a, b) => a - b);
	return lines[Math.floor((lines.length - 1) / 2)] ?? 0;
}

/** `name: lines` of everything longer than `max`. */
export function longerThan(sizes: readonly Size[], max: number): string[] {
	return sizes.filter((size) => size.lines > max).map((size) => `${size.name}: ${size.lines}`);
}

function functionsOf(file: SourceFile): Size[] {
	const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, false);
	const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
	const sizes: Size[] = [];
	const visit = (node: ts.Node): void => {
		if (hasBlock(node)) {
			const first = lineOf(node.getStart(source));
			sizes.push({ name: `${file.path}:${first}`, lines: lineOf(node.end) - first + 1 });
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return sizes;
}

function hasBlock(node: ts.Node): boolean {
	if (!ts.isFunctionLike(node) || !('body' in node)) return false;
	return node.body !== undefined && ts.isBlock(node.body);
}
