import { systemClock } from './clock.js';
import type { Config } from './config/fields.js';
import { proofOf } from './config/probe-answer.js';
import {
	currentKeys,
	keyInUse,
	loadSecretKey,
	nextKeyPath,
	readKeyFile,
} from './config/secret-key.js';
import type { SecretKey } from './config/secret-key.js';
import { ownVersion } from './config/version.js';
import { BridgeError } from './domain/errors.js';
import { createCounters } from './ledger/counters.js';
import type { Counters } from './ledger/counters.js';
import type { Instance, Workspace } from './domain/registry.js';
import { createGreenApiClient } from './green-api/client.js';
import type { GreenApiClient, InstanceAccess } from './green-api/types.js';
import { createHttpClient } from './http/client.js';
import type { HttpClient } from './http/types.js';
import { createDelivery } from './ledger/delivery.js';
import type { Ledger } from './ledger/delivery.js';
import { createPreferenceBook } from './ledger/preference-book.js';
import { receiveAnnouncement } from './ledger/receive-announcement.js';
import { receiveGreenApi } from './ledger/receive-green-api.js';
import { receiveRocketChat } from './ledger/receive-rocket-chat.js';
import type { RocketChatAnswer } from './ledger/receive-rocket-chat.js';
import type { Logger } from './logging.js';
import { startFileSweep } from './operations/file-sweep.js';
import { startRetention } from './operations/retention.js';
import type { Retention } from './operations/retention.js';
import { finishRotation, sealStragglers } from './operations/rotate-key.js';
import { runCommand } from './operations/commands.js';
import { whoAnswers } from './operations/who-answers.js';
import { createOperations } from './operations/operations.js';
import type { OperationDeps } from './operations/deps.js';
import type { Operations } from './operations/operations.js';
import type { FileTickets } from './rocket-chat/file-tickets.js';
import { createGateways } from './rocket-chat/gateways.js';
import type { Gateways } from './rocket-chat/gateways.js';
import type { WayCounts } from './rocket-chat/ways.js';
import { readWorkspaceUser } from './rocket-chat/identity.js';
import { openDatabase } from './storage/database.js';
import type { Database } from './storage/database.js';
import type { StateCount } from './storage/message-queries.js';
import { createPurposeCipher, createTokenCipher } from './storage/token-cipher.js';
import { createTokenBook } from './storage/token-book.js';
import { loadTextOverrides } from './config/text-overrides.js';
import { createTrust } from './config/trust.js';
import { createPhrasebook } from './texts/phrasebook.js';
import type { Phrasebook } from './texts/phrasebook.js';

const MB = 1024 * 1024;

/** Everything wired: what the daemon serves and the CLI commands work on. */
export type Bridge = {
	readonly config: Config;
	readonly log: Logger;
	readonly database: Database;
	readonly operations: Operations;
	/** What this daemon says of itself to everybody. */
	readonly hello: Hello;
	/** Proves to whoever has the database's key that this daemon has it, too. @param nonce 32 hex digits */
	proveSelf(nonce: string): string;
	/** Whom a webhook's token belongs to; undefined: nobody. What it says is at most a second old. */
	instanceByToken(token: string): Promise<Instance | undefined>;
	workspaceByToken(token: string): Promise<Workspace | undefined>;
	/** Resolves after the commit. Throws RefusedError only for a body that is no event of this instance. */
	receiveGreenApi(instance: Instance, body: unknown): Promise<{ isRepeat: boolean }>;
	/** Resolves after the commit; `{message}` is what the agent must know at once. */
	receiveRocketChat(
		workspace: Workspace,
		body: unknown,
	): Promise<RocketChatAnswer | (RocketChatAnswer & Hello)>;
	/** Files that the app of a workspace may fetch. */
	readonly fileTickets: FileTickets;
	/** The commands as they come over HTTP. */
	runCommand(name: string, body: unknown): Promise<{ status: number; body: object }>;
	/** Counts since the start, e.g. `inbound.accepted`. */
	counters(): Readonly<Record<string, number>>;
	/** By which way things got into Rocket.Chat since the start. */
	ways(): WayCounts;
	/** What the ledger holds, and since when the oldest row waits (epoch milliseconds). */
	backlog(): Promise<{ byState: readonly StateCount[]; oldestPendingAt: number | undefined }>;
	/** How many instances there are in each state. */
	instanceStates(): Promise<readonly { readonly state: string; readonly count: number }[]>;
	/** Begins to deliver. Commands that only look never call it. */
	start(): void;
	/** No new work; running calls get `config.drainMs` to finish. */
	stop(): Promise<void>;
	close(): Promise<void>;
};

export type Hello = { readonly name: string; readonly version: string };

export type BridgeOptions = {
	readonly log: Logger;
	/** systemd's $CREDENTIALS_DIRECTORY. */
	readonly credentialsFolder?: string | undefined;
};

/**
 * Opens the database (without migrating it) and wires everything; nothing is delivered before `start()`. Throws
 * ConfigError when the key can't be had, StorageError when the database can't be reached.
 */
export async function createBridge(
	config: Config,
	{ log, credentialsFolder }: BridgeOptions,
): Promise<Bridge> {
	const clock = systemClock;
	const key = loadSecretKey(config, credentialsFolder);
	const database = openWithKey(config, key);
	// An address in a webhook or of an instance must not lead into somebody's private workspace.
	const http = createHttpClient({
		isTrusted: createTrust({ ...config, allowedWorkspaces: [] }),
		log,
	});
	const workspaceHttp = createHttpClient({ isTrusted: createTrust(config), log });
	const makeClient = (access: InstanceAccess): GreenApiClient =>
		createGreenApiClient({ http, access, clock });
	const counters = createCounters();
	const gateways = createGateways({
		...{ http: workspaceHttp, clock, log, maxFileBytes: config.maxFileMb * MB },
		knownTargets: (ids) => database.stores.messages.knownTargets(ids),
	});
	const hello = { name: 'greenapi-rc', version: ownVersion() };
	const phrasebook = createPhrasebook(loadTextOverrides(config.textsFile));
	const ledger = createLedger(config, {
		...{ http, makeClient, gateways, database, log, counters, phrasebook },
	});
	const operations = createOperations({
		...{ database, clock, config, phrasebook, createClient: makeClient, sleep: clock.sleep },
		...operationCalls(workspaceHttp, ledger, key),
		isAppGone: (workspaceId) => gateways.ways.isGone(workspaceId),
		tickets: createPurposeCipher(key.bytes, 'greenapi-rc pictures v1'),
	});
	const tokens = createTokenBook(database.stores, clock);
	await reach(database);
	await finishCutOff(database, key, log);
	let sweeps: Retention | undefined;
	return {
		config,
		log,
		database,
		operations,
		hello,
		proveSelf: (nonce) => proofOf(keyInUse(key), nonce),
		...tokens,
		...createReceivers(ledger, { counters, hello, log }),
		fileTickets: gateways.tickets,
		async runCommand(name, body) {
			const { failure, ...answer } = await runCommand(operations, name, body, phrasebook);
			if (failure !== undefined) log.warn({ command: name, error: failure }, 'command failed');
			return answer;
		},
		counters: () => counters.read(),
		ways: () => gateways.ways.counts(),
		backlog: async () => ({
			byState: await database.stores.messages.countUnsettled(),
			oldestPendingAt: await database.stores.messages.oldestPendingAt(),
		}),
		instanceStates: () => database.stores.instanceStates.countByState(),
		start: () => {
			ledger.start();
			sweeps = startSweeps(config, database, log);
		},
		async stop() {
			await Promise.all([ledger.stop(config.drainMs), sweeps?.stop()]);
		},
		async close() {
			await Promise.all([http.close(), workspaceHttp.close()]);
			await database.close();
		},
	};
}

/** What removes that which nobody needs any more. */
function startSweeps({ retentionDays: days }: Config, database: Database, log: Logger): Retention {
	const clock = systemClock;
	const retention = startRetention({ database, clock, log, days });
	const files = startFileSweep({ stores: database.stores, clock, log });
	return {
		async stop() {
			await Promise.all([retention.stop(), files.stop()]);
		},
	};
}

/** What comes in, written down and counted. */
function createReceivers(
	{ receiving }: Ledger,
	{
		counters,
		hello,
		log,
	}: { readonly counters: Counters; readonly hello: Hello; readonly log: Logger },
): Pick<Bridge, 'receiveGreenApi' | 'receiveRocketChat'> {
	return {
		async receiveGreenApi(instance, body) {
			const received = await receiveGreenApi(receiving, instance, body);
			if (received.isMessage) counters.add('inbound', received.isRepeat ? 'repeated' : 'accepted');
			else counters.add('inbound', 'event');
			return received;
		},
		async receiveRocketChat(workspace, body) {
			const announced = await receiveAnnouncement({ ...receiving, log }, workspace, body);
			if (announced === 'kept') return { status: 'ok', ...hello };
			if (announced !== undefined) return announced;
			const { answer, accepted, repeated } = await receiveRocketChat(receiving, workspace, body);
			counters.add('outbound', 'accepted', accepted);
			counters.add('outbound', 'repeated', repeated);
			return answer;
		},
	};
}

/** What commands set going outside of the database. */
function operationCalls(
	workspaceHttp: HttpClient,
	ledger: Ledger,
	key: SecretKey,
): Pick<
	OperationDeps,
	'readWorkspaceUser' | 'reportState' | 'openRoom' | 'whoAnswers' | 'version'
> {
	return {
		readWorkspaceUser: (credentials) => readWorkspaceUser({ http: workspaceHttp, ...credentials }),
		reportState: (id, state) =>
			ledger.receiving.states.report(id, { state, wid: '', at: systemClock.now() }),
		openRoom: (wanted) => ledger.openChat(wanted),
		whoAnswers: (address) => whoAnswers(address, keyInUse(key)),
		version: ownVersion(),
	};
}

function createLedger(
	config: Config,
	deps: {
		readonly database: Database;
		readonly http: HttpClient;
		readonly log: Logger;
		readonly counters: Counters;
		readonly gateways: Gateways;
		readonly makeClient: (access: InstanceAccess) => GreenApiClient;
		readonly phrasebook: Phrasebook;
	},
): Ledger {
	return createDelivery({
		...deps,
		clock: systemClock,
		maxFileBytes: config.maxFileMb * MB,
		concurrency: config.concurrency,
		leaseMs: config.leaseMs,
		hasLegacyVisitors: config.legacyVisitors,
		parkMs: config.parkSeconds * 1000,
		statePollMs: config.statePollSeconds * 1000,
		preferences: createPreferenceBook({ stores: deps.database.stores, clock: systemClock }),
		createClient: deps.makeClient,
		createGateway: deps.gateways.create,
	});
}

function openWithKey({ databaseUrl }: Config, key: SecretKey): Database {
	return openDatabase(
		databaseUrl,
		createTokenCipher(key.bytes, () => currentKeys(key)),
	);
}

/** A change of the key that was cut off is finished where the key is a file. Without its tables there is nothing to finish. */
async function finishCutOff(database: Database, { path }: SecretKey, log: Logger): Promise<void> {
	if (path === undefined) return;
	try {
		await finishWith(database, path, log);
	} catch (error) {
		if (!(error instanceof BridgeError) || error.code !== 'STORAGE_REFUSED') throw error;
		log.warn({ error }, 'whether a change of the key was cut off could not be seen');
	}
}

async function finishWith(database: Database, path: string, log: Logger): Promise<void> {
	if (readKeyFile(nextKeyPath(path)) === undefined) {
		const tokens = await sealStragglers(database, path);
		if (tokens !== undefined) log.info({ tokens }, 'what was left under an old key is sealed anew');
		return;
	}
	const finished = await finishRotation(database, path);
	if (finished === undefined) log.warn({}, 'a change of the key was begun: run rotate-key again');
	else log.info({ tokens: finished.tokens }, 'a change of the key that was cut off is finished');
}

/** A database that can't be reached is said at once, not with the first message. */
async function reach(database: Database): Promise<void> {
	try {
		await database.ping();
	} catch (error) {
		await database.close();
		throw error;
	}
}
