import type { Io } from './io.js';

/** Of the forms that `--json` prints; raised when one of them changes so that a reader must change, too. */
const VERSION = 1;

/** Prints what a program reads: one object on standard output, its `version` first (docs/operations.md). */
export function printJson(io: Io, fields: object): void {
	io.out(JSON.stringify({ version: VERSION, ...fields }, undefined, 2));
}

/** The same on one line, where objects follow each other (NDJSON). */
export function printJsonLine(io: Io, fields: object): void {
	io.out(JSON.stringify({ version: VERSION, ...fields }));
}
