import type { Io } from '../io.js';
import { createProgram } from '../program.js';
import { manPage } from './man.js';
import { cliPage } from './markdown.js';
import { pageOf } from './tree.js';

/** The page docs/cli.md; in English, whatever language is spoken. */
export function cli(io: Io): string {
	return cliPage(pageOf(createProgram(io)));
}

/** The manual page man/greenapi-rc.1, in English. */
export function man(io: Io): string {
	return manPage(pageOf(createProgram(io)));
}
