import { RefusedError, toBridgeError } from '../domain/errors.js';
import type { BridgeError } from '../domain/errors.js';
import { asObject } from '../domain/json.js';
import type { Actor } from './actors.js';
import { readFields } from './command-fields.js';
import type { CommandFields, FieldNames } from './command-fields.js';
import { instancesText } from './list-instances.js';
import { usersText } from './list-users.js';
import type { Operations } from './operations.js';
import { preferencesText } from './preferences.js';
import { explain, refusal } from './refusals.js';

/** What to answer to a command. */
export type CommandAnswer = {
	readonly status: number;
	readonly body: object;
	/** For the log, when it is the bridge that failed and nobody was refused. Never for the caller. */
	readonly failure?: BridgeError;
};

type Command = FieldNames & {
	run(operations: Operations, fields: CommandFields): Promise<object>;
};

/** A command of somebody whom the workspace vouches for with its command token. */
type MemberCommand = FieldNames & {
	run(operations: Operations, actor: Actor, fields: CommandFields): Promise<object>;
};

const CLAIM = ['rocketChatUrl', 'commandToken', 'email', 'roles'] as const;
const CREDENTIALS = ['rocketChatId', 'rocketChatToken'] as const;

const COMMANDS: ReadonlyMap<string, Command> = new Map([
	[
		'register-workspace',
		{
			required: ['rocketChatUrl', ...CREDENTIALS],
			optional: ['email', 'rotate'],
			async run(operations, fields) {
				const { commandToken, webhookToken } = await operations.registerWorkspace({
					rocketChatUrl: fields.text('rocketChatUrl'),
					...credentialsOf(fields),
					email: fields.optionalText('email'),
					rotate: fields.flag('rotate'),
				});
				return { commandToken, webhookToken };
			},
		},
	],
	[
		'register-agent',
		byMember({
			required: CREDENTIALS,
			run: (operations, actor, fields) => operations.registerAgent(actor, credentialsOf(fields)),
		}),
	],
	[
		'update-token',
		byMember({
			required: CREDENTIALS,
			run: (operations, actor, fields) => operations.updateToken(actor, credentialsOf(fields)),
		}),
	],
	[
		'create-instance',
		byMember({
			required: ['idInstance', 'apiTokenInstance'],
			optional: ['apiUrl', 'mediaUrl'],
			run: (operations, actor, fields) =>
				operations.createInstance(actor, {
					idInstance: fields.text('idInstance'),
					apiTokenInstance: fields.text('apiTokenInstance'),
					apiUrl: fields.optionalText('apiUrl'),
					mediaUrl: fields.optionalText('mediaUrl'),
				}),
		}),
	],
	[
		'remove-instance',
		byMember({
			required: ['idInstance'],
			run: (operations, actor, fields) =>
				operations.removeInstance(actor, { idInstance: fields.text('idInstance') }),
		}),
	],
	[
		'list-instances',
		byMember({
			required: [],
			run: async (operations, actor) => ({
				message: instancesText(await operations.listInstances(actor)),
			}),
		}),
	],
	[
		'list-users',
		byMember({
			required: [],
			run: async (operations, actor) => ({ message: usersText(await operations.listUsers(actor)) }),
		}),
	],
	[
		'set-preference',
		byMember({
			required: ['name'],
			optional: ['value', 'idInstance'],
			run: (operations, actor, fields) =>
				operations.setPreference(actor, {
					name: fields.text('name'),
					value: fields.text('value'),
					idInstance: fields.optionalText('idInstance'),
				}),
		}),
	],
	[
		'list-preferences',
		byMember({
			required: [],
			optional: ['idInstance'],
			run: async (operations, actor, fields) => {
				const idInstance = fields.optionalText('idInstance');
				return {
					message: preferencesText(await operations.listPreferences(actor, { idInstance })),
				};
			},
		}),
	],
	[
		'sync-app-url',
		byMember({
			required: ['appUrl'],
			run: (operations, actor, fields) =>
				operations.syncAppUrl(actor, { appUrl: fields.text('appUrl') }),
		}),
	],
]);

/** The names of the commands. */
export const COMMAND_NAMES: readonly string[] = [...COMMANDS.keys()];

/**
 * Runs a command that came over HTTP: reads its fields, proves its sender, answers as the wire protocol says. Never
 * rejects. A refusal is `{error, message}` with its status, a failure of the bridge a general sentence with 500 or 503.
 */
export async function runCommand(
	operations: Operations,
	name: string,
	body: unknown,
): Promise<CommandAnswer> {
	try {
		const command = COMMANDS.get(name);
		if (command === undefined) throw unknownCommand();
		refuseOtherType(name, body);
		const fields = readFields(body, command);
		return { status: 200, body: await command.run(operations, fields) };
	} catch (error) {
		return answerTo(error);
	}
}

function byMember({ required, optional = [], run }: MemberCommand): Command {
	return {
		required: [...CLAIM, ...required],
		optional,
		async run(operations, fields) {
			const actor = await operations.authenticate({
				rocketChatUrl: fields.text('rocketChatUrl'),
				commandToken: fields.text('commandToken'),
				email: fields.text('email'),
				roles: fields.list('roles'),
			});
			const result = asObject(await run(operations, actor, fields));
			return { message: result?.['message'] };
		},
	};
}

function credentialsOf(fields: CommandFields) {
	return {
		rocketChatId: fields.text('rocketChatId'),
		rocketChatToken: fields.text('rocketChatToken'),
	};
}

function answerTo(error: unknown): CommandAnswer {
	if (error instanceof RefusedError) {
		return { status: error.status, body: { error: error.code, message: explain(error) } };
	}
	const failure = toBridgeError(error);
	const isPassing = failure.status === 503;
	const message = isPassing
		? 'greenapi-rc can not work at the moment; nothing is lost. Try again in a minute, or ask its operator.'
		: 'Something went wrong inside greenapi-rc. Its operator finds the reason in its log.';
	const body = { error: isPassing ? 'unavailable' : 'internal-error', message };
	return { status: isPassing ? 503 : 500, body, failure };
}

function unknownCommand() {
	return refusal({
		code: 'unknown-command',
		status: 404,
		message: 'There is no such command.',
		help: `The commands are ${COMMAND_NAMES.join(', ')}.`,
	});
}

function refuseOtherType(name: string, body: unknown): void {
	const type = asObject(body)?.['type'];
	if (type === undefined || type === name) return;
	throw refusal({
		code: 'wrong-type',
		status: 400,
		message: `The body is not one of ${name}: its type is another.`,
		help: `Send ${name} as its type, or none.`,
	});
}
