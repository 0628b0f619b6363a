import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { examples } from './examples.js';
import type { Io } from './io.js';
import { instanceId, phone, publicAddress } from './options.js';
import type { SetupOptions } from './commands/setup-guide/answers.js';

/** Adds `setup`. Its body is loaded when it runs. */
export function addSetupGuideCommands(program: Command, io: Io): void {
	const command = program
		.command('setup')
		.description(
			'the whole way from an empty folder to the first message; goes on where it stopped',
		)
		.addHelpText(
			'before',
			examples(
				'setup',
				'setup --dry-run',
				'setup --answers answers.json --json',
				'setup --app-url https://bridge.example.org --url https://chat.example.org \\',
				'    --user-id aobEdbYhXfu5hkeqG --token-file admin.token --admin-is-agent \\',
				'    --id-instance 1101000001 --instance-token-file instance.token',
			),
		);
	addPlaceOptions(command);
	addWorkspaceOptions(command);
	addInstanceOptions(command);
	command
		.option(
			'--answers <file>',
			'JSON file with answers (docs/operations.md); options count before it',
		)
		.option('--keep-running', 'let a daemon that setup started run on')
		.option('--dry-run', 'say what is done and what would be done; change nothing')
		.option('--json', 'as JSON, at the end')
		.action(async (options: SetupOptions) => {
			const { setupCommand } = await import('./commands/setup-guide/guide.js');
			await setupCommand(io, options);
		});
}

function addPlaceOptions(command: Command): void {
	command
		.option('--app-url <url>', 'public address of the daemon, without a path', publicAddress)
		.option('--port <port>', 'port that the daemon listens on', port)
		.option('--skip-address-check', 'the public address can not be reached from here; go on');
}

function addWorkspaceOptions(command: Command): void {
	command
		.option('--url <url>', 'address of Rocket.Chat, as in the browser')
		.option('--user-id <id>', 'Rocket.Chat’s id of the administrator')
		.option('--token-file <path>', 'file with their personal access token; - is standard input')
		.option('--allow-private', 'Rocket.Chat may be on a private address')
		.option('--enable-omnichannel', 'switch Omnichannel on where it is off')
		.option('--without-app', 'use Omnichannel’s webhook also where the app may run')
		.option('--replace-webhook', 'take Omnichannel’s webhook from its present receiver')
		.option('--admin-is-agent', 'the administrator answers customers, too')
		.option('--agent-id <id>', 'Rocket.Chat’s id of an agent')
		.option('--agent-token-file <path>', 'file with the agent’s personal access token');
}

function addInstanceOptions(command: Command): void {
	command
		.option('--id-instance <id>', 'idInstance, as in https://console.green-api.com', instanceId)
		.option('--instance-token-file <path>', 'file with its apiTokenInstance')
		.option('--api-url <url>', 'its apiUrl, when the console names another than the default')
		.option('--media-url <url>', 'its mediaUrl, likewise')
		.option('--phone <number>', 'link this phone by a pairing code, not by a QR code', phone)
		.option('--link-timeout <seconds>', 'how long to wait for the phone', seconds)
		.option('--skip-phone-test', 'do not wait for a message from another phone');
}

function port(text: string): string {
	if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) return text;
	throw new InvalidArgumentError('It must be a port from 1 to 65535.');
}

function seconds(text: string): number {
	const count = /^\d{1,5}$/.test(text) ? Number(text) : 0;
	if (count >= 1) return count;
	throw new InvalidArgumentError('It must be a number of seconds, such as 300.');
}
