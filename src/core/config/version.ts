import { readFileSync } from 'node:fs';
import { asObject, parseJson, textAt } from '../domain/json.js';

/** package.json, seen from src/ under tsx and from dist/src/ in the built package. */
const PACKAGE = new URL(
	import.meta.url.endsWith('.ts') ? '../../../package.json' : '../../../../package.json',
	import.meta.url,
);

/** The version of this package. */
export function ownVersion(): string {
	return textAt(asObject(parseJson(readFileSync(PACKAGE, 'utf8'))), 'version');
}
