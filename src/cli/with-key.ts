import type { Config } from '../core/config/fields.js';
import { currentKeys, requireSecretKey } from '../core/config/secret-key.js';
import type { SecretKey } from '../core/config/secret-key.js';
import { openDatabase } from '../core/storage/database.js';
import type { Database } from '../core/storage/database.js';
import { requireDatabase } from '../core/storage/presence.js';
import { createTokenCipher } from '../core/storage/token-cipher.js';
import { credentialsFolder, readConfig } from './io.js';
import type { Io } from './io.js';

export type Opened = {
	readonly config: Config;
	readonly database: Database;
	readonly key: SecretKey;
};

/**
 * Opens configuration, key and database for `use`, beside a running daemon or without one, and closes them: for commands
 * that need stored tokens. Nothing is delivered, nothing is migrated, no key is made. Rejects like withSetup.
 */
export async function withKey<T>(io: Io, use: (opened: Opened) => Promise<T>): Promise<T> {
	const { config } = readConfig(io);
	requireDatabase(config.databaseUrl);
	const key = requireSecretKey(config, credentialsFolder(io));
	const database = openDatabase(
		config.databaseUrl,
		createTokenCipher(key.bytes, () => currentKeys(key)),
	);
	try {
		await database.checkSchema();
		return await use({ config, database, key });
	} finally {
		await database.close();
	}
}
