import { bashCompletion } from '../completion/bash.js';
import { fishCompletion } from '../completion/fish.js';
import type { Shell } from '../completion/shells.js';
import { zshCompletion } from '../completion/zsh.js';
import type { Io } from '../io.js';
import { createProgram } from '../program.js';
import { pageOf } from '../reference/tree.js';
import type { Page } from '../reference/tree.js';

const SCRIPTS: Readonly<Record<Shell, (page: Page) => string>> = {
	bash: bashCompletion,
	zsh: zshCompletion,
	fish: fishCompletion,
};

/** `greenapi-rc completion`: the script for a shell, made from the commands of this version. */
export async function completionCommand(io: Io, shell: Shell): Promise<void> {
	const program = createProgram(io);
	if (io.language() === 'ru') {
		const { translateProgram } = await import('../russian/translate-program.js');
		translateProgram(program);
	}
	io.out(SCRIPTS[shell](pageOf(program)).trimEnd());
}
