import type { ExecutionContext } from 'ava';
import { createStage } from '../../src/sandbox/stage.js';
import type { Stage, StageOptions, StageTokens } from '../../src/sandbox/stage.js';
import { type RunningProgram, startProgram } from './child.js';
import { freePort } from './free-port.js';
import { temporaryFolder } from './temporary-folder.js';

export type WorldOptions = {
	readonly databaseUrl: string;
	readonly stage?: StageOptions;
	/** Added to the daemon's environment. */
	readonly env?: Record<string, string>;
	/** False: the daemon is started, but workspace and instance are not registered. */
	readonly isIntroduced?: boolean;
};

/** Both clouds and a real daemon process between them. */
export type World = {
	readonly stage: Stage;
	readonly daemonUrl: string;
	readonly tokens: StageTokens;
	/** The daemon's settings: an operator's commands beside it have the same. */
	readonly env: Readonly<Record<string, string>>;
	/** The running daemon; another one after a restart. */
	daemon(): RunningProgram;
	/** `kill -9`, then the same daemon again on the same port; resolves when it listens. */
	crash(): Promise<void>;
	/** One more daemon on the same database, on a port of its own. */
	addDaemon(): Promise<RunningProgram>;
};

/** Starts both clouds and the daemon, and registers everything by the real HTTP commands. */
export async function startWorld(t: ExecutionContext, options: WorldOptions): Promise<World> {
	const stage = await createStage(quicklyRepeating(options.stage));
	t.teardown(() => stage.close());
	const port = await freePort();
	const daemonUrl = `http://127.0.0.1:${port}`;
	const env = {
		PORT: String(port),
		HOST: '127.0.0.1',
		DATABASE_URL: options.databaseUrl,
		DATA_DIR: await temporaryFolder(t),
		LOG_LEVEL: 'warn',
		...stage.environment(daemonUrl),
		...options.env,
	};
	let daemon = await inTurn(() => startDaemon(t, env));
	const tokens =
		options.isIntroduced === false
			? { commandToken: '', webhookToken: '' }
			: await stage.introduce(daemonUrl);
	return {
		stage,
		daemonUrl,
		tokens,
		env,
		daemon: () => daemon,
		addDaemon: async () => startDaemon(t, { ...env, PORT: String(await freePort()) }),
		async crash() {
			daemon.kill('SIGKILL');
			await daemon.exited;
			daemon = await startDaemon(t, env);
		},
	};
}

/**
 * The clouds repeat a webhook after 60 s and 20 s: longer than a test waits for what came while its daemon was down.
 * Rocket.Chat tries five times, so that its pause must be longer than a start of the daemon.
 */
function quicklyRepeating(stage: StageOptions = {}): StageOptions {
	return {
		...stage,
		greenApi: { webhookRetryMs: 250, ...stage.greenApi },
		rocketChat: { webhookRetryMs: 2000, ...stage.rocketChat },
	};
}

let lastStart: Promise<unknown> = Promise.resolve();

/** The tests of a file begin together: a dozen daemons that start at once would all be too late on a busy machine. */
function inTurn<T>(start: () => Promise<T>): Promise<T> {
	const started = lastStart.then(start);
	lastStart = started.catch(() => undefined);
	return started;
}

async function startDaemon(
	t: ExecutionContext,
	env: Record<string, string>,
): Promise<RunningProgram> {
	const daemon = startProgram(t, ['daemon'], { env });
	await daemon.waitForLine(/^Listening on/);
	return daemon;
}
