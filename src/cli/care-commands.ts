import { Option } from 'commander';
import type { Command } from 'commander';
import { age, moment } from './care-options.js';
import type { PruneOptions } from './commands/care/prune.js';
import type { BackupOptions } from './commands/care/backup.js';
import type { EraseContactOptions } from './commands/care/erase-contact.js';
import type { ExportChatOptions } from './commands/care/export-chat.js';
import type { RotateKeyOptions } from './commands/care/rotate-key.js';
import { examples } from './examples.js';
import type { Io } from './io.js';
import { instanceId } from './options.js';

/** Adds the commands that look after the data itself. Bodies are loaded when they run. */
export function addCareCommands(program: Command, io: Io): void {
	addPrune(program, io);
	addEraseContact(program, io);
	addExportChat(program, io);
	addBackup(program, io);
	addRotateKey(program, io);
}

function addPrune(program: Command, io: Io): void {
	program
		.command('prune')
		.description('remove what was delivered long ago; what is not settled always stays')
		.option('--older-than <age>', 'what was settled before that: 90d, 12w, 2y; at least 7d', age)
		.option('--texts-only', 'keep the rows, remove only what they say')
		.option('--dead-letters', 'old dead letters, too; without it they stay')
		.option('--compact', 'give the space back, too; without --older-than only that')
		.option('--dry-run', 'say how many it would be, and change nothing')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples(
				'prune --older-than 90d --dry-run',
				'prune --older-than 1y --compact',
				'prune --older-than 30d --texts-only',
			),
		)
		.action(async (options: PruneOptions, command: Command) => {
			if (options.textsOnly && options.deadLetters)
				command.error(
					'error: --texts-only leaves dead letters as they are: leave --dead-letters out',
				);
			if (options.olderThan === undefined && (options.textsOnly || options.deadLetters))
				command.error('error: say how old with --older-than, for example --older-than 90d');
			if (options.olderThan === undefined && (!options.compact || options.dryRun))
				command.error('error: say how old with --older-than, for example --older-than 90d');
			const { pruneCommand } = await import('./commands/care/prune.js');
			await pruneCommand(io, options);
		});
}

function addEraseContact(program: Command, io: Io): void {
	program
		.command('erase-contact')
		.description('forget a person: all that the database holds of them')
		.argument('[phone]', 'number with country code, or WhatsApp id')
		.option('--instance <id>', 'only what this instance knows', instanceId)
		.option('--drop-waiting', 'give up what is still to be delivered; without it that is refused')
		.option('--no-compact', 'leave what was removed in the free pages of the file')
		.option('--dry-run', 'say how many rows it would be, and change nothing')
		.option('--yes', 'do not ask for the number once more')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples('erase-contact +4915112345678 --dry-run', 'erase-contact +4915112345678 --yes'),
		)
		.action(async (phone: string | undefined, options: EraseContactOptions) => {
			const { eraseContactCommand } = await import('./commands/care/erase-contact.js');
			await eraseContactCommand(io, phone, options);
		});
}

function addExportChat(program: Command, io: Io): void {
	program
		.command('export-chat')
		.description('print a conversation as it passed: what customers wrote, by its nature')
		.argument('<chat>', 'phone number with country code, or chat id')
		.addOption(
			new Option('--format <format>', 'for reading, or for programs')
				.choices(['text', 'json'])
				.default('text'),
		)
		.option('--json', 'as --format json')
		.option('--out <file>', 'into a new file, mode 0600, instead of standard output')
		.option('--since <time>', 'from this day, time or age on: 2026-11-01, 30d', moment)
		.option('--until <time>', 'before this day, time or age', moment)
		.option('--instance <id>', 'only what this instance knows', instanceId)
		.addHelpText(
			'before',
			examples(
				'export-chat +4915112345678 --out mary.txt',
				'export-chat 79001112233@c.us --since 2026-11-01 --json',
			),
		)
		.action(async (chat: string, options: ExportChatOptions) => {
			const { exportChatCommand } = await import('./commands/care/export-chat.js');
			await exportChatCommand(io, chat, options);
		});
}

function addBackup(program: Command, io: Io): void {
	program
		.command('backup')
		.description('copy the database while the daemon runs, and check the copy')
		.requiredOption('--out <file>', 'a new file, mode 0600; it is never overwritten')
		.option('--with-key', 'the key of the stored tokens, too, into <file>.key')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples('backup --out /backup/greenapi-rc.db', 'backup --out today.db --with-key --json'),
		)
		.action(async (options: BackupOptions) => {
			const { backupCommand } = await import('./commands/care/backup.js');
			await backupCommand(io, options);
		});
}

function addRotateKey(program: Command, io: Io): void {
	program
		.command('rotate-key')
		.description('seal the stored tokens with a new key; it is never printed')
		.option('--out <file>', 'write the new key into a new file, and put it in place yourself')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples('rotate-key', 'rotate-key --out /etc/greenapi-rc/secret-key.new'),
		)
		.action(async (options: RotateKeyOptions) => {
			const { rotateKeyCommand } = await import('./commands/care/rotate-key.js');
			await rotateKeyCommand(io, options);
		});
}
