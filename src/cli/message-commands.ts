import type { Command } from 'commander';
import type { DropOptions } from './commands/messages/drop-message.js';
import type { ListMessagesOptions } from './commands/messages/list-messages.js';
import type { PauseOptions } from './commands/messages/pause-instance.js';
import { examples } from './examples.js';
import type { Io } from './io.js';
import { direction, eventKinds, messageStates, pastTime } from './message-options.js';
import { instanceId, limit, messageNumber } from './options.js';

/** Adds the commands that find messages, give them up, and hold them back. Bodies are loaded when they run. */
export function addMessageCommands(program: Command, io: Io): void {
	addListMessages(program, io);
	addDropMessage(program, io);
	addPauseInstance(program, io);
	addResumeInstance(program, io);
}

function addListMessages(program: Command, io: Io): void {
	program
		.command('list-messages')
		.description('list messages, newest last, without what they say')
		.option('--chat <id>', 'only those of this chat: its WhatsApp id, or the phone number')
		.option('--phone <number>', 'the same, by the phone number')
		.option('--instance <id>', 'only those of this instance', instanceId)
		.option('--workspace <url>', 'only those of this workspace')
		.option(
			'--state <states>',
			'pending, waiting, done, skipped or dead; several with commas',
			messageStates,
		)
		.option('--direction <way>', 'inbound (in): from customers; outbound (out): to them', direction)
		.option(
			'--kind <kinds>',
			'e.g. message,edit,reaction; without it, all that crosses between people',
			eventKinds,
		)
		.option('--all', 'with the notices and alerts, receipts and events of the bridge itself')
		.option('--since <time>', 'accepted since: an ISO time, or 30m, 2h, 3d ago', pastTime)
		.option('--until <time>', 'accepted before: likewise', pastTime)
		.option('--before <id>', 'the page behind another: numbers below this one', messageNumber)
		.option('--limit <count>', 'how many at most, the newest', limit, 50)
		.option('--newest-first', 'the other way round')
		.option('--show-text', 'print what they say, too: customers’ texts')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples(
				'list-messages --phone +4915112345678',
				'list-messages --instance 1101000001 --state pending,dead --since 3d',
				'list-messages --direction out --json',
			),
		)
		.action(async (options: ListMessagesOptions, command: Command) => {
			if (options.chat !== undefined && options.phone !== undefined)
				command.error('error: --chat and --phone exclude each other');
			if (options.kind !== undefined && options.all)
				command.error('error: --kind and --all exclude each other');
			const { listMessagesCommand } = await import('./commands/messages/list-messages.js');
			await listMessagesCommand(io, options);
		});
}

function addDropMessage(program: Command, io: Io): void {
	type Options = DropOptions & { all?: true; instance?: string };
	program
		.command('drop-message')
		.description('give up a message that waits, or a dead letter, for good; its chat goes on')
		.argument('[id]', 'number of the message, as list-messages prints it', messageNumber)
		.option('--all', 'all dead letters')
		.option('--instance <id>', 'with --all: only those of this instance', instanceId)
		.option('--reason <text>', 'kept and shown by trace')
		.option('--yes', 'do not ask once more')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples(
				'drop-message 4711',
				'drop-message 4711 --reason "sent by phone" --yes',
				'drop-message --all --instance 1101000001',
			),
		)
		.action(async (id: number | undefined, options: Options, command: Command) => {
			if ((id === undefined) !== (options.all ?? false))
				command.error('error: name one message, or --all');
			if (options.instance !== undefined && !options.all)
				command.error('error: --instance belongs to --all');
			const { dropMessageCommand } = await import('./commands/messages/drop-message.js');
			await dropMessageCommand(io, id ?? { instance: options.instance }, options);
		});
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
