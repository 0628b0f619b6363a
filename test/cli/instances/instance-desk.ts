import { randomBytes } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import type { Instance } from '../../../src/core/domain/registry.js';
import { openDatabase } from '../../../src/core/storage/database.js';
import type { Database } from '../../../src/core/storage/database.js';
import { createTokenCipher } from '../../../src/core/storage/token-cipher.js';
import { createGreenApiSandbox } from '../../../src/sandbox/green-api/sandbox.js';
import type { GreenApiSandbox } from '../../../src/sandbox/green-api/sandbox.js';
import type {
	GreenApiSandboxOptions,
	InstanceView,
	NewInstance,
} from '../../../src/sandbox/green-api/types.js';
import { startProgram } from '../../support/child.js';
import type { Ended, RunningProgram } from '../../support/child.js';
import { createTestDatabase } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { newAgent, newInstance, newWorkspace } from '../../support/rows.js';
import { applySchema } from '../../support/schema-copy.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { startAtTerminal } from '../../support/terminal.js';
import type { AtTerminal } from '../../support/terminal.js';

export const ID = '1101000001';
export const APP_URL = 'https://bridge.example.org';
/** As getWaSettings tells it. */
export const PHONE = '79990000000';

/** GREEN-API with one instance that is registered, and belongs to bob; no daemon; and the program of an operator. */
export type InstanceDesk = {
	readonly greenApi: GreenApiSandbox;
	/** The account, as it is at GREEN-API. */
	readonly account: InstanceView;
	readonly database: Database;
	readonly workspaceId: number;
	readonly folder: string;
	readonly env: Readonly<Record<string, string>>;
	/** What is known of the instance here. */
	known(): Promise<Instance>;
	start(args: readonly string[], env?: Record<string, string>): RunningProgram;
	/** Runs the program; fails the test when it repeats a token. */
	run(args: readonly string[], env?: Record<string, string>): Promise<Ended>;
	atTerminal(args: readonly string[], options?: TerminalChoice): AtTerminal;
};

export type TerminalChoice = { readonly rows?: number; readonly env?: Record<string, string> };

export type DeskOptions = {
	readonly engine?: Engine;
	readonly sandbox?: GreenApiSandboxOptions;
	readonly account?: Partial<NewInstance>;
};

export async function openInstanceDesk(
	t: ExecutionContext,
	{ engine = 'sqlite', sandbox, account: fresh }: DeskOptions = {},
): Promise<InstanceDesk> {
	const greenApi = await createGreenApiSandbox(sandbox);
	t.teardown(() => greenApi.close());
	const account = greenApi.addInstance({ idInstance: ID, ...fresh });
	const { url: databaseUrl } = await createTestDatabase(t, engine);
	await applySchema(engine, databaseUrl);
	const key = randomBytes(32);
	const database = openDatabase(databaseUrl, createTokenCipher(key));
	t.teardown(() => database.close());
	const { workspaces, agents, instances } = database.stores;
	const { id: workspaceId } = await workspaces.insert(newWorkspace());
	const { id: agentId } = await agents.insert(newAgent({ workspaceId, email: 'bob@example.org' }));
	const instance = newInstance({
		...{ id: asInstanceId(ID), workspaceId, agentId, state: account.state, wid: '' },
		...{ apiToken: account.apiToken, apiUrl: greenApi.url, mediaUrl: greenApi.url },
	});
	await instances.insert(instance);
	const folder = await temporaryFolder(t);
	const env = {
		...{ DATABASE_URL: databaseUrl, DATA_DIR: folder, SECRET_KEY: key.toString('base64') },
		...{ APP_URL, GREEN_API_URL: greenApi.url, GREEN_API_MEDIA_URL: greenApi.url, LANG: 'C' },
	};
	const secrets = [account.apiToken, instance.webhookToken, env.SECRET_KEY];
	const start: InstanceDesk['start'] = (args, more) =>
		startProgram(t, args, { cwd: folder, env: { ...env, ...more } });
	return {
		...{ greenApi, account, database, workspaceId, folder, env, start },
		known: async () => (await instances.find(instance.id))!,
		async run(args, more) {
			const ended = await start(args, more).exited;
			for (const secret of secrets) t.false((ended.stdout + ended.stderr).includes(secret));
			return ended;
		},
		atTerminal: (args, { rows = 24, env: more } = {}) =>
			startAtTerminal(t, args, { cwd: folder, env: { ...env, ...more }, rows }),
	};
}
