import { randomBytes } from 'node:crypto';
import type { ExecutionContext } from 'ava';
import { systemClock } from '../../../src/core/clock.js';
import { asInstanceId } from '../../../src/core/domain/ids.js';
import type { Instance } from '../../../src/core/domain/registry.js';
import { createGreenApiClient } from '../../../src/core/green-api/client.js';
import { createHttpClient } from '../../../src/core/http/client.js';
import { createCounters } from '../../../src/core/ledger/counters.js';
import { createDelivery } from '../../../src/core/ledger/delivery.js';
import type { Ledger, LedgerDeps } from '../../../src/core/ledger/delivery.js';
import { createPreferenceBook } from '../../../src/core/ledger/preference-book.js';
import { silentLogger } from '../../../src/core/logging.js';
import type { Member } from '../../../src/core/operations/actors.js';
import { runCommand } from '../../../src/core/operations/commands.js';
import type { CommandAnswer } from '../../../src/core/operations/commands.js';
import type { OperationDeps } from '../../../src/core/operations/deps.js';
import { createOperations } from '../../../src/core/operations/operations.js';
import type { Operations } from '../../../src/core/operations/operations.js';
import { readWorkspaceUser } from '../../../src/core/rocket-chat/identity.js';
import { openDatabase } from '../../../src/core/storage/database.js';
import type { Database } from '../../../src/core/storage/database.js';
import { createRestGateway } from '../../../src/core/rocket-chat/rest-gateway.js';
import { createPhrasebook } from '../../../src/core/texts/phrasebook.js';
import { createTokenCipher } from '../../../src/core/storage/token-cipher.js';
import { createGreenApiSandbox } from '../../../src/sandbox/green-api/sandbox.js';
import type { GreenApiSandbox } from '../../../src/sandbox/green-api/sandbox.js';
import { createRocketChatSandbox } from '../../../src/sandbox/rocket-chat/sandbox.js';
import type { RocketChatSandbox } from '../../../src/sandbox/rocket-chat/sandbox.js';
import { createTestDatabase } from '../../support/databases.js';
import type { Engine } from '../../support/databases.js';

export const NOW = Date.parse('2026-11-22T14:00:00.000Z');
export const APP_URL = 'https://bridge.example.org';
export const ID = '7103000001';
export const TOKEN = 'd75b3a66374942c5b3c019c698abc2067e151558acbd412345';

/** The use cases on a real database, between stand-ins of the two clouds. */
export type Surroundings = {
	readonly database: Database;
	readonly greenApi: GreenApiSandbox;
	readonly rocketChat: RocketChatSandbox;
	readonly operations: Operations;
	/** Where a test needs use cases of its own, e.g. with another configuration. */
	readonly deps: OperationDeps;
	/** Ids of workspaces whose app does not answer. */
	readonly gone: Set<number>;
	/** Adds a user to the workspace: their credentials and address, as commands carry them. */
	person(username: string, roles: readonly string[]): Person;
	/** Everything that is registered, with hashes: equal before and after means that nothing changed. */
	everything(): Promise<unknown>;
	run(command: string, fields: object): Promise<CommandAnswer>;
};

export type Person = {
	readonly email: string;
	readonly rocketChatId: string;
	readonly rocketChatToken: string;
};

/** Starts the surroundings of a test; the test's end closes them. */
export async function createSurroundings(
	t: ExecutionContext,
	engine: Engine = 'sqlite',
	config: Partial<OperationDeps['config']> = {},
): Promise<Surroundings> {
	const greenApi = await createGreenApiSandbox();
	t.teardown(() => greenApi.close());
	const rocketChat = await createRocketChatSandbox();
	t.teardown(() => rocketChat.close());
	const http = createHttpClient({ isTrusted: () => true });
	t.teardown(() => http.close());
	const database = await openTestDatabase(t, engine);
	const clock = { ...systemClock, now: () => NOW };
	const createClient: OperationDeps['createClient'] = (access) =>
		createGreenApiClient({ http, access });
	const ledger = createLedger({ database, http, clock, createClient });
	const gone = new Set<number>();
	const deps: OperationDeps = {
		database,
		clock,
		config: {
			appUrl: APP_URL,
			greenApiUrl: greenApi.url,
			greenApiMediaUrl: greenApi.url,
			allowedWorkspaces: [],
			...config,
		},
		createClient,
		sleep: systemClock.sleep,
		whoAnswers: () => Promise.resolve('ours' as const),
		readWorkspaceUser: (credentials) => readWorkspaceUser({ ...credentials, http }),
		tickets: createTokenCipher(randomBytes(32)),
		reportState: (id, state) => ledger.receiving.states.report(id, { state, wid: '', at: NOW }),
		openRoom: (wanted) => ledger.openChat(wanted),
		isAppGone: (workspaceId) => gone.has(workspaceId),
		version: '1.2.3',
		phrasebook: createPhrasebook(),
	};
	const operations = createOperations(deps);
	return {
		database,
		greenApi,
		rocketChat,
		operations,
		deps,
		gone,
		person(username, roles) {
			const { userId, authToken } = rocketChat.addUser({ username, roles });
			const email = `${username}@example.org`;
			return { email, rocketChatId: userId, rocketChatToken: authToken };
		},
		everything: () => readEverything(database),
		run: (command, fields) => runCommand(operations, command, fields),
	};
}

/** Delivers nothing: it is not started. */
function createLedger(
	deps: Pick<LedgerDeps, 'database' | 'http' | 'clock' | 'createClient'>,
): Ledger {
	const { http, clock } = deps;
	return createDelivery({
		...deps,
		log: silentLogger,
		counters: createCounters(),
		...{ maxFileBytes: 1_000_000, concurrency: 1, leaseMs: 1000, parkMs: 1000, statePollMs: 0 },
		hasLegacyVisitors: false,
		preferences: createPreferenceBook({ stores: deps.database.stores, clock }),
		phrasebook: createPhrasebook(),
		createGateway: (workspace) =>
			createRestGateway({ http, clock, workspace, maxFileBytes: 1_000_000 }),
	});
}

async function openTestDatabase(t: ExecutionContext, engine: Engine): Promise<Database> {
	const { url } = await createTestDatabase(t, engine);
	const database = openDatabase(url, createTokenCipher(randomBytes(32)));
	t.teardown(() => database.close());
	await database.migrate();
	return database;
}

async function readEverything({ stores }: Database): Promise<unknown> {
	const workspaces = await stores.workspaces.list();
	return {
		workspaces: await Promise.all(workspaces.map(({ url }) => stores.workspaces.findByUrl(url))),
		agents: await Promise.all(workspaces.map(({ id }) => stores.agents.list(id))),
		instances: await stores.instances.list(),
	};
}

/** A registered workspace with its admin and one registered agent, and what their commands carry. */
export type Office = Surroundings & {
	readonly admin: Person;
	readonly agent: Person;
	readonly commandToken: string;
	readonly webhookToken: string;
	asAdmin(fields?: object): object;
	asAgent(fields?: object): object;
	/** The agent as an actor. */
	agentActor(): Promise<Member>;
	adminActor(): Promise<Member>;
	/** An instance at GREEN-API with the token TOKEN, and registered by the agent. */
	connect(idInstance?: string): Promise<void>;
};

/** Surroundings in which a workspace and an agent are registered already. */
export async function createOffice(
	t: ExecutionContext,
	engine: Engine = 'sqlite',
	config: Partial<OperationDeps['config']> = {},
): Promise<Office> {
	const surroundings = await createSurroundings(t, engine, config);
	const { operations, rocketChat, greenApi, run } = surroundings;
	const admin = surroundings.person('ada', ['user', 'admin']);
	const agent = surroundings.person('jane', ['user', 'livechat-agent']);
	const rocketChatUrl = rocketChat.url;
	const tokens = await operations.registerWorkspace({ ...admin, rocketChatUrl });
	const { commandToken } = tokens;
	const claimOf = ({ email }: Person, roles: readonly string[]) => ({
		rocketChatUrl,
		commandToken,
		email,
		roles,
	});
	const adminClaim = claimOf(admin, ['user', 'admin']);
	const agentClaim = claimOf(agent, ['user', 'livechat-agent']);
	await operations.registerAgent(await operations.authenticate(agentClaim), agent);
	const office = {
		...surroundings,
		...tokens,
		admin,
		agent,
		asAdmin: (fields: object = {}) => ({ ...adminClaim, ...fields }),
		asAgent: (fields: object = {}) => ({ ...agentClaim, ...fields }),
		agentActor: () => operations.authenticate(agentClaim),
		adminActor: () => operations.authenticate(adminClaim),
		async connect(idInstance = ID) {
			greenApi.addInstance({ idInstance, apiToken: TOKEN });
			const fields = { idInstance, apiTokenInstance: TOKEN };
			const { status } = await run('create-instance', office.asAgent(fields));
			t.is(status, 200);
		},
	};
	return office;
}

/** The row of an instance; the test fails when there is none. */
export async function instanceRow({ database }: Surroundings, id = ID): Promise<Instance> {
	const instance = await database.stores.instances.find(asInstanceId(id));
	if (instance === undefined) throw new Error(`There is no instance ${id} in the database`);
	return instance;
}

/** `{error}` of an answer. */
export function errorOf({ body }: CommandAnswer): unknown {
	return (body as { error?: unknown }).error;
}

/** `{message}` of an answer; '' when it has none. */
export function messageOf({ body }: CommandAnswer): string {
	return (body as { message?: string }).message ?? '';
}
