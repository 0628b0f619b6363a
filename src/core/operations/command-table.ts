import { asObject } from '../domain/json.js';
import type { Language } from '../texts/languages.js';
import type { Say } from '../texts/phrasebook.js';
import type { Actor } from './actors.js';
import type { CommandFields, FieldNames } from './command-fields.js';
import { instancesText } from './list-instances.js';
import { usersText } from './list-users.js';
import type { Operations } from './operations.js';
import { preferencesText } from './preferences.js';

/** The language of an answer. */
export type Speech = { readonly language: Language; readonly say: Say };

/** A command as it comes over HTTP. */
export type Command = FieldNames & {
	run(operations: Operations, fields: CommandFields, speech: Speech): Promise<object>;
};

/** A command of somebody whom the workspace vouches for with its command token. */
type MemberCommand = FieldNames & {
	/** What of the result is answered. */
	readonly answers?: readonly string[];
	run(operations: Operations, actor: Actor, fields: CommandFields, say: Say): Promise<object>;
};

const CLAIM = ['rocketChatUrl', 'commandToken', 'email', 'roles'] as const;
const CREDENTIALS = ['rocketChatId', 'rocketChatToken'] as const;

/** All commands, by name. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
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
			answers: ['message', 'idInstance', 'state', 'isLinked'],
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
			run: async (operations, actor, _fields, say) => ({
				message: instancesText(await operations.listInstances(actor), say),
			}),
		}),
	],
	[
		'list-users',
		byMember({
			required: [],
			run: async (operations, actor, _fields, say) => ({
				message: usersText(await operations.listUsers(actor), say),
			}),
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
			run: async (operations, actor, fields, say) => {
				const idInstance = fields.optionalText('idInstance');
				const rows = await operations.listPreferences(actor, { idInstance });
				return { message: preferencesText(rows, say) };
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
	[
		'link-instance',
		byMember({
			required: ['idInstance'],
			optional: ['phone'],
			answers: ['message', 'state', 'isLinked', 'image', 'code', 'expiresAt'],
			run: (operations, actor, fields) =>
				operations.linkInstance(actor, {
					idInstance: fields.text('idInstance'),
					phone: fields.optionalText('phone'),
				}),
		}),
	],
	[
		'open-chat',
		byMember({
			required: ['phone'],
			optional: ['idInstance'],
			answers: ['message', 'roomId', 'servedBy'],
			run: (operations, actor, fields) =>
				operations.openChat(actor, {
					phone: fields.text('phone'),
					idInstance: fields.optionalText('idInstance'),
				}),
		}),
	],
	['status', byMember({ required: [], run: (operations, actor) => operations.status(actor) })],
]);

function byMember({ required, optional = [], answers = ['message'], run }: MemberCommand): Command {
	return {
		required: [...CLAIM, ...required],
		optional,
		async run(operations, fields, { language, say }) {
			const actor = await operations.authenticate({
				rocketChatUrl: fields.text('rocketChatUrl'),
				commandToken: fields.text('commandToken'),
				email: fields.text('email'),
				roles: fields.list('roles'),
				language,
			});
			const result = asObject(await run(operations, actor, fields, say));
			const told = answers.map((name) => [name, result?.[name]] as const);
			return Object.fromEntries(told.filter(([, value]) => value !== undefined));
		},
	};
}

function credentialsOf(fields: CommandFields) {
	return {
		rocketChatId: fields.text('rocketChatId'),
		rocketChatToken: fields.text('rocketChatToken'),
	};
}
