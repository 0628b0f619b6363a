import { Command, Option } from 'commander';
import { addConsoleCommands } from './console-commands.js';
import { EXIT_CODES } from './exit-codes.js';
import type { Io } from './io.js';
import { addLiveCommands } from './live-commands.js';
import { addOperatorCommands } from './operator-commands.js';
import { addSetupCommands } from './setup-commands.js';
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
export function createProgram(io: Io): Command {
	const program = new Command('greenapi-rc')
		.description('Brings WhatsApp (GREEN-API) into Rocket.Chat Omnichannel.')
		.version(ownVersion(), '-V, --version', 'print the version')
		.option('--debug', 'print stacks and causes of a failure')
		.option('-q, --quiet', 'print what was asked for and failures, no advice')
		.option('--no-color', 'print without colours, as with NO_COLOR')
		.addOption(new Option('--lang <language>', 'the language of answers').choices(LANGUAGES))
		.helpOption('-h, --help', 'print this help')
		.helpCommand('help [command]', 'print the help of a command')
		.configureOutput({
			writeOut: (text) => {
				io.out(text.trimEnd());
			},
			writeErr: (text) => {
				io.fail(text.trimEnd());
			},
		})
		.showHelpAfterError('greenapi-rc --help lists what there is.')
		.addHelpText('after', exitCodeTable())
		.exitOverride()
		.hook('preAction', (called) => {
			const { quiet = false, color, lang } = called.opts<GlobalOptions>();
			if (quiet) io.hush();
			if (lang !== undefined) io.speak(lang);
			// Where the questions, too, look for it.
			if (!color) io.process.env['NO_COLOR'] = '1';
		});
	addDaemon(program, io);
	addMigrate(program, io);
	addConfig(program, io);
	addSetupCommands(program, io);
	addOperatorCommands(program, io);
	addLiveCommands(program, io);
	addDemo(program, io);
	addConsoleCommands(program, io, createProgram);
	return program;
}

function addDaemon(program: Command, io: Io): void {
	program
		.command('daemon')
		.description('receive and deliver messages until SIGTERM or Ctrl+C')
		.action(async () => {
			const { daemonCommand } = await import('./commands/daemon.js');
			await daemonCommand(io);
		});
}

function addMigrate(program: Command, io: Io): void {
	program
		.command('migrate')
		.description('bring the database up to date (the daemon does it by itself when it starts)')
		.option('--status', 'list which migrations are applied and which are missing; changes nothing')
		.option('--rollback', 'undo the newest batch; what its tables held is lost')
		.action(async (options: { status?: true; rollback?: true }, command: Command) => {
			if (options.status && options.rollback)
				command.error('error: --status and --rollback exclude each other');
			const { migrateCommand } = await import('./commands/migrate.js');
			const step = options.status ? 'status' : options.rollback ? 'rollback' : 'latest';
			await migrateCommand(io, step);
		});
}

type ConfigOptions = { json?: true; markdown?: true; texts?: true; capabilities?: true };

function addConfig(program: Command, io: Io): void {
	program
		.command('config')
		.description('print each setting, its value and where it came from; secrets stay hidden')
		.option('--json', 'as JSON')
		.option('--markdown', 'print the reference of all settings instead of the values')
		.option('--texts', 'print the reference of all texts instead of the values')
		.option('--capabilities', 'print what crosses in which direction instead of the values')
		.action(async (options: ConfigOptions, command: Command) => {
			if (Object.keys(options).length > 1)
				command.error('error: --json, --markdown, --texts and --capabilities exclude each other');
			const { configCommand } = await import('./commands/config.js');
			const [form = 'table'] = Object.keys(options) as (keyof ConfigOptions)[];
			await configCommand(io, form);
		});
}

function addDemo(program: Command, io: Io): void {
	program
		.command('demo')
		.description('the whole bridge between stand-ins of both clouds, on this machine alone')
		.option('--stay', 'go on until Ctrl+C, to look around')
		.action(async (options: { stay?: true }) => {
			const { runDemo } = await import('./commands/demo.js');
			await runDemo(io, { stay: options.stay ?? false });
		});
}

function exitCodeTable(): string {
	const rows = Object.values(EXIT_CODES).map(
		({ code, meaning }) => `  ${String(code).padEnd(3)}  ${meaning}`,
	);
	return ['', 'Exit codes:', ...rows].join('\n');
}
