import type { Command } from 'commander';
import { examples } from './examples.js';
import type { Io } from './io.js';
import type { ListDeadLettersOptions } from './commands/list-dead-letters.js';
import type { TraceOptions } from './commands/trace.js';
import { instanceId, limit, messageNumber } from './options.js';

/** Adds the commands that look after messages, while the daemon runs or not. Bodies are loaded when they run. */
export function addOperatorCommands(program: Command, io: Io): void {
	addListDeadLetters(program, io);
	addRetryMessage(program, io);
	addTrace(program, io);
	addSetPreference(program, io);
	addListPreferences(program, io);
}

function addListDeadLetters(program: Command, io: Io): void {
	program
		.command('list-dead-letters')
		.description('list the messages that were given up, newest last, without what they say')
		.option('--instance <id>', 'only those of this instance', instanceId)
		.option('--limit <count>', 'how many at most', limit, 50)
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples('list-dead-letters', 'list-dead-letters --instance 1101000001 --json'),
		)
		.action(async (options: ListDeadLettersOptions) => {
			const { listDeadLettersCommand } = await import('./commands/list-dead-letters.js');
			await listDeadLettersCommand(io, options);
		});
}

function addRetryMessage(program: Command, io: Io): void {
	type Options = { all?: true; instance?: string; json?: true };
	program
		.command('retry-message')
		.description('have a dead letter, or all of them, delivered again')
		.argument('[id]', 'number of the message, as list-dead-letters prints it', messageNumber)
		.option('--all', 'all dead letters')
		.option('--instance <id>', 'with --all: only those of this instance', instanceId)
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples('retry-message 4711', 'retry-message --all --instance 1101000001'),
		)
		.action(async (id: number | undefined, options: Options, command: Command) => {
			if ((id === undefined) !== (options.all ?? false))
				command.error('error: name one message, or --all');
			if (options.instance !== undefined && !options.all)
				command.error('error: --instance belongs to --all');
			const { retryMessageCommand } = await import('./commands/retry-message.js');
			const target = id ?? { instance: options.instance };
			await retryMessageCommand(io, target, options.json ? 'json' : 'text');
		});
}

function addTrace(program: Command, io: Io): void {
	program
		.command('trace')
		.description('say where messages are: their whole way, and what to do')
		.argument(
			'<what>',
			'number of a message, its id in WhatsApp or Rocket.Chat, a phone number or a chat id',
		)
		.option('--limit <count>', 'how many messages at most, the newest', limit, 20)
		.option('--show-text', 'print what they say, too: customers’ texts')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples('trace 4711', 'trace 3EB0C767D26A1B2E5F', 'trace "+49 151 2345678" --limit 5'),
		)
		.action(async (what: string, options: TraceOptions) => {
			const { traceCommand } = await import('./commands/trace.js');
			await traceCommand(io, what, options);
		});
}

function addSetPreference(program: Command, io: Io): void {
	program
		.command('set-preference')
		.description('say how the instances of a workspace behave, or one of them')
		.argument('<name>', 'as list-preferences prints it')
		.argument(
			'[value]',
			'the new value, behind -- when it begins with a dash; without one it is as before it was set',
		)
		.option('--instance <id>', 'only this instance', instanceId)
		.option('--workspace <url>', 'which workspace, where there are several')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples(
				'set-preference language ru',
				`set-preference signature '[*{agent}*:\\n]' --instance 1101000001`,
			),
		)
		.action(
			async (
				name: string,
				value: string | undefined,
				options: { instance?: string; workspace?: string; json?: true },
			) => {
				const { setPreferenceCommand } = await import('./commands/preferences.js');
				await setPreferenceCommand(io, { name, value: value ?? '', ...options });
			},
		);
}

function addListPreferences(program: Command, io: Io): void {
	type Options = { instance?: string; workspace?: string; json?: true; markdown?: true };
	program
		.command('list-preferences')
		.description('print how the instances of a workspace behave, or one of them')
		.option('--instance <id>', 'what counts for this instance', instanceId)
		.option('--workspace <url>', 'which workspace, where there are several')
		.option('--json', 'as JSON')
		.option('--markdown', 'print the reference of all preferences instead of the values')
		.addHelpText('before', examples('list-preferences', 'list-preferences --instance 1101000001'))
		.action(async (options: Options, command: Command) => {
			if (options.markdown && Object.keys(options).length > 1)
				command.error('error: --markdown stands alone');
			const { listPreferencesCommand } = await import('./commands/preferences.js');
			await listPreferencesCommand(io, options);
		});
}
