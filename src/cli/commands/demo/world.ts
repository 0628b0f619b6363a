import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttpClient } from '../../../core/http/client.js';
import type { HttpClient } from '../../../core/http/types.js';
import { createStage } from '../../../sandbox/stage.js';
import type { Stage } from '../../../sandbox/stage.js';
import { startDaemonChild } from './daemon-child.js';
import type { DaemonChild } from './daemon-child.js';
import { daemonEnded, withLog } from './failures.js';
import type { Watch } from './watch.js';

/** Both clouds, the daemon between them, and a folder that holds its database: all of it temporary. */
export type World = {
	readonly stage: Stage;
	readonly daemonUrl: string;
	readonly databaseUrl: string;
	readonly pid: number;
	/** Database, key and log of the daemon. */
	readonly folder: string;
	readonly http: HttpClient;
	logTail(): string[];
	/** Stops the daemon and removes everything; the second call does nothing more. */
	close(): Promise<void>;
};

/**
 * Opens a world in which nothing is registered yet. When it does not succeed, the error says why and nothing is left. Whatever ends this
 * process later ends the daemon too; only `kill -9` leaves the folder behind.
 */
export async function openWorld(process: NodeJS.Process, watch: Watch): Promise<World> {
	const folder = mkdtempSync(join(tmpdir(), 'greenapi-rc-demo-'));
	const http = createHttpClient({ isTrusted: () => true });
	let stage: Stage | undefined;
	let daemon: DaemonChild | undefined;
	let isClosing = false;

	function onExit(): void {
		daemon?.kill();
		rmSync(folder, { recursive: true, force: true });
	}
	async function close(): Promise<void> {
		isClosing = true;
		await Promise.all([daemon?.stop(), stage?.close(), http.close()]);
		process.off('exit', onExit);
		rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
	}

	process.on('exit', onExit);
	try {
		// Receipts come a little later than the answer of the call they belong to, as in life.
		stage = await createStage({ greenApi: { receiptDelayMs: 100 } });
		const daemonUrl = `http://127.0.0.1:${await freePort()}`;
		const env = environment(process, folder, daemonUrl, stage);
		const running = await startDaemonChild(folder, env, (child) => {
			daemon = child;
		});
		void running.ended.then((how) => {
			if (!isClosing) watch.abort(daemonEnded(how));
		});
		const { pid, logTail } = running;
		const databaseUrl = databaseIn(folder);
		return { stage, daemonUrl, databaseUrl, pid, folder, http, logTail, close };
	} catch (error) {
		const explained = withLog(error, daemon?.logTail() ?? []);
		await close();
		throw explained;
	}
}

/** Nothing of the real one but where programs and the home are: no setting of a real daemon gets in here. */
function environment(
	{ env }: NodeJS.Process,
	folder: string,
	daemonUrl: string,
	stage: Stage,
): Record<string, string> {
	const { PATH = '', HOME = folder } = env;
	return {
		PATH,
		HOME,
		PORT: new URL(daemonUrl).port,
		HOST: '127.0.0.1',
		DATA_DIR: folder,
		DATABASE_URL: databaseIn(folder),
		LOG_LEVEL: 'warn',
		...stage.environment(daemonUrl),
	};
}

function databaseIn(folder: string): string {
	return `sqlite:${join(folder, 'demo.db')}`;
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}
