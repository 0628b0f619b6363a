import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Knex } from 'knex';
import knexModule from 'knex';
import { Pool } from 'undici';
import { createKnexConfig } from '../src/core/storage/knex-config.js';

/*
 * What the daemon is compared with: the least that receives a webhook and brings it to Rocket.Chat. Express, one insert,
 * 200; then one POST and one update. The same Express, driver, connection settings and durability as the daemon; but no
 * order, no retry, no lease, no claim, no other index than the unique key, and nothing survives a crash between the steps.
 */

type Webhook = {
	readonly idMessage: string;
	readonly instanceData: { readonly idInstance: number };
	readonly senderData: { readonly chatId: string; readonly senderName: string };
	readonly messageData: { readonly textMessageData: { readonly textMessage: string } };
};
type Room = { readonly token: string; readonly rid: string };

const { DATABASE_URL = '', ROCKET_CHAT_URL = '', BARE_TOKEN = '' } = process.env;

const knex = knexModule(createKnexConfig(DATABASE_URL));
await createTable(knex);
const rocketChat = new Pool(ROCKET_CHAT_URL, { connections: 64, pipelining: 1 });
const rooms = new Map<string, Promise<Room>>();

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.post('/webhook', express.json({ limit: 5_500_000 }), async (request, response) => {
	if (request.headers.authorization !== BARE_TOKEN) {
		response.sendStatus(401);
		return;
	}
	const webhook = request.body as Webhook;
	const id = await insert(webhook);
	response.json({ status: 'ok' });
	deliver(id, webhook).catch((error: unknown) => {
		process.stderr.write(`A message was lost: ${String(error)}\n`);
	});
});
const server = app.listen(0, '127.0.0.1', () => {
	const { port } = server.address() as AddressInfo;
	process.stdout.write(`Listening on http://127.0.0.1:${port}\n`);
});

async function insert(webhook: Webhook): Promise<number> {
	const now = Date.now();
	const [id] = (await knex('messages').insert({
		event_key: webhook.idMessage,
		direction: 'inbound',
		workspace_id: 1,
		instance_id: String(webhook.instanceData.idInstance),
		lane_id: 1,
		kind: 'message',
		source_id: webhook.idMessage,
		part: 0,
		payload: JSON.stringify(webhook),
		state: 'pending',
		attempts: 0,
		run_at: now,
		accepted_at: now,
	})) as [number];
	return id;
}

async function deliver(id: number, webhook: Webhook): Promise<void> {
	const { token, rid } = await roomOf(webhook);
	const target = `wa-${webhook.idMessage}`;
	const msg = webhook.messageData.textMessageData.textMessage;
	await call('POST', '/api/v1/livechat/message', { token, rid, _id: target, msg });
	const done = { state: 'done', target_id: target, settled_at: Date.now() };
	await knex('messages').where({ id }).update(done);
}

function roomOf({ senderData: { chatId, senderName } }: Webhook): Promise<Room> {
	const known = rooms.get(chatId);
	if (known !== undefined) return known;
	const opening = openRoom(`greenapi:${chatId}`, senderName);
	rooms.set(chatId, opening);
	return opening;
}

async function openRoom(token: string, name: string): Promise<Room> {
	await call('POST', '/api/v1/livechat/visitor', { visitor: { token, name } });
	const { room } = (await call(
		'GET',
		`/api/v1/livechat/room?token=${encodeURIComponent(token)}`,
	)) as {
		room: { _id: string };
	};
	return { token, rid: room._id };
}

async function call(method: 'GET' | 'POST', path: string, json?: object): Promise<unknown> {
	const { statusCode, body } = await rocketChat.request({
		method,
		path,
		headers: { 'content-type': 'application/json' },
		body: json === undefined ? null : JSON.stringify(json),
	});
	const text = await body.text();
	if (statusCode === 200) return JSON.parse(text);
	throw new Error(`Rocket.Chat answered ${statusCode}`);
}

async function createTable(database: Knex): Promise<void> {
	await database.schema.createTable('messages', (table) => {
		table.bigIncrements('id');
		table.string('event_key', 32).notNullable();
		table.string('direction', 8).notNullable();
		table.integer('workspace_id').unsigned().notNullable();
		table.string('instance_id', 20).notNullable();
		table.integer('lane_id').unsigned().notNullable();
		table.string('kind', 16).notNullable();
		table.string('source_id', 191).notNullable();
		table.integer('part').unsigned().notNullable();
		table.text('payload', 'mediumtext').notNullable();
		table.string('state', 8).notNullable();
		table.integer('attempts').unsigned().notNullable();
		table.bigInteger('run_at').notNullable();
		table.string('target_id', 191);
		table.bigInteger('accepted_at').notNullable();
		table.bigInteger('settled_at');
		table.unique(['event_key'], { indexName: 'messages_by_event_key' });
	});
}
