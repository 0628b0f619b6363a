import type { Command } from 'commander';
import { Argument } from 'commander';
import type { AppPackageOptions } from './commands/app.js';
import type { ConfigForm } from './commands/config.js';
import { SHELLS } from './completion/shells.js';
import type { Shell } from './completion/shells.js';
import { examples } from './examples.js';
import type { Io } from './io.js';

/**
 * Adds the commands that run the program, look after its database, and tell about it. Bodies are loaded when they run.
 * @param inEnglish Makes the whole program anew, for the references.
 */
export function addProgramCommands(program: Command, io: Io, inEnglish: () => Command): void {
	addDaemon(program, io);
	addMigrate(program, io);
	addConfig(program, io, inEnglish);
	addApp(program, io);
	addCompletion(program, io);
	addDemo(program, io);
}

function addDaemon(program: Command, io: Io): void {
	program
		.command('daemon')
		.description(
			'receive and deliver messages until SIGTERM or Ctrl+C; logs JSON, one object a line',
		)
		.addHelpText('before', examples('daemon', 'daemon --lang ru'))
		.action(async () => {
			const { daemonCommand } = await import('./commands/daemon.js');
			await daemonCommand(io);
		});
}

function addMigrate(program: Command, io: Io): void {
	type Options = { status?: true; rollback?: true; yes?: true; json?: true };
	program
		.command('migrate')
		.description('bring the database up to date (the daemon does it by itself when it starts)')
		.option('--status', 'list which migrations are applied and which are missing; changes nothing')
		.option('--rollback', 'undo what the last run applied; what its tables held is lost')
		.option('--yes', 'with --rollback: do not ask once more')
		.option('--json', 'as JSON')
		.addHelpText('before', examples('migrate', 'migrate --status'))
		.action(async ({ status, rollback, ...options }: Options, command: Command) => {
			if (status && rollback) command.error('error: --status and --rollback exclude each other');
			if (options.yes && !rollback) command.error('error: --yes belongs to --rollback');
			const { migrateCommand } = await import('./commands/migrate.js');
			const step = status ? 'status' : rollback ? 'rollback' : 'latest';
			await migrateCommand(io, step, options);
		});
}

function addConfig(program: Command, io: Io, inEnglish: () => Command): void {
	type Options = Partial<Record<Exclude<ConfigForm, 'table'>, true>>;
	program
		.command('config')
		.description('print each setting, its value and where it came from; secrets stay hidden')
		.option('--json', 'as JSON')
		.option('--markdown', 'print the reference of all settings instead of the values')
		.option('--texts', 'print the reference of all texts instead of the values')
		.option('--capabilities', 'print what crosses in which direction instead of the values')
		.option('--cli', 'print the reference of all commands instead of the values')
		.option('--man', 'print the manual page instead of the values')
		.addHelpText('before', examples('config', 'config --json', 'config --man | man -l -'))
		.action(async (options: Options, command: Command) => {
			if (Object.keys(options).length > 1)
				command.error(
					'error: --json, --markdown, --texts, --capabilities, --cli and --man exclude each other',
				);
			const { configCommand } = await import('./commands/config.js');
			const [form = 'table'] = Object.keys(options) as ConfigForm[];
			await configCommand(io, form, inEnglish);
		});
}

function addApp(program: Command, io: Io): void {
	const app = program
		.command('app')
		.description('the app for Rocket.Chat, as it is uploaded there')
		.helpCommand(false);
	app
		.command('package')
		.description('write the packed app into this folder')
		.option('--out <file>', 'under another name, or in another folder')
		.option('--json', 'as JSON')
		.addHelpText('before', examples('app package', 'app package --out /tmp/app.zip'))
		.action(async (options: AppPackageOptions) => {
			const { appPackageCommand } = await import('./commands/app.js');
			appPackageCommand(io, options);
		});
	app
		.command('path')
		.description('print where the packed app lies')
		.option('--json', 'as JSON')
		.addHelpText('before', examples('app path', 'app path --json'))
		.action(async ({ json }: { json?: true }) => {
			const { appPathCommand } = await import('./commands/app.js');
			appPathCommand(io, json ? 'json' : 'text');
		});
}

function addCompletion(program: Command, io: Io): void {
	program
		.command('completion')
		.description('print what makes a shell complete the commands')
		.addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
		.addHelpText(
			'before',
			examples(
				'completion bash > ~/.local/share/bash-completion/completions/greenapi-rc',
				'completion zsh > ~/.zfunc/_greenapi-rc',
				'completion fish > ~/.config/fish/completions/greenapi-rc.fish',
			),
		)
		.action(async (shell: Shell) => {
			const { completionCommand } = await import('./commands/completion.js');
			completionCommand(io, shell, program);
		});
}

function addDemo(program: Command, io: Io): void {
	program
		.command('demo')
		.description('the whole bridge between stand-ins of both clouds, on this machine alone')
		.option('--stay', 'go on until Ctrl+C, to look around')
		.option('--json', 'print only how it ended, as JSON')
		.addHelpText('before', examples('demo', 'demo --stay'))
		.action(async ({ stay, json }: { stay?: true; json?: true }, command: Command) => {
			if (stay && json) command.error('error: --stay and --json exclude each other');
			const { runDemo } = await import('./commands/demo.js');
			await runDemo(io, { stay: stay ?? false, form: json ? 'json' : 'text' });
		});
}
