import { readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import knexModule from 'knex';
import type { Knex } from 'knex';
import { exitCodeOf, failureLines } from '../../../src/cli/exit-codes.js';
import type { Io } from '../../../src/cli/io.js';
import { createProgram } from '../../../src/cli/program.js';
import { createKnexConfig } from '../../../src/core/storage/knex-config.js';
import { createStage } from '../../../src/sandbox/stage.js';
import type { Stage } from '../../../src/sandbox/stage.js';
import { startProgram } from '../../support/child.js';
import type { Ended } from '../../support/child.js';
import { createTestDatabase } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';
import { freePort } from '../../support/free-port.js';

/** Both clouds, a real daemon between them, everything registered and as it shall be; and doctor beside it. */
export type DoctorWorld = {
	readonly stage: Stage;
	readonly env: Readonly<Record<string, string>>;
	/** DATA_DIR, and where doctor runs. */
	readonly folder: string;
	readonly daemonUrl: string;
	readonly keyPath: string;
	/** Past the product, into the daemon's own database. */
	readonly raw: Knex;
	/** A copy of the database, which no daemon works on, in a folder of its own; answers its DATABASE_URL. SQLite. */
	copy(change: (raw: Knex) => Promise<unknown>): Promise<string>;
	/** Runs doctor; fails the test when it prints a token. */
	doctor(
		t: ExecutionContext,
		args: readonly string[],
		env?: Record<string, string>,
	): Promise<Ended>;
	/** The same without a process of its own, which takes most of the time. */
	doctorHere(
		t: ExecutionContext,
		args: readonly string[],
		env?: Record<string, string>,
	): Promise<Ended>;
	setting(id: string, value: string | number | boolean): void;
	close(): Promise<void>;
};

export async function openDoctorWorld(engine: Engine = 'sqlite'): Promise<DoctorWorld> {
	const teardowns: (() => unknown)[] = [];
	const shared = contextOf(teardowns);
	const stage = await createStage();
	teardowns.push(() => stage.close());
	const { url: databaseUrl } = await createTestDatabase(shared, engine);
	const folder = await mkdtemp(join(tmpdir(), 'greenapi-rc-test-'));
	teardowns.push(() => rm(folder, { recursive: true, force: true }));
	const port = await freePort();
	const daemonUrl = `http://127.0.0.1:${port}`;
	const env = {
		...{ PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: databaseUrl, DATA_DIR: folder },
		...{ LOG_LEVEL: 'warn', STATE_POLL_SECONDS: '0' },
		...stage.environment(daemonUrl),
	};
	const daemon = startProgram(shared, ['daemon'], { env });
	await daemon.waitForLine(/^Listening on/u);
	const { commandToken, webhookToken } = await stage.introduce(daemonUrl);
	const { settings, users } = stage.rocketChat.workspace;
	settings.set('Livechat_webhookUrl', `${daemonUrl}/api/webhook/rocket`);
	settings.set('Livechat_secret_token', webhookToken);
	settings.set('Livechat_webhook_on_agent_message', true);
	settings.set('Livechat_webhook_on_close', true);
	const raw = knexModule(createKnexConfig(databaseUrl));
	teardowns.push(() => raw.destroy());
	const keyPath = join(folder, 'secret.key');
	const instanceToken = String(
		stage.greenApi.instance(stage.idInstance).settings['webhookUrlToken'],
	);
	const secrets = [
		...[readFileSync(keyPath, 'utf8').trim(), commandToken, webhookToken, stage.apiToken],
		...[instanceToken, ...[...users.values()].map(({ authToken }) => authToken)],
	];
	return {
		...{ stage, env, folder, daemonUrl, keyPath, raw },
		async copy(change) {
			const place = join(folder, `copy-${Math.random().toString(36).slice(2)}`);
			await mkdir(place, { mode: 0o700 });
			await raw.raw('PRAGMA wal_checkpoint(TRUNCATE)');
			const path = join(place, 'copy.db');
			await copyFile(databaseUrl.slice('sqlite:'.length), path);
			const copied = knexModule(createKnexConfig(`sqlite:${path}`));
			await change(copied);
			await copied.destroy();
			return `sqlite:${path}`;
		},
		async doctor(t, args, more = {}) {
			const all = { env: { ...env, ...more }, cwd: folder };
			const ended = await startProgram(t, ['doctor', ...args], all).exited;
			const printed = ended.stdout + ended.stderr;
			for (const secret of secrets) t.false(printed.includes(secret), 'a secret was printed');
			return ended;
		},
		async doctorHere(t, args, more = {}) {
			const ended = await runHere(['doctor', ...args], { ...env, ...more }, folder);
			const printed = ended.stdout + ended.stderr;
			for (const secret of secrets) t.false(printed.includes(secret), 'a secret was printed');
			return ended;
		},
		setting: (id, value) => void settings.set(id, value),
		async close() {
			for (const teardown of teardowns.reverse()) await teardown();
		},
	};
}

/** The program in this process; what it says of a failure is shortened. */
async function runHere(
	args: readonly string[],
	env: Readonly<Record<string, string>>,
	cwd: string,
): Promise<Ended> {
	const [out, err]: [string[], string[]] = [[], []];
	const io: Io = {
		...{ env, cwd, columns: undefined, language: () => 'en', speak: () => undefined },
		...{ hush: () => undefined, isQuiet: () => true },
		...{ out: (line) => out.push(line), err: (line) => err.push(line) },
		fail: (line) => err.push(line),
		// Nobody is at a terminal.
		process: { env, stdin: {}, stdout: {}, stderr: {} } as unknown as NodeJS.Process,
	};
	const program = createProgram(io).parseAsync(['node', 'greenapi-rc', ...args]);
	const code = await program.then(
		() => 0,
		(error: unknown) => {
			err.push(...failureLines(error, false));
			return exitCodeOf(error);
		},
	);
	return { code, signal: undefined, stdout: out.join('\n'), stderr: err.join('\n') };
}

/** What the helpers of single tests need, for a world that several tests share. */
function contextOf(teardowns: (() => unknown)[]): ExecutionContext {
	return {
		passed: true,
		teardown: (work: () => unknown) => void teardowns.push(work),
		log: () => undefined,
	} as unknown as ExecutionContext;
}

export type PrintedCheck = {
	readonly id: string;
	readonly area: string;
	readonly subject: string | null;
	readonly status: string;
	readonly fault: string | null;
	readonly looked: string;
	readonly found: string;
	readonly advice: string | null;
	readonly repair: string | null;
	readonly docs: string;
};

/** What `doctor --json` printed. */
export type Printed = {
	readonly version: number;
	readonly checks: readonly PrintedCheck[];
	readonly summary: Readonly<Record<string, number>>;
	readonly repairs?: readonly { readonly repair: string; readonly isDone: boolean }[];
};

/** `<id>/<fault>` of all that is wrong, sorted. */
export function faultsOf({ checks }: Printed): string[] {
	return checks.flatMap(({ id, fault }) => (fault === null ? [] : [`${id}/${fault}`])).sort();
}
