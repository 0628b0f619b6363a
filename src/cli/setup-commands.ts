import type { Command } from 'commander';
import type { AgentOptions } from './commands/setup/agents.js';
import type { CreateInstanceOptions } from './commands/setup/create-instance.js';
import type { ListOptions } from './commands/setup/lists.js';
import type { RegisterWorkspaceOptions } from './commands/setup/register-workspace.js';
import type { RemoveInstanceOptions } from './commands/setup/remove-instance.js';
import type { SyncAppUrlOptions } from './commands/setup/sync-app-url.js';
import { examples } from './examples.js';
import type { Io } from './io.js';
import { withWorkspace } from './options.js';

/**
 * Adds the commands that register workspaces, agents and instances, while the daemon runs or not. What an option does not
 * say is asked for at a terminal. Bodies are loaded when they run.
 */
export function addSetupCommands(program: Command, io: Io): void {
	addRegisterWorkspace(program, io);
	addRegisterAgent(program, io);
	addUpdateToken(program, io);
	addCreateInstance(program, io);
	addRemoveInstance(program, io);
	addListInstances(program, io);
	addListUsers(program, io);
	addSyncAppUrl(program, io);
}

function addRegisterWorkspace(program: Command, io: Io): void {
	const command = program
		.command('register-workspace')
		.option('--url <url>', 'address of Rocket.Chat, as in the browser');
	withCredentials(command, 'the administrator')
		.description('register a Rocket.Chat; prints its two tokens, this once')
		.option('--email <address>', 'which of the administrator’s addresses')
		.option('--rotate', 'it may be registered: new tokens, and this administrator from now on')
		.option('--out <file>', 'write the tokens to a new file that only you can read')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples(
				'register-workspace',
				'register-workspace --url https://chat.example.org --user-id aobEdbYhXfu5hkeqG \\',
				'    --token-file admin.token --out workspace.tokens',
			),
		)
		.action(async (options: RegisterWorkspaceOptions) => {
			const { registerWorkspaceCommand } = await import('./commands/setup/register-workspace.js');
			await registerWorkspaceCommand(io, options);
		});
}

function addRegisterAgent(program: Command, io: Io): void {
	withCredentials(withWorkspace(program.command('register-agent')), 'the agent')
		.description('register an agent who answers customers')
		.option('--email <address>', 'which of the agent’s addresses')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples(
				'register-agent',
				'register-agent --user-id rbAXPnMktTFbNpwtJ --token-file jane.token',
			),
		)
		.action(async (options: AgentOptions) => {
			const { agentCommand } = await import('./commands/setup/agents.js');
			await agentCommand(io, 'registerAgent', options);
		});
}

function addUpdateToken(program: Command, io: Io): void {
	withCredentials(withWorkspace(program.command('update-token')), 'the agent')
		.description('store a new token of an agent; of the workspace’s administrator, its own too')
		.option('--email <address>', 'the address that the agent is registered with')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples(
				'update-token',
				'update-token --user-id rbAXPnMktTFbNpwtJ --token-file - < jane.token',
			),
		)
		.action(async (options: AgentOptions) => {
			const { agentCommand } = await import('./commands/setup/agents.js');
			await agentCommand(io, 'updateToken', options);
		});
}

function addCreateInstance(program: Command, io: Io): void {
	withWorkspace(program.command('create-instance'))
		.description('connect a GREEN-API instance; for one that is connected: put its settings right')
		.argument('[idInstance]', 'as in https://console.green-api.com')
		.option('--token-file <path>', 'file with its apiTokenInstance; - is standard input')
		.option('--api-url <url>', 'its apiUrl, when the console names another than the default')
		.option('--media-url <url>', 'its mediaUrl, likewise')
		.option('--owner <email>', 'the agent who shall own it')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples(
				'create-instance 1101000001 --owner jane@example.org',
				'create-instance 1101000001 --token-file instance.token --json',
			),
		)
		.action(async (id: string | undefined, options: CreateInstanceOptions) => {
			const { createInstanceCommand } = await import('./commands/setup/create-instance.js');
			await createInstanceCommand(io, id, options);
		});
}

function addRemoveInstance(program: Command, io: Io): void {
	withWorkspace(program.command('remove-instance'))
		.description('forget an instance; what has crossed stays in the database')
		.argument('[idInstance]', 'as list-instances prints it')
		.option('--yes', 'do not ask for the id once more')
		.option('--json', 'as JSON')
		.addHelpText(
			'before',
			examples('remove-instance 1101000001', 'remove-instance 1101000001 --yes'),
		)
		.action(async (id: string | undefined, options: RemoveInstanceOptions) => {
			const { removeInstanceCommand } = await import('./commands/setup/remove-instance.js');
			await removeInstanceCommand(io, id, options);
		});
}

function addListInstances(program: Command, io: Io): void {
	program
		.command('list-instances')
		.description('list the instances, oldest first')
		.option('--workspace <url>', 'only those of this workspace')
		.option('--json', 'as JSON')
		.addHelpText('before', examples('list-instances', 'list-instances --json'))
		.action(async (options: ListOptions) => {
			const { listInstancesCommand } = await import('./commands/setup/lists.js');
			await listInstancesCommand(io, options);
		});
}

function addListUsers(program: Command, io: Io): void {
	program
		.command('list-users')
		.description('list the registered agents, oldest first')
		.option('--workspace <url>', 'only those of this workspace')
		.option('--json', 'as JSON')
		.addHelpText('before', examples('list-users', 'list-users --json'))
		.action(async (options: ListOptions) => {
			const { listUsersCommand } = await import('./commands/setup/lists.js');
			await listUsersCommand(io, options);
		});
}

function addSyncAppUrl(program: Command, io: Io): void {
	withWorkspace(program.command('sync-app-url'))
		.description('say the daemon’s new public address to all instances of a workspace')
		.argument('[appUrl]', 'with /api/webhook/rocket at its end, as in the app’s settings')
		.option('--force', 'don’t ask first whether greenapi-rc answers there')
		.option('--json', 'as JSON')
		.addHelpText('before', examples('sync-app-url https://bridge.example.org/api/webhook/rocket'))
		.action(async (address: string | undefined, options: SyncAppUrlOptions) => {
			const { syncAppUrlCommand } = await import('./commands/setup/sync-app-url.js');
			await syncAppUrlCommand(io, address, options);
		});
}

function withCredentials(command: Command, whose: string): Command {
	return command
		.option('--user-id <id>', `Rocket.Chat’s id of ${whose}`)
		.option('--token-file <path>', 'file with their personal access token; - is standard input');
}
