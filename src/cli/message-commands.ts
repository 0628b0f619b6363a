import type { Command } from 'commander';
import type { PauseOptions } from './commands/messages/pause-instance.js';
import { examples } from './examples.js';
import type { Io } from './io.js';
import { instanceId } from './options.js';

/** Adds the commands that find messages, give them up, and hold them back. Bodies are loaded when they run. */
export function addMessageCommands(program: Command, io: Io): void {
	addPauseInstance(program, io);
	addResumeInstance(program, io);
}

function addPauseInstance(program: Command, io: Io): void {
	program
		.command('pause-instance')
		.description('let nothing cross by an instance, in both directions; what comes is kept')
		.argument('<idInstance>', 'as list-instances prints it', instanceId)
		.option('--reason <text>', 'kept and shown, e.g. who asked for it')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples('pause-instance 1101000001', 'pause-instance 1101000001 --reason "new phone, Jane"'),
		)
		.action(async (id: string, options: PauseOptions) => {
			const { pauseInstanceCommand } = await import('./commands/messages/pause-instance.js');
			await pauseInstanceCommand(io, id, options);
		});
}

function addResumeInstance(program: Command, io: Io): void {
	program
		.command('resume-instance')
		.description('end the pause of an instance: what waited is delivered, in its order')
		.argument('<idInstance>', 'as list-instances prints it', instanceId)
		.option('--json', 'as JSON')
		.addHelpText('before', examples('resume-instance 1101000001'))
		.action(async (id: string, options: PauseOptions) => {
			const { resumeInstanceCommand } = await import('./commands/messages/pause-instance.js');
			await resumeInstanceCommand(io, id, options);
		});
}
