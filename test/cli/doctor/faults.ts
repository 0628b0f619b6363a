import { randomBytes } from 'node:crypto';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import type { Knex } from 'knex';
import { hashToken } from '../../../src/core/storage/token-cipher.js';
import { freePort } from '../../support/free-port.js';
import type { DoctorWorld } from './doctor-world.js';

/** What is different for doctor while the fault is there, and how it goes again. */
export type Planted = { readonly env?: Record<string, string>; undo?(): unknown };

export type PlantedFault = {
	readonly name: string;
	plant(world: DoctorWorld): Promise<Planted> | Planted;
	/** All that is found, as `<id>/<fault>`: no fault may look like another. */
	readonly finds: readonly string[];
	/** In the advice of the first of them. */
	readonly advises: RegExp;
	/** More arguments, e.g. --strict where it is a warning. */
	readonly args?: readonly string[];
	/** Doctor must be a process of its own for it. */
	readonly isInChild?: true;
};

const STRICT = ['--strict'];
const FOREVER = { times: Number.POSITIVE_INFINITY };
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const env = (values: Record<string, string>) => (): Planted => ({ env: values });

const setting =
	(id: string, value: string | number | boolean) =>
	({ stage, setting: set }: DoctorWorld): Planted => {
		const before = stage.rocketChat.workspace.settings.get(id) ?? '';
		set(id, value);
		return { undo: () => set(id, before) };
	};

/** GREEN-API answers a question like this, from now on. */
const answer =
	(method: string, status: number, body: unknown) =>
	({ stage }: DoctorWorld): Planted => ({
		undo: stage.greenApi.faults.add({
			...{ kind: 'refuse', path: new RegExp(method, 'u'), status, body },
			...FOREVER,
		}),
	});

const rocketChat =
	(path: string, status: number, body: unknown) =>
	({ stage }: DoctorWorld): Planted => ({
		undo: stage.rocketChat.faults.add({ kind: 'refuse', path, status, body, ...FOREVER }),
	});

/** Doctor works on a copy of the database, which is different. */
const inCopy =
	(change: (raw: Knex, world: DoctorWorld) => Promise<unknown>) =>
	async (world: DoctorWorld): Promise<Planted> => ({
		env: { DATABASE_URL: await world.copy((raw) => change(raw, world)) },
	});

const row = (id: number, more: object) => ({
	...{ id, event_key: randomBytes(16).toString('hex'), direction: 'inbound', workspace_id: 1 },
	...{ instance_id: '1101000001', lane_id: 1, kind: 'message', source_id: `s${id}`, part: 0 },
	...{ payload: '{}', state: 'pending', attempts: 0, run_at: 0, accepted_at: Date.now() },
	...more,
});

const lane = (more: object) => ({
	...{ id: 1, chat_id: 1, workspace_id: 1, instance_id: '1101000001', direction: 'inbound' },
	...more,
});

/** Something that answers on a port of this machine. */
async function server(answers: Readonly<Record<string, [status: number, body: object]>>) {
	const listening = createServer(({ url = '' }, response) => {
		const [status, body] = answers[url] ?? [404, {}];
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	});
	await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
	const { port } = listening.address() as AddressInfo;
	const undo = (): void => {
		listening.close();
		listening.closeAllConnections();
	};
	return { env: { PORT: String(port) }, undo };
}

async function addInstance({ stage, raw, daemonUrl }: DoctorWorld, more: object): Promise<Planted> {
	const idInstance = '1101000002';
	const first = stage.greenApi.instance(stage.idInstance);
	const [known] = (await raw('instances').where({ id: stage.idInstance })) as object[];
	stage.greenApi.addInstance({
		...{ idInstance, apiToken: stage.apiToken, settings: { ...first.settings, ...more } },
	});
	const webhook_token_hash = hashToken(daemonUrl);
	await raw('instances').insert({ ...known, id: idInstance, webhook_token_hash, ...more });
	return {
		async undo() {
			await raw('instances').where({ id: idInstance }).delete();
			stage.greenApi.remove(idInstance);
		},
	};
}

const ON_THIS_MACHINE: readonly PlantedFault[] = [
	{
		name: 'a setting is wrong',
		plant: env({ CONCURRENCY: 'many' }),
		isInChild: true,
		finds: ['config-settings/wrong'],
		advises: /CONCURRENCY=64/u,
	},
	{
		name: 'a variable is misspelt',
		plant: env({ APP_ULR: 'https://a.example.org' }),
		finds: ['config-unknown/typo'],
		advises: /Rename it to APP_URL/u,
		args: STRICT,
	},
	{
		name: '.env with a secret is open to others',
		async plant({ folder, keyPath }) {
			const path = join(folder, '.env');
			await writeFile(path, `SECRET_KEY=${(await readFile(keyPath, 'utf8')).trim()}\n`);
			await chmod(path, 0o644);
			return { undo: () => rm(path) };
		},
		finds: ['config-env-file/open'],
		advises: /^chmod 600 .*\.env$/u,
	},
	{
		name: 'the operator’s texts can’t be used',
		async plant({ folder }) {
			const path = join(folder, 'texts.json');
			await writeFile(path, '{"en": {"no.such.key": "x"}}');
			return { env: { TEXTS_FILE: path } };
		},
		finds: ['config-texts/unusable'],
		advises: /docs\/texts\.md/u,
	},
	{
		name: 'the key is not there',
		plant: ({ folder }) => ({ env: { DATA_DIR: dirname(folder) } }),
		finds: ['key/missing'],
		advises: /put the key back/u,
	},
	{
		name: 'the key is of another database',
		plant: env({ SECRET_KEY: randomBytes(32).toString('base64') }),
		finds: ['app-url-probe/another', 'key-match/another'],
		advises: /same SECRET_KEY/u,
	},
	{
		name: 'the key is no key',
		plant: env({ SECRET_KEY: 'too-short' }),
		finds: ['key/unusable'],
		advises: /32 bytes/u,
	},
	{
		name: 'the file of the key is open to others',
		async plant({ keyPath }) {
			await chmod(keyPath, 0o644);
			return { undo: () => chmod(keyPath, 0o600) };
		},
		finds: ['key-file/open'],
		advises: /^chmod 600 .*secret\.key$/u,
	},
	{
		name: 'the data folder can’t be written',
		async plant({ folder, keyPath }) {
			const path = join(folder, 'a-file');
			await writeFile(path, '');
			return { env: { DATA_DIR: path, SECRET_KEY: (await readFile(keyPath, 'utf8')).trim() } };
		},
		finds: ['data-folder/unwritable'],
		advises: /chown/u,
	},
	{
		name: 'the clock is ten minutes off',
		plant: env({
			NODE_OPTIONS: '--import data:text/javascript,const%20n=Date.now;Date.now=()=>n()+600000;',
		}),
		isInChild: true,
		finds: ['clock/off'],
		advises: /NTP/u,
	},
];

const IN_THE_DATABASE: readonly PlantedFault[] = [
	{
		name: 'the database is not there',
		plant: ({ folder }) => ({ env: { DATABASE_URL: `sqlite:${join(folder, 'missing.db')}` } }),
		finds: ['database-reachable/missing'],
		advises: /as the daemon has them/u,
	},
	{
		name: 'the database server is down',
		plant: async () => ({
			env: { DATABASE_URL: `mysql://u:geheim@127.0.0.1:${await freePort()}/x` },
		}),
		finds: ['database-reachable/unreachable'],
		advises: /database server runs/u,
	},
	{
		name: 'a migration is missing',
		plant: inCopy(async (raw) => {
			const newest = raw<{ id: number }>('knex_migrations').orderBy('id', 'desc').limit(1);
			const [last = 0] = await newest.pluck('id');
			await raw('knex_migrations').where({ id: last }).delete();
		}),
		finds: ['database-schema/older'],
		advises: /greenapi-rc migrate/u,
	},
	{
		name: 'a newer version has migrated the database',
		plant: inCopy((raw) =>
			raw('knex_migrations').insert({ name: '29990101000000_x', batch: 9, migration_time: 0 }),
		),
		finds: ['database-schema/newer'],
		advises: /Install that version/u,
	},
	{
		name: 'the database can’t be written',
		plant: inCopy((raw) =>
			raw.raw(
				`CREATE TRIGGER stop BEFORE INSERT ON preferences BEGIN SELECT RAISE(ABORT, 'full'); END`,
			),
		),
		finds: ['database-write/refused'],
		advises: /./u,
	},
	{
		name: 'the file of the database is damaged',
		async plant(world) {
			const url = await world.copy(() => Promise.resolve());
			const path = url.slice('sqlite:'.length);
			const bytes = await readFile(path);
			// An index that nothing but the check reads: its page is turned into nonsense.
			const damaged = Buffer.concat([bytes.subarray(0, -4096), Buffer.alloc(4096, 0xab)]);
			await writeFile(path, damaged, { mode: 0o600 });
			return { env: { DATABASE_URL: url } };
		},
		finds: ['database-integrity/damaged'],
		advises: /restore the newest backup/u,
	},
	{
		name: 'the file of the database is none',
		async plant({ folder }) {
			const path = join(folder, 'none.db');
			await writeFile(path, 'This is a letter to my grandmother. '.repeat(300), { mode: 0o600 });
			return { env: { DATABASE_URL: `sqlite:${path}` } };
		},
		finds: ['database-reachable/unreachable'],
		advises: /./u,
	},
	{
		name: 'the database is open to others',
		async plant(world) {
			const url = await world.copy(() => Promise.resolve());
			const path = url.slice('sqlite:'.length);
			await chmod(path, 0o644);
			await chmod(dirname(path), 0o755);
			return { env: { DATABASE_URL: url } };
		},
		finds: ['database-file/open'],
		advises: /^chmod 600 .*copy\.db$/u,
	},
	{
		name: 'a message has been waiting for an hour',
		plant: inCopy((raw) =>
			raw('messages').insert(row(77, { accepted_at: Date.now() - 60 * MINUTE })),
		),
		finds: ['ledger-backlog/old'],
		advises: /trace 77/u,
	},
	{
		name: 'a dead letter',
		isInChild: true,
		plant: inCopy((raw) =>
			raw('messages').insert(
				row(78, {
					state: 'dead',
					settled_at: Date.now(),
					last_error: 'HTTP_TIMEOUT: secret words',
				}),
			),
		),
		finds: ['ledger-dead/some'],
		advises: /retry-message --all/u,
	},
	{
		name: 'a chat waits for an agent, another for the tariff',
		plant: inCopy(async (raw) => {
			await raw('lanes').insert(lane({ wait: 'ROCKET_CHAT_NO_AGENT_ONLINE' }));
			await raw('lanes').insert(lane({ id: 2, chat_id: 2, wait: 'GREEN_API_QUOTA' }));
			await raw('messages').insert([row(79, {}), row(80, { lane_id: 2 })]);
		}),
		finds: ['instance-tariff/quota', 'ledger-held/stuck', 'ledger-held/stuck'],
		advises: /Change the tariff/u,
	},
	{
		name: 'a call is in doubt, an edit is parked, a daemon died',
		plant: inCopy(async (raw) => {
			const before = Date.now() - 2 * DAY;
			await raw('lanes').insert(lane({ lease_owner: 'gone', run_at: before }));
			await raw('messages').insert(row(81, { call_started_at: before }));
			await raw('messages').insert(
				row(82, { state: 'waiting', kind: 'edit', accepted_at: before }),
			);
		}),
		finds: ['ledger-doubt/old', 'ledger-leases/stale', 'ledger-parked/old'],
		advises: /trace 81/u,
		args: STRICT,
	},
];

const ON_THE_WAY: readonly PlantedFault[] = [
	{
		name: 'the daemon is down',
		isInChild: true,
		async plant() {
			const port = String(await freePort());
			return { env: { PORT: port, APP_URL: `http://127.0.0.1:${port}` } };
		},
		finds: [
			...['app-url-probe/refused', 'daemon-running/down'],
			...['instance-settings/differ', 'workspace-way/address'],
		],
		advises: /proxy/u,
	},
	{
		name: 'the daemon runs elsewhere',
		plant: async () => ({ env: { PORT: String(await freePort()) } }),
		finds: ['daemon-running/elsewhere'],
		advises: /HOST and PORT/u,
		args: STRICT,
	},
	{
		name: 'something else is on the port',
		plant: () => server({}),
		finds: ['daemon-running/stranger'],
		advises: /Free the port/u,
	},
	{
		name: 'the daemon is of another version, and not ready',
		plant: () =>
			server({
				'/api/webhook/rocket': [200, { name: 'greenapi-rc', version: '0.0.1' }],
				'/readyz': [503, { message: 'The daemon is stopping.' }],
			}),
		finds: ['daemon-ready/unready', 'daemon-version/other'],
		advises: /daemon’s log/u,
	},
	{
		name: 'APP_URL is not set',
		plant: env({ APP_URL: '' }),
		finds: ['app-url/missing', 'workspace-way/address'],
		advises: /Set APP_URL/u,
	},
	{
		name: 'APP_URL has no TLS, and a name that nobody knows',
		plant: env({ APP_URL: 'http://bridge.invalid' }),
		finds: ['app-url-probe/dns', 'app-url/plain'],
		advises: /DNS/u,
		args: ['--only', 'daemon'],
	},
	{
		name: 'APP_URL is private, and GREEN-API is not',
		plant: env({ GREEN_API_URL: 'https://api.green-api.com' }),
		finds: ['app-url/private'],
		advises: /the internet can reach/u,
		args: ['--only', 'daemon'],
	},
];

const IN_ROCKET_CHAT: readonly PlantedFault[] = [
	{
		name: 'Rocket.Chat does not answer',
		plant: ({ stage }) => ({ undo: stage.rocketChat.faults.add({ kind: 'reset', path: '/' }) }),
		finds: ['workspace-reachable/unreachable'],
		advises: /./u,
	},
	{
		name: 'Rocket.Chat is too old',
		plant: rocketChat('/api/info', 200, { version: '6.5', success: true }),
		finds: ['workspace-version/old'],
		advises: /Upgrade/u,
	},
	{
		name: 'the administrator’s token was revoked',
		plant: rocketChat('/api/v1/me', 401, { status: 'error' }),
		finds: ['agent-token/refused', 'workspace-admin/refused'],
		advises: /update-token/u,
	},
	{
		name: 'the administrator is none any more',
		plant({ stage }) {
			const jane = stage.rocketChat.workspace.usersByName.get('jane');
			const before = jane?.roles ?? [];
			Object.assign(jane ?? {}, { roles: ['livechat-agent'] });
			return { undo: () => Object.assign(jane ?? {}, { roles: before }) };
		},
		finds: ['workspace-admin/role'],
		advises: /role admin/u,
	},
	{
		name: 'Omnichannel is off',
		isInChild: true,
		plant: setting('Livechat_enabled', false),
		finds: ['workspace-omnichannel/off'],
		advises: /switch it on/u,
	},
	{
		name: 'nobody is available',
		plant({ stage }) {
			stage.rocketChat.setAgentOnline('jane', false);
			return { undo: () => stage.rocketChat.setAgentOnline('jane', true) };
		},
		finds: ['workspace-routing/refuses'],
		advises: /go online/u,
		args: STRICT,
	},
	{
		name: 'somebody serves chats and is not registered',
		plant({ stage }) {
			const { workspace } = stage.rocketChat;
			const { userId } = stage.rocketChat.addUser({ username: 'bob', roles: ['livechat-agent'] });
			return {
				undo() {
					workspace.users.delete(userId);
					workspace.usersByName.delete('bob');
				},
			};
		},
		finds: ['workspace-agents/unregistered'],
		advises: /register-agent/u,
		args: STRICT,
	},
	{
		name: 'the rate limiter slows an old workspace down',
		plant(world) {
			const { undo } = rocketChat('/api/info', 200, { version: '7.13', success: true })(world);
			const { undo: back } = setting('API_Enable_Rate_Limiter', true)(world);
			return { undo: () => [undo?.(), back?.()] };
		},
		finds: ['workspace-limiter/slow'],
		advises: /Install the app/u,
		args: STRICT,
	},
	{
		name: 'uploads are off',
		plant: setting('FileUpload_Enabled', false),
		finds: ['workspace-uploads/off'],
		advises: /Switch FileUpload_Enabled on/u,
	},
	{
		name: 'only small files are taken, and no videos',
		plant(world) {
			const { undo } = setting('FileUpload_MaxFileSize', 1_048_576)(world);
			const { undo: back } = setting('FileUpload_MediaTypeBlackList', 'video/*')(world);
			return { undo: () => [undo?.(), back?.()] };
		},
		finds: ['workspace-uploads/small', 'workspace-uploads/types'],
		advises: /FileUpload_MaxFileSize/u,
		args: STRICT,
	},
	{
		name: 'there is no webhook, and no app',
		plant: setting('Livechat_webhookUrl', ''),
		finds: ['workspace-way/none'],
		advises: /Install the app/u,
	},
	{
		name: 'the webhook leads elsewhere',
		plant: setting('Livechat_webhookUrl', 'https://other.example.org/hook?key=geheim'),
		finds: ['workspace-way/address'],
		advises: /api\/webhook\/rocket/u,
	},
	{
		name: 'the webhook’s events are not ticked',
		plant: setting('Livechat_webhook_on_agent_message', false),
		finds: ['workspace-way/events'],
		advises: /Agent messages/u,
	},
	{
		name: 'the webhook’s token is another',
		plant: setting('Livechat_secret_token', 'geheim'),
		finds: ['workspace-way/token'],
		advises: /webhookToken/u,
	},
];

const AT_GREEN_API: readonly PlantedFault[] = [
	{
		name: 'GREEN-API is down',
		plant: ({ stage }) => ({ undo: stage.greenApi.faults.add({ kind: 'reset', path: '/' }) }),
		finds: ['instance-state/unreachable'],
		advises: /./u,
	},
	{
		name: 'no phone is linked',
		isInChild: true,
		plant: answer('getStateInstance', 200, { stateInstance: 'notAuthorized' }),
		finds: ['instance-state/unlinked'],
		advises: /link-instance 1101000001/u,
	},
	{
		name: 'the number is suspended',
		plant: answer('getStateInstance', 200, { stateInstance: 'yellowCard' }),
		finds: ['instance-state/suspended'],
		advises: /reboot-instance/u,
	},
	{
		name: 'the instance has expired',
		plant: answer('getStateInstance', 400, 'Instance account is expired'),
		finds: ['instance-state/refused'],
		advises: /Renew instance 1101000001/u,
	},
	{
		name: 'somebody changed the settings in the console',
		plant({ stage }) {
			const { settings } = stage.greenApi.instance(stage.idInstance);
			const before = { ...settings };
			Object.assign(settings, { webhookUrlToken: 'other', incomingWebhook: 'no' });
			return { undo: () => Object.assign(settings, before) };
		},
		finds: ['instance-settings/differ'],
		advises: /apply-settings 1101000001/u,
	},
	{
		name: 'webhooks are not taken',
		plant: answer('getWebhooksCount', 200, { count: 321 }),
		finds: ['instance-webhooks/stuck'],
		advises: /app-url-probe/u,
	},
	{
		name: 'messages are not sent',
		plant: answer(
			'showMessagesQueue',
			200,
			Array.from({ length: 150 }, () => ({ chatId: '7900@c.us', message: 'x', type: 't' })),
		),
		finds: ['instance-queue/long'],
		advises: /reboot-instance/u,
		args: STRICT,
	},
	{
		name: 'two instances are on one number',
		plant: (world) => addInstance(world, {}),
		finds: ['instance-number/shared', 'instance-number/shared'],
		advises: /remove-instance/u,
	},
	{
		name: 'the owner is gone, nobody owns another, which has long been silent',
		async plant(world) {
			const { raw, stage } = world;
			const wid = '79990000002@c.us';
			const created_at = Date.now() - 9 * DAY;
			const { undo } = await addInstance(world, { wid, agent_id: null, created_at });
			await raw('instances').where({ id: stage.idInstance }).update({ agent_id: 99 });
			await raw('messages').insert(row(90, { state: 'done', lane_id: 0 }));
			return {
				async undo() {
					await undo?.();
					await raw('messages').where({ id: 90 }).delete();
					await raw('instances').where({ id: stage.idInstance }).update({ agent_id: 1 });
				},
			};
		},
		finds: ['instance-owner/gone', 'instance-owner/none', 'instance-silent/silent'],
		advises: /remove-instance 1101000001/u,
		args: STRICT,
	},
];

/** Faults as they happen to operators. */
export const PLANTED_FAULTS: readonly PlantedFault[] = [
	...ON_THIS_MACHINE,
	...IN_THE_DATABASE,
	...ON_THE_WAY,
	...IN_ROCKET_CHAT,
	...AT_GREEN_API,
];
