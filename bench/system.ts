import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RocketChatSandboxOptions } from '../src/sandbox/rocket-chat/types.js';
import { repositoryRoot } from '../test/support/repository.js';
import { freePort } from '../test/support/free-port.js';
import { type Child, startChild } from './child.js';
import type { BenchDatabase } from './databases.js';
import type { PeakWatch } from './resident.js';
import type { Direction, FileContents, FileWay, System } from './types.js';

/** Both clouds in a process of their own. */
export type StandIns = {
	/** What the daemon needs to find them. */
	environment(daemonUrl: string): Promise<Record<string, string>>;
	introduce(daemonUrl: string): Promise<{ idInstance: string; authorization: string }>;
	/** How many messages of customers were stored so far. */
	count(): Promise<number>;
	/** Text and time (epoch milliseconds) of each message whose text begins so. */
	arrivals(prefix: string): Promise<readonly (readonly [text: string, at: number])[]>;
	/** See file-control.ts. */
	openRoom(): Promise<void>;
	sendFile(direction: Direction, name: string, bytes: number): Promise<FileContents>;
	findFile(direction: Direction, name: string): Promise<Partial<FileContents>>;
	wayOf(direction: Direction, name: string): Promise<FileWay>;
	stop(): Promise<void>;
};

/** How the stand-ins are; unless told otherwise, Rocket.Chat limits nothing and has no app. */
export type Clouds = {
	readonly rocketChat?: RocketChatSandboxOptions;
	/** The packed app is installed in the workspace, in the real Apps-Engine. */
	readonly hasApp?: boolean;
};

/** Where a system takes webhooks. */
export type Target = {
	readonly origin: string;
	readonly path: string;
	readonly authorization: string;
	readonly idInstance: string;
};

/** A system under test between its clouds. */
export type Running = {
	readonly target: Target;
	readonly standIns: StandIns;
	memoryMb(): Promise<number>;
	watchPeak(): Promise<PeakWatch>;
	/** Megabytes in use after a collection of all garbage; the daemon alone can tell. */
	liveMb(): Promise<number>;
	/** What the process that registered everything occupied; NaN for the bare loop, which needs none. */
	readonly setUpMb: number;
	stop(): Promise<void>;
};

const COMPILED = join(repositoryRoot, 'dist', 'bench');
const BARE_TOKEN = 'Bearer bare';
/** How long the first process may tidy up before its memory is read. */
const SETTLE_MS = 2000;
const LIVE = /^live (\d+)$/u;

/** Starts the stand-ins, and the system on an empty database. */
export async function startSystem(
	system: System,
	database: BenchDatabase,
	profileFolder: string | undefined,
	clouds: Clouds = {},
): Promise<Running> {
	const standIns = await startStandIns(clouds);
	try {
		const { target, child, setUpMb } =
			system === 'ours'
				? await startOurs(database, standIns, profileFolder)
				: await startBare(database, standIns);
		return {
			target,
			standIns,
			setUpMb,
			memoryMb: child.memoryMb,
			watchPeak: child.watchPeak,
			liveMb: async () => Number((await child.ask('SIGUSR2', LIVE))[1]) / 1_048_576,
			async stop() {
				await child.stop();
				await standIns.stop();
			},
		};
	} catch (error) {
		await standIns.stop();
		throw error;
	}
}

type Started = { readonly target: Target; readonly child: Child; readonly setUpMb: number };

/**
 * The daemon as it runs from day to day: workspace and instance were registered by an earlier process, which ended.
 */
async function startOurs(
	database: BenchDatabase,
	standIns: StandIns,
	profileFolder: string | undefined,
): Promise<Started> {
	const origin = `http://127.0.0.1:${await freePort()}`;
	const env = {
		HOST: '127.0.0.1',
		PORT: new URL(origin).port,
		DATABASE_URL: database.url,
		DATA_DIR: database.folder,
		LOG_LEVEL: 'error',
		...(await standIns.environment(origin)),
	};
	const first = await startDaemon(env, []);
	const { idInstance, authorization } = await standIns.introduce(origin);
	await sleep(SETTLE_MS);
	const setUpMb = await first.memoryMb();
	await first.stop();
	const probe = ['--expose-gc', `--import=${join(COMPILED, 'memory-probe.js')}`];
	const profile =
		profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
	return {
		setUpMb,
		child: await startDaemon(env, [...probe, ...profile]),
		target: {
			origin,
			path: '/api/webhook/green-api',
			authorization: `Bearer ${authorization}`,
			idInstance,
		},
	};
}

function startDaemon(env: Record<string, string>, nodeArgs: readonly string[]): Promise<Child> {
	return startChild({
		label: 'daemon',
		args: [...nodeArgs, join(repositoryRoot, 'bin', 'greenapi-rc.js'), 'daemon'],
		env,
		ready: /^Listening on /u,
	});
}

async function startBare(database: BenchDatabase, standIns: StandIns): Promise<Started> {
	const { ROCKET_CHAT_URL = '' } = await standIns.environment('http://127.0.0.1');
	const child = await startChild({
		label: 'bare loop',
		args: [join(COMPILED, 'bare-loop.js')],
		env: { DATABASE_URL: database.url, ROCKET_CHAT_URL, BARE_TOKEN },
		ready: /^Listening on (\S+)/u,
	});
	const origin = child.matched[1] ?? '';
	return {
		child,
		setUpMb: Number.NaN,
		target: { origin, path: '/webhook', authorization: BARE_TOKEN, idInstance: '1101000001' },
	};
}

/** Starts the process of the two clouds. */
export async function startStandIns({ rocketChat = {}, hasApp }: Clouds = {}): Promise<StandIns> {
	const child = await startChild({
		label: 'process of the stand-ins',
		args: [join(COMPILED, 'stand-ins.js')],
		env: {
			ROCKET_CHAT: JSON.stringify(rocketChat),
			...(hasApp === true && { APPS_ENGINE: 'deno' }),
		},
		ready: /^control (\S+)/u,
	});
	const control = child.matched[1] ?? '';
	return {
		environment: (daemonUrl) =>
			ask<Record<string, string>>(`${control}/environment?daemon=${daemonUrl}`),
		introduce: (daemonUrl) => ask(`${control}/introduction?daemon=${daemonUrl}`, 'POST'),
		count: async () => (await ask<{ count: number }>(`${control}/count`)).count,
		arrivals: (prefix) => ask(`${control}/arrivals?prefix=${encodeURIComponent(prefix)}`),
		openRoom: () => ask(`${control}/room`, 'POST'),
		sendFile: (direction, name, bytes) =>
			ask(`${control}/file?direction=${direction}&name=${name}&bytes=${bytes}`, 'POST'),
		findFile: (direction, name) => ask(`${control}/file?direction=${direction}&name=${name}`),
		wayOf: (direction, name) => ask(`${control}/way?direction=${direction}&name=${name}`),
		stop: () => child.stop(),
	};
}

async function ask<T>(url: string, method = 'GET'): Promise<T> {
	const response = await fetch(url, { method });
	const body = (await response.json()) as T & { error?: string };
	if (body.error === undefined) return body;
	throw new Error(`The stand-ins failed: ${body.error}`);
}
