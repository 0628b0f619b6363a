import type { Command } from 'commander';
import { examples } from './examples.js';
import type { Io } from './io.js';
import type { ApplySettingsOptions } from './commands/instances/apply-settings.js';
import type { LinkInstanceOptions } from './commands/instances/link-instance.js';
import type { LogoutInstanceOptions } from './commands/instances/logout-instance.js';
import type { RebootInstanceOptions } from './commands/instances/reboot-instance.js';
import type { ShowInstanceOptions } from './commands/instances/show-instance.js';
import { instanceId, seconds, withWorkspace } from './options.js';

/** Adds the commands that look after a GREEN-API instance, while the daemon runs or not. Bodies are loaded when they run. */
export function addInstanceCommands(program: Command, io: Io): void {
	addLinkInstance(program, io);
	addLogoutInstance(program, io);
	addRebootInstance(program, io);
	addShowInstance(program, io);
	addApplySettings(program, io);
}

function addLinkInstance(program: Command, io: Io): void {
	withInstance(program.command('link-instance'))
		.description('link a phone to an instance, by a QR code in the terminal or a pairing code')
		.option('--phone <number>', 'country code and number: a pairing code to type on that phone')
		.option(
			'--png <file>',
			'write the QR code there as a picture; it is renewed, and removed at the end',
		)
		.option('--invert', 'without colours: draw for a terminal with a light background')
		.option('--timeout <seconds>', 'how long to wait for the phone (default: 240)', seconds)
		.option('--json', 'as JSON, one line for each step')
		.addHelpText(
			'before',
			examples(
				'link-instance 1101000001',
				'link-instance 1101000001 --phone +4915112345678',
				'link-instance 1101000001 --png code.png --timeout 120',
			),
		)
		.action(async (id: string | undefined, options: LinkInstanceOptions, command: Command) => {
			if (options.phone !== undefined && options.png !== undefined)
				command.error('error: --phone and --png exclude each other');
			const { linkInstanceCommand } = await import('./commands/instances/link-instance.js');
			await linkInstanceCommand(io, id, options);
		});
}

function addLogoutInstance(program: Command, io: Io): void {
	withInstance(program.command('logout-instance'))
		.description('unlink the phone of an instance; messages wait until one is linked again')
		.option('--yes', 'do not ask for the id once more')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples('logout-instance 1101000001', 'logout-instance 1101000001 --yes'),
		)
		.action(async (id: string | undefined, options: LogoutInstanceOptions) => {
			const { logoutInstanceCommand } = await import('./commands/instances/logout-instance.js');
			await logoutInstanceCommand(io, id, options);
		});
}

function addRebootInstance(program: Command, io: Io): void {
	withInstance(program.command('reboot-instance'))
		.description('restart an instance at GREEN-API, and wait until it is back')
		.option('--timeout <seconds>', 'how long to wait (default: 330)', seconds)
		.option('--json', 'as JSON')
		.addHelpText('before', examples('reboot-instance 1101000001'))
		.action(async (id: string | undefined, options: RebootInstanceOptions) => {
			const { rebootInstanceCommand } = await import('./commands/instances/reboot-instance.js');
			await rebootInstanceCommand(io, id, options);
		});
}

function addShowInstance(program: Command, io: Io): void {
	withInstance(program.command('show-instance'))
		.description('say all about an instance: state, number, settings, what waits here and there')
		.option('--json', 'as JSON')
		.addHelpText('before', examples('show-instance 1101000001', 'show-instance 1101000001 --json'))
		.action(async (id: string | undefined, options: ShowInstanceOptions) => {
			const { showInstanceCommand } = await import('./commands/instances/show-instance.js');
			await showInstanceCommand(io, id, options);
		});
}

function addApplySettings(program: Command, io: Io): void {
	withInstance(program.command('apply-settings'))
		.description('give an instance the settings that it needs; what differs is shown first')
		.option('--all', 'all instances')
		.option('--dry-run', 'show what differs, write nothing')
		.option('--yes', 'do not ask; an instance that is written to restarts')
		.option('--json', 'as JSON; with --yes or --dry-run')
		.addHelpText(
			'before',
			examples(
				'apply-settings 1101000001',
				'apply-settings --all --dry-run',
				'apply-settings --all --yes --json',
			),
		)
		.action(async (id: string | undefined, options: ApplySettingsOptions, command: Command) => {
			if (id !== undefined && options.all) command.error('error: name one instance, or --all');
			const { applySettingsCommand } = await import('./commands/instances/apply-settings.js');
			await applySettingsCommand(io, id, options);
		});
}

function withInstance(command: Command): Command {
	return withWorkspace(command).argument('[idInstance]', 'as list-instances prints it', instanceId);
}
