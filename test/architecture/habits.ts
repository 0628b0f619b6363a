import type { SourceFile } from './source-tree.js';

/** Import statements, and exports of what another file declares. */
const IMPORT = /^[ \t]*import\b[^;]*;/gmu;
const RE_EXPORT = /^[ \t]*export\b[^'"`;=]*?\bfrom\s*['"][^'"]+['"];?/gmu;
const EXPORT_LIST = /^[ \t]*export (?:type )?\{[^}]*\};?/gmu;
const COMMENT = /^[ \t]*(?:\/\/.*|\/\*[^]*?\*\/)/gmu;

/** Files that only hand on what others declare: they hide where a thing lives, and invite cycles. */
export function findBarrels(files: readonly SourceFile[]): string[] {
	return files
		.filter(({ text }) => /^[ \t]*export \*/mu.test(text) || (hasExport(text) && isBare(text)))
		.map(({ path }) => path);
}

function hasExport(text: string): boolean {
	return /^[ \t]*export\b/mu.test(text);
}

function isBare(text: string): boolean {
	const rest = [COMMENT, RE_EXPORT, IMPORT, EXPORT_LIST].reduce(
		(left, pattern) => left.replace(pattern, ''),
		text,
	);
	return rest.trim() === '';
}

/** Files with a default export; the named ones of tools are the caller's to leave out. */
export function findDefaultExports(files: readonly SourceFile[]): string[] {
	return matching(files, /^[ \t]*export\s+(?:default\b|\{[^}]*\bas\s+default\b)/mu);
}

/** Files that throw, or reject with, an Error without code and advice. */
export function findPlainErrors(files: readonly SourceFile[]): string[] {
	return matching(files, /\b(?:throw\s+new|reject\(\s*new)\s+Error\(/u);
}

/** `path: text` for each of `texts` that stands in a file. */
export function findTexts(files: readonly SourceFile[], texts: readonly string[]): string[] {
	return files.flatMap(({ path, text }) =>
		texts.filter((one) => text.includes(one)).map((one) => `${path}: ${one}`),
	);
}

/** Lock files that name the host a package was downloaded from. */
export function findDownloadHosts(files: readonly SourceFile[]): string[] {
	return matching(
		files.filter(({ path }) => /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/u.test(path)),
		/"resolved":\s*"https?:/u,
	);
}

function matching(files: readonly SourceFile[], pattern: RegExp): string[] {
	return files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
}
