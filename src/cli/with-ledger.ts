import { systemClock } from '../core/clock.js';
import type { Config } from '../core/config/fields.js';
import { StorageError } from '../core/domain/errors.js';
import type { Operator } from '../core/operations/actors.js';
import { createLedgerOperations } from '../core/operations/ledger-operations.js';
import type { LedgerOperations } from '../core/operations/ledger-operations.js';
import { loadTextOverrides } from '../core/config/text-overrides.js';
import { openDatabase } from '../core/storage/database.js';
import type { Database } from '../core/storage/database.js';
import { requireDatabase } from '../core/storage/presence.js';
import type { TokenCipher } from '../core/storage/token-cipher.js';
import { createPhrasebook } from '../core/texts/phrasebook.js';
import { readConfig } from './io.js';
import type { Io } from './io.js';

/** Whoever has the terminal may do everything, in every workspace. */
export const OPERATOR: Operator = { kind: 'operator', workspace: undefined };

/** The same, who is answered in the language of the terminal. */
export function operatorOf(io: Io): Operator {
	return { ...OPERATOR, language: io.language() };
}

/**
 * Opens configuration and database for `use`, beside a running daemon or without one, and closes them. Nothing is
 * delivered, nothing is migrated, and the key is not asked for: an operator's shell need not have it. (The whole bridge
 * would take twice as long to load.) Rejects with ConfigError; with StorageError when the database is not there, can't
 * be reached, or is older or newer than this version; and with what `use` rejects with.
 */
export async function withLedger<T>(
	io: Io,
	use: (operations: LedgerOperations) => Promise<T>,
): Promise<T> {
	return withDatabase(io, ({ config, database }) =>
		use(
			createLedgerOperations({
				...{ database, clock: systemClock },
				// Read when something is said: most commands say nothing of their own.
				get phrasebook() {
					return createPhrasebook(loadTextOverrides(config.textsFile));
				},
			}),
		),
	);
}

/** As withLedger, for what needs more than its operations. */
export async function withDatabase<T>(
	io: Io,
	use: (opened: { readonly config: Config; readonly database: Database }) => Promise<T>,
): Promise<T> {
	const { config } = readConfig(io);
	requireDatabase(config.databaseUrl);
	const database = openDatabase(config.databaseUrl, KEYLESS);
	try {
		await database.checkSchema();
		return await use({ config, database });
	} finally {
		await database.close();
	}
}

/** For commands that read and write no token. */
export const KEYLESS: TokenCipher = { seal: refuse, open: refuse };

function refuse(): never {
	throw new StorageError('This command has no key for the stored tokens.', {
		code: 'STORAGE_KEY_WRONG',
		help: 'This is a bug in greenapi-rc; please report it.',
	});
}
