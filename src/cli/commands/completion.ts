import type { Command } from 'commander';
import { bashCompletion } from '../completion/bash.js';
import { fishCompletion } from '../completion/fish.js';
import type { Shell } from '../completion/shells.js';
import { zshCompletion } from '../completion/zsh.js';
import type { Io } from '../io.js';
import { pageOf } from '../reference/tree.js';
import type { Page } from '../reference/tree.js';

const SCRIPTS: Readonly<Record<Shell, (page: Page) => string>> = {
	bash: bashCompletion,
	zsh: zshCompletion,
	fish: fishCompletion,
};

/** `greenapi-rc completion`: the script for a shell, made from the commands of this version. */
export function completionCommand(io: Io, shell: Shell, program: Command): void {
	io.out(SCRIPTS[shell](pageOf(program)).trimEnd());
}
