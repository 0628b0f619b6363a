import type { Io } from './io.js';

/** Of the forms that `--json` prints; raised when one of them changes so that a reader must change, too. */
const VERSION = 1;

/** Prints what a program reads: one object on standard output, its `version` first (docs/cli-json.md). */
export function printJson(io: Io, fields: object): void {
	io.out(jsonText(fields));
}

/** The same text, for a file. */
export function jsonText(fields: object): string {
	return JSON.stringify({ version: VERSION, ...fields }, undefined, 2);
}

/** The same on one line: for what prints one object after another. */
export function printJsonLine(io: Io, fields: object): void {
	io.out(JSON.stringify({ version: VERSION, ...fields }));
}
