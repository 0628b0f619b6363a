import { Command, Option } from 'commander';
import { EXIT_CODES, USAGE_HELP } from './exit-codes.js';
import { groupCommands } from './groups.js';
import { addDoctorCommands } from './doctor-commands.js';
import { addInstanceCommands } from './instance-commands.js';
import { addCareCommands } from './care-commands.js';
import { addConsoleCommands } from './console-commands.js';
import type { Io } from './io.js';
import type { Manner } from './manner.js';
import { addMessageCommands } from './message-commands.js';
import { addLiveCommands } from './live-commands.js';
import { addOperatorCommands } from './operator-commands.js';
import { addProgramCommands } from './program-commands.js';
import { addSetupCommands } from './setup-commands.js';
import { suggestChoices } from './suggestions.js';
import { addSetupGuideCommands } from './setup-guide-commands.js';
import { ownVersion } from '../core/config/version.js';
import { LANGUAGES } from '../core/texts/languages.js';
import type { Language } from '../core/texts/languages.js';

type GlobalOptions = {
	readonly quiet?: boolean;
	readonly color: boolean;
	readonly lang?: Language;
};

/**
 * The commands and their options. Bodies are loaded when they run: `--help` waits for none of them. Commander's own
 * failures are thrown as CommanderError, those of a body as they are.
 */
export function createProgram(io: Io, { isJson = false }: Partial<Manner> = {}): Command {
	const program = new Command('greenapi-rc')
		.description('Brings WhatsApp (GREEN-API) into Rocket.Chat Omnichannel.')
		.version(ownVersion(), '-V, --version', 'print the version')
		.option('--debug', 'print stacks and causes of a failure')
		.option('-q, --quiet', 'print what was asked for and failures, no advice')
		.option('--no-color', 'print without colours, as with NO_COLOR')
		.addOption(
			new Option('--lang <language>', 'the language of help and answers').choices(LANGUAGES),
		)
		.helpOption('-h, --help', 'print this help')
		.helpCommand('help [command]', 'print the help of a command')
		.configureOutput({
			writeOut: (text) => {
				io.out(lineOf(text));
			},
			// As JSON it is said by whoever catches the error: see failure.ts.
			writeErr: (text) => {
				if (!isJson) io.fail(lineOf(text));
			},
		})
		.showHelpAfterError(USAGE_HELP)
		.addHelpText('after', exitCodeTable())
		.exitOverride()
		.hook('preAction', (called) => {
			const { quiet = false, color, lang } = called.opts<GlobalOptions>();
			if (quiet) io.hush();
			if (lang !== undefined) io.speak(lang);
			// Where the questions, too, look for it.
			if (!color) io.process.env['NO_COLOR'] = '1';
		});
	addProgramCommands(program, io, () => createProgram(io));
	addSetupGuideCommands(program, io);
	addSetupCommands(program, io);
	addInstanceCommands(program, io);
	addOperatorCommands(program, io);
	addMessageCommands(program, io);
	addCareCommands(program, io);
	addDoctorCommands(program, io);
	addLiveCommands(program, io);
	addConsoleCommands(program, io, (beside) => createProgram(beside));
	groupCommands(program);
	suggestChoices(program);
	return program;
}

/** What writes a line ends it. */
function lineOf(text: string): string {
	return text.replace(/\n$/u, '');
}

function exitCodeTable(): string {
	const rows = Object.values(EXIT_CODES).map(
		({ code, meaning }) => `  ${String(code).padEnd(3)}  ${meaning}`,
	);
	return ['', 'Exit codes:', ...rows].join('\n');
}
