import type { Command } from 'commander';
import { manPage } from './man.js';
import { cliPage } from './markdown.js';
import { pageOf } from './tree.js';

/** The page docs/cli.md. */
export function cli(program: Command): string {
	return cliPage(pageOf(program));
}

/** The manual page man/greenapi-rc.1. */
export function man(program: Command): string {
	return manPage(pageOf(program));
}
