import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../core/clock.js';
import { loadTextOverrides } from '../core/config/text-overrides.js';
import { keyInUse } from '../core/config/secret-key.js';
import { createTrust } from '../core/config/trust.js';
import { createGreenApiClient } from '../core/green-api/client.js';
import { createHttpClient } from '../core/http/client.js';
import type { HttpClient } from '../core/http/types.js';
import type { Operator } from '../core/operations/actors.js';
import { whoAnswers } from '../core/operations/who-answers.js';
import { createSetupOperations } from '../core/operations/setup-operations.js';
import type { SetupOperations } from '../core/operations/setup-operations.js';
import { readWorkspaceUser } from '../core/rocket-chat/identity.js';
import type { Database } from '../core/storage/database.js';
import { createPhrasebook } from '../core/texts/phrasebook.js';
import type { Io } from './io.js';
import { withKey } from './with-key.js';
import type { Opened } from './with-key.js';

/** What a command that registers or lists works with. */
export type Setup = {
	readonly operations: SetupOperations;
	/** Addresses of the workspaces that are registered, oldest first. */
	readonly workspaces: readonly string[];
	/** Whoever has the terminal; `workspace` is the one they named, or the only one. Answers are in their language. */
	operator(workspaceUrl: string | undefined): Promise<Operator>;
	readonly database: Database;
	/** To workspaces: private addresses only where the configuration names them. */
	readonly workspaceHttp: HttpClient;
};

/**
 * Opens configuration, key and database for `use`, beside a running daemon or without one, and closes them. Nothing is
 * delivered, nothing is migrated, no key is made. A key that is not the database's is refused before anything is stored.
 * Rejects with ConfigError; with StorageError when the database is not there, can't be reached, or is older or newer than
 * this version; and with what `use` rejects with.
 */
export function withSetup<T>(io: Io, use: (setup: Setup) => Promise<T>): Promise<T> {
	return withKey(io, (opened) => withClouds(io, opened, use));
}

/** As the daemon reaches them: an instance's address must not lead into a private network, a workspace's may when it is named. */
async function withClouds<T>(
	io: Io,
	{ config, database, key }: Opened,
	use: (setup: Setup) => Promise<T>,
): Promise<T> {
	// Reading them opens their tokens: with another key it fails here.
	const workspaces = (await database.stores.workspaces.list()).map(({ url }) => url);
	const phrasebook = createPhrasebook(loadTextOverrides(config.textsFile));
	const http = createHttpClient({ isTrusted: createTrust({ ...config, allowedWorkspaces: [] }) });
	const workspaceHttp = createHttpClient({ isTrusted: createTrust(config) });
	const operations = createSetupOperations({
		...{ database, config, phrasebook, clock: systemClock, sleep },
		createClient: (access) => createGreenApiClient({ http, access, clock: systemClock }),
		whoAnswers: (address) => whoAnswers(address, keyInUse(key)),
		readWorkspaceUser: (user) => readWorkspaceUser({ http: workspaceHttp, ...user }),
	});
	try {
		const operator: Setup['operator'] = async (url) => ({
			...(await operations.asOperator(url)),
			language: io.language(),
		});
		return await use({ operations, workspaces, operator, database, workspaceHttp });
	} finally {
		await Promise.all([http.close(), workspaceHttp.close()]);
	}
}

/** Unlike a daemon's: a command that waits is not over. */
async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	await delay(ms, undefined, signal && { signal }).catch(() => undefined);
}
