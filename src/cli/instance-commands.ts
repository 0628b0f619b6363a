import type { Command } from 'commander';
import { examples } from './examples.js';
import type { Io } from './io.js';
import type { LinkInstanceOptions } from './commands/instances/link-instance.js';
import { instanceId, seconds, withWorkspace } from './options.js';

/** Adds the commands that look after a GREEN-API instance, while the daemon runs or not. Bodies are loaded when they run. */
export function addInstanceCommands(program: Command, io: Io): void {
	addLinkInstance(program, io);
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

function withInstance(command: Command): Command {
	return withWorkspace(command).argument('[idInstance]', 'as list-instances prints it', instanceId);
}
