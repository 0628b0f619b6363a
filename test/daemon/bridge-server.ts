import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import knexModule from 'knex';
import { createBridge } from '../../src/core/bridge.js';
import type { Bridge } from '../../src/core/bridge.js';
import type { Config } from '../../src/core/config/fields.js';
import { loadConfig } from '../../src/core/config/load-config.js';
import { asInstanceId } from '../../src/core/domain/ids.js';
import { silentLogger } from '../../src/core/logging.js';
import type { Logger } from '../../src/core/logging.js';
import { createKnexConfig } from '../../src/core/storage/knex-config.js';
import { hashToken } from '../../src/core/storage/token-cipher.js';
import { createApp } from '../../src/daemon/app.js';
import type { AppOptions } from '../../src/daemon/app.js';
import { listen } from '../../src/daemon/listen.js';
import { repositoryRoot } from '../support/repository.js';
import { temporaryFolder } from '../support/temporary-folder.js';

export const INSTANCE_TOKEN = 'instance-token-0123456789abcdef';
export const WORKSPACE_TOKEN = 'workspace-token-0123456789abcdef';
export const COMMAND_TOKEN = 'command-token-0123456789abcdef';
export const WORKSPACE_URL = 'https://chat.example.org';
/** The instance of the recorded GREEN-API webhooks. */
export const INSTANCE_ID = 1234;

export type BridgeServer = {
	readonly url: string;
	readonly bridge: Bridge;
	/** Every row of every table, to see that nothing has changed. */
	snapshot(): Promise<object>;
};

export type Answer = {
	readonly status: number;
	readonly headers: Headers;
	/** The JSON of the answer; its text where it is none. */
	readonly body: Readonly<Record<string, unknown>>;
	readonly text: string;
};

/** The settings of a daemon that keeps everything in a folder of the test's own and takes free ports. */
export async function testConfig(
	t: ExecutionContext,
	env: Record<string, string> = {},
): Promise<Config> {
	const folder = await temporaryFolder(t);
	const own = { DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', DRAIN_TIMEOUT_MS: '500' };
	return loadConfig({ ...own, ...env }, folder).config;
}

type ServeOptions = AppOptions & { env?: Record<string, string>; log?: Logger };

/** A migrated bridge that delivers nothing, with one workspace and one instance, behind the app on a port of its own. */
export async function serveBridge(
	t: ExecutionContext,
	{ env, log = silentLogger, ...options }: ServeOptions = {},
): Promise<BridgeServer> {
	const config = await testConfig(t, env);
	const bridge = await createBridge(config, { log });
	await bridge.database.migrate();
	await register(bridge);
	const address = { port: 0, host: '127.0.0.1', variable: 'PORT' };
	const server = await listen(createApp(bridge, options), address);
	t.teardown(async () => {
		await server.close(100);
		await bridge.close();
	});
	return { url: server.url, bridge, snapshot: () => readAll(config.databaseUrl) };
}

/** A customer's message for that instance, as GREEN-API sends it. */
export async function recordedWebhook(): Promise<Record<string, unknown>> {
	const path = 'test/fixtures/green-api/incomingMessageReceived-textMessage.json';
	const text = await readFile(join(repositoryRoot, path), 'utf8');
	return JSON.parse(text) as Record<string, unknown>;
}

/** One request. A body that is neither text nor bytes goes as JSON. */
export async function send(
	url: string,
	path: string,
	{
		method = 'POST',
		headers = {},
		body,
	}: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<Answer> {
	const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
	const answer = await fetch(url + path, {
		method,
		headers: { 'content-type': 'application/json', ...headers },
		...(body === undefined ? {} : { body: isRaw ? body : JSON.stringify(body) }),
	});
	const text = await answer.text();
	return { status: answer.status, headers: answer.headers, text, body: parsed(text) };
}

function parsed(text: string): Answer['body'] {
	try {
		return JSON.parse(text) as Answer['body'];
	} catch {
		return {};
	}
}

async function register({ database }: Bridge): Promise<void> {
	const workspace = await database.stores.workspaces.insert({
		url: WORKSPACE_URL,
		adminEmail: 'admin@example.org',
		userId: 'admin-id',
		authToken: 'admin-rest-token',
		commandTokenHash: hashToken(COMMAND_TOKEN),
		webhookTokenHash: hashToken(WORKSPACE_TOKEN),
		createdAt: 1,
	});
	await database.stores.instances.insert({
		id: asInstanceId(String(INSTANCE_ID)),
		workspaceId: workspace.id,
		agentId: null,
		apiToken: 'api-token',
		webhookToken: INSTANCE_TOKEN,
		apiUrl: 'http://127.0.0.1:9',
		mediaUrl: 'http://127.0.0.1:9',
		state: 'authorized',
		wid: '11001234567@c.us',
		createdAt: 1,
	});
}

async function readAll(databaseUrl: string): Promise<object> {
	const knex = knexModule(createKnexConfig(databaseUrl));
	try {
		const tables = ['workspaces', 'agents', 'instances', 'chats', 'lanes', 'messages'];
		const rows = await Promise.all(tables.map((table) => knex(table).select()));
		return Object.fromEntries(tables.map((table, index) => [table, rows[index]]));
	} finally {
		await knex.destroy();
	}
}
