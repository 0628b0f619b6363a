import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { openDatabase } from '../../../src/core/storage/database.js';
import type { Database } from '../../../src/core/storage/database.js';
import { createTokenCipher } from '../../../src/core/storage/token-cipher.js';
import { createStage } from '../../../src/sandbox/stage.js';
import type { Stage } from '../../../src/sandbox/stage.js';
import { startProgram } from '../../support/child.js';
import type { Ended } from '../../support/child.js';
import { createTestDatabase } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { applySchema } from '../../support/schema-copy.js';
import { openRaw } from '../../support/storage.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

export const APP_URL = 'https://bridge.example.org';

export type Person = { readonly userId: string; readonly authToken: string };

/** Both clouds and a database, nothing registered, no daemon; and the program of an operator. */
export type SetupDesk = {
	readonly stage: Stage;
	/** Address of the workspace. */
	readonly url: string;
	readonly database: Database;
	/** The operator's working folder. */
	readonly folder: string;
	readonly env: Readonly<Record<string, string>>;
	/** Has both roles. */
	readonly admin: Person;
	/** An agent, who is no administrator. */
	readonly bob: Person;
	/** Writes a file that holds a token; answers its path. */
	tokenFile(token: string): Promise<string>;
	/** Runs the program; fails the test when it repeats a token that it was given. */
	run(args: readonly string[], options?: RunOptions): Promise<Ended>;
	/** Registers the workspace and bob, and connects the instance for him. */
	introduce(): Promise<void>;
	/** Every row that setting up makes. */
	rows(): Promise<object>;
};

export type RunOptions = { readonly input?: string; readonly env?: Record<string, string> };

const TABLES = ['workspaces', 'agents', 'instances', 'preferences'];

export async function openSetupDesk(
	t: ExecutionContext,
	engine: Engine = 'sqlite',
): Promise<SetupDesk> {
	const stage = await createStage();
	t.teardown(() => stage.close());
	const { rocketChat, apiToken, idInstance } = stage;
	const admin = rocketChat.addUser({
		username: 'root',
		email: 'root@example.org',
		roles: ['admin', 'livechat-agent'],
	});
	const bob = rocketChat.addUser({ username: 'bob', roles: ['livechat-agent'] });
	const { url: databaseUrl } = await createTestDatabase(t, engine);
	await applySchema(engine, databaseUrl);
	const key = randomBytes(32);
	const database = openDatabase(databaseUrl, createTokenCipher(key));
	t.teardown(() => database.close());
	const raw = openRaw(t, databaseUrl);
	const folder = await temporaryFolder(t);
	const env = {
		...stage.environment(APP_URL),
		...{ DATABASE_URL: databaseUrl, DATA_DIR: folder, SECRET_KEY: key.toString('base64') },
	};
	const secrets = [admin.authToken, bob.authToken, apiToken, env.SECRET_KEY];

	async function run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
		const all = { ...options, cwd: folder, env: { ...env, ...options.env } };
		const ended = await startProgram(t, args, all).exited;
		for (const secret of secrets) t.false((ended.stdout + ended.stderr).includes(secret));
		return ended;
	}

	async function must(args: readonly string[], input: string): Promise<void> {
		const { code, stderr } = await run([...args, '--token-file', '-'], { input });
		t.is(code, 0, `stderr: ${stderr}`);
	}

	return {
		...{ stage, url: rocketChat.url, database, folder, env, admin, bob, run },
		async tokenFile(token) {
			const path = join(folder, `token-${randomBytes(4).toString('hex')}`);
			await writeFile(path, `${token}\n`, { mode: 0o600 });
			return path;
		},
		async introduce() {
			const workspace = ['register-workspace', '--url', rocketChat.url];
			await must([...workspace, '--user-id', admin.userId], admin.authToken);
			await must(['register-agent', '--user-id', bob.userId], bob.authToken);
			await must(['create-instance', idInstance, '--owner', 'bob@example.org'], apiToken);
		},
		async rows() {
			const tables = TABLES.map(async (table) => [table, (await raw(table)) as unknown[]]);
			return Object.fromEntries(await Promise.all(tables)) as object;
		},
	};
}
