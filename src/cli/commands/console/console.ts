import { RefusedError } from '../../../core/domain/errors.js';
import { loadPrompter } from '../../form.js';
import { terminalOf } from '../../terminal.js';
import type { Io } from '../../io.js';
import type { Prompter } from '../../prompter.js';
import { createDesk } from './create-desk.js';
import { sayIn } from './desk.js';
import { showMainMenu } from './main-menu.js';
import { createRunner } from './perform.js';
import type { MakeProgram } from './perform.js';
import type { Text } from './text.js';

const WORDS = {
	noTerminal: ['The console needs a terminal.', 'Консоли нужен терминал.'],
	noTerminalHelp: [
		'All that it does are commands, which need none: greenapi-rc --help lists them.',
		'Всё, что она делает, — команды, которым он не нужен: их перечислит greenapi-rc --help.',
	],
} as const satisfies Record<string, Text>;

/**
 * `greenapi-rc console`: menus over the commands, until they are left. Every choice says the line that does the same, and
 * runs it. Rejects with RefusedError `input-missing` without a terminal; a command that fails says so and ends nothing.
 */
export async function consoleCommand(
	io: Io,
	makeProgram: MakeProgram,
	isDebugging: boolean,
): Promise<void> {
	const terminal = terminalOf(io);
	if (terminal === undefined || !io.process.stdout.isTTY) throw noTerminal(io);
	const { Chalk } = await import('chalk');
	const chalk = new Chalk({ level: io.env['NO_COLOR'] ? 0 : 1 });
	let loaded: Promise<Prompter> | undefined;
	const look = { leavesOnEscape: true, language: io.language() };
	const prompter = () => (loaded ??= loadPrompter(terminal, look));
	const makeOwn = await inLanguage(io, makeProgram);
	const runner = createRunner(io, makeOwn, isDebugging);
	try {
		await showMainMenu(createDesk({ io, prompter, runner, strong: chalk.bold }));
	} finally {
		runner.close();
	}
}

/** What commander complains of stands in the language of the menus. */
async function inLanguage(io: Io, makeProgram: MakeProgram): Promise<MakeProgram> {
	if (io.language() !== 'ru') return makeProgram;
	const { translateProgram } = await import('../../russian/translate-program.js');
	return (surroundings) => {
		const program = makeProgram(surroundings);
		translateProgram(program);
		return program;
	};
}

function noTerminal(io: Io): RefusedError {
	return new RefusedError(sayIn(io, WORDS.noTerminal), {
		code: 'input-missing',
		help: sayIn(io, WORDS.noTerminalHelp),
	});
}
