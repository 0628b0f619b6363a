import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { ListenOptions } from './commands/live/listen.js';
import type { StatusOptions } from './commands/live/status.js';
import type { SendOptions } from './commands/send.js';
import type { TriggerOptions } from './commands/trigger.js';
import { examples } from './examples.js';
import type { Io } from './io.js';
import { instanceId } from './options.js';

const EVERY_SECONDS = 2;
const RAREST_SECONDS = 3600;

/** Adds the commands that watch what happens, and those that try it out. Bodies are loaded when they run. */
export function addLiveCommands(program: Command, io: Io): void {
	addStatus(program, io);
	addTrigger(program, io);
	addListen(program, io);
	addSend(program, io);
}

function addStatus(program: Command, io: Io): void {
	type Options = Omit<StatusOptions, 'watch'> & { watch?: number | true };
	program
		.command('status')
		.description('show how it goes: what is connected, what crosses, what waits, what failed')
		.option('--watch [seconds]', `draw it again every ${EVERY_SECONDS} seconds, until q`, seconds)
		.option('--workspace <url>', 'only this workspace')
		.option('--json', 'as JSON; with --watch one object a line')
		.addHelpText('before', examples('status', 'status --watch', 'status --json --watch 60'))
		.action(async ({ watch, ...options }: Options) => {
			const { statusCommand } = await import('./commands/live/status.js');
			const every = watch === true ? EVERY_SECONDS : watch;
			await statusCommand(io, { ...options, ...(every === undefined ? {} : { watch: every }) });
		});
}

/** Of the numbers that are kept for fiction in North America (+1 xxx 555 01xx): nobody has it. */
const FICTITIOUS = '+1 202 555 0123';
const WAIT_SECONDS = 30;
const MOST_AT_ONCE = 1000;

function addTrigger(program: Command, io: Io): void {
	type Options = Omit<TriggerOptions, 'wait'> & { list?: true; wait?: number | true };
	program
		.command('trigger')
		.description('play a webhook to the running daemon, as the cloud would send it')
		.argument('[kind]', 'what happens; --list prints all kinds')
		.option('--list', 'print all kinds, and what they are')
		.option('--instance <id>', 'at which instance, where there are several', instanceId)
		.option('--workspace <url>', 'only instances of this workspace')
		.option('--phone <number>', 'the customer’s number', FICTITIOUS)
		.option('--name <name>', 'the customer’s name', 'Sample Customer')
		.option('--text <text>', 'what the message says')
		.option('--file-url <url>', 'where a file is; of an agent’s file: its path in the workspace')
		.option('--message-id <id>', 'the message it is about; without it the newest that fits')
		.option('--count <number>', 'so many of them, one after the other', count, 1)
		.option('--wait [seconds]', `wait until it has crossed, ${WAIT_SECONDS} seconds`, seconds)
		.option('--url <url>', 'where the daemon is; without it HOST and PORT say so')
		.option('--public', 'go by the public address, APP_URL')
		.option(
			'--token-file <path>',
			'for what Rocket.Chat sends: file with the webhookToken, - is standard input',
		)
		.option('--dry-run', 'print the body, send nothing')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples('trigger --list', 'trigger text --wait', 'trigger image --text Receipt --dry-run'),
		)
		.addHelpText(
			'after',
			[
				'',
				'It is a real message for the daemon: it makes a room in Rocket.Chat, and what an agent answers is really',
				`sent. ${FICTITIOUS} is nobody’s number; think before you name another one.`,
			].join('\n'),
		)
		.action(
			async (kind: string | undefined, { list, wait, ...rest }: Options, command: Command) => {
				if (kind === undefined && list === undefined)
					command.error('error: name a kind, or --list for all of them');
				const { listTriggers, triggerCommand } = await import('./commands/trigger.js');
				if (kind === undefined || list !== undefined) {
					await listTriggers(io, rest.json ?? false);
					return;
				}
				const patience = wait === true ? WAIT_SECONDS : wait;
				await triggerCommand(io, kind, {
					...rest,
					...(patience === undefined ? {} : { wait: patience }),
				});
			},
		);
}

function addListen(program: Command, io: Io): void {
	program
		.command('listen')
		.description('follow messages as they cross: a line for each thing that happens')
		.option('--instance <id>', 'only this instance', instanceId)
		.option('--workspace <url>', 'only this workspace')
		.option('--phone <number>', 'only the chat with this number')
		.option('--chat <id>', 'only this chat, by its WhatsApp id')
		.addOption(
			new Option('--direction <way>', 'only to Rocket.Chat, or only to WhatsApp').choices([
				...['inbound', 'outbound'],
			]),
		)
		.addOption(
			new Option('--state <state>', 'only steps that leave a message in this state').choices([
				...['pending', 'waiting', 'done', 'skipped', 'dead'],
			]),
		)
		.option('--since <time>', 'begin with what was accepted since: 10m, 2h, 1d, or a date', moment)
		.option('--count <number>', 'end after so many lines', count)
		.option('--show-text', 'print what messages say, too: customers’ texts')
		.option('--json', 'one JSON object a line')
		.addHelpText(
			'before',
			examples(
				'listen',
				'listen --phone "+49 151 2345678" --since 10m',
				'listen --json --state dead',
			),
		)
		.action(async (options: ListenOptions, command: Command) => {
			if (options.phone !== undefined && options.chat !== undefined)
				command.error('error: --phone and --chat exclude each other');
			const { listenCommand } = await import('./commands/live/listen.js');
			await listenCommand(io, options);
		});
}

function addSend(program: Command, io: Io): void {
	type Options = Omit<SendOptions, 'wait'> & { wait?: number | true };
	program
		.command('send')
		.description(
			'write to a customer, or send a file; the daemon sends it, now or when it runs again',
		)
		.argument('<phone>', 'the customer’s number with country code, or their WhatsApp id')
		.argument('[text]', 'what to send; - reads it from standard input')
		.option('--file <path>', 'send this file instead of a text; - is standard input')
		.option('--caption <text>', 'what stands below the file')
		.option(
			'--name <name>',
			'how the file is called for the customer; the extension says as what it is shown',
		)
		.option('--instance <id>', 'by which instance, where there are several', instanceId)
		.option('--workspace <url>', 'only instances of this workspace')
		.option('--wait [seconds]', `wait until it has a receipt, ${WAIT_SECONDS} seconds`, seconds)
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples(
				'send "+49 151 2345678" "Your parcel has arrived"',
				'send +4915112345678 - --wait 60 < letter.txt',
				'send +4915112345678 --file invoice.pdf --caption "Your invoice"',
			),
		)
		.addHelpText(
			'after',
			'\nAn open conversation in Rocket.Chat shows what was sent; none is opened for it.',
		)
		.action(
			async (
				phone: string,
				text: string | undefined,
				{ wait, ...rest }: Options,
				command: Command,
			) => {
				const { file, caption, name } = rest;
				if (file === undefined && (caption ?? name) !== undefined)
					command.error('error: --caption and --name belong to --file');
				if (file !== undefined && text !== undefined)
					command.error('error: with --file the text goes into --caption');
				if (file === '-' && name === undefined) command.error('error: --file - needs --name');
				const { sendCommand } = await import('./commands/send.js');
				const patience = wait === true ? WAIT_SECONDS : wait;
				await sendCommand(io, phone, text, {
					...rest,
					...(patience === undefined ? {} : { wait: patience }),
				});
			},
		);
}

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** Epoch milliseconds of a moment: how long ago, or a date. */
function moment(text: string): number {
	const [, number = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
	if (unit !== '') return Date.now() - Number(number) * (UNITS[unit] ?? 0) * 1000;
	const time = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
	if (!Number.isNaN(time)) return time;
	throw new InvalidArgumentError('It must be like 10m, 2h or 1d, or a date like 2026-11-29.');
}

function count(text: string): number {
	const number = /^\d+$/.test(text) ? Number(text) : 0;
	if (number >= 1 && number <= MOST_AT_ONCE) return number;
	throw new InvalidArgumentError(`It must be a number from 1 to ${MOST_AT_ONCE}.`);
}

function seconds(text: string): number {
	const count = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
	if (count >= 0.5 && count <= RAREST_SECONDS) return count;
	throw new InvalidArgumentError(`It must be a number of seconds from 0.5 to ${RAREST_SECONDS}.`);
}
