import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Knex } from 'knex';
import { ConfigError } from '../domain/errors.js';
import { createMigrationSource } from './migration-source.js';
import { LibsqlDialect } from './sqlite-dialect.js';

export type Engine = 'sqlite' | 'mysql';

export function engineOf(databaseUrl: string): Engine {
	return databaseUrl.startsWith('sqlite:') ? 'sqlite' : 'mysql';
}

/** Every failure reaches its caller; knex would print it to standard output besides. */
const SILENT = {
	warn: () => undefined,
	error: () => undefined,
	deprecate: () => undefined,
	debug: () => undefined,
};

/** knex's configuration for a DATABASE_URL; used by the program, the tests and knexfile.ts alike. */
export function createKnexConfig(databaseUrl: string): Knex.Config {
	const engine = engineOf(databaseUrl);
	return {
		...(engine === 'sqlite' ? sqlite(databaseUrl.slice('sqlite:'.length)) : mysql(databaseUrl)),
		migrations: { migrationSource: createMigrationSource() },
		log: SILENT,
	};
}

function sqlite(filename: string): Knex.Config {
	try {
		mkdirSync(dirname(filename), { recursive: true, mode: 0o700 });
	} catch (error) {
		throw new ConfigError(`The folder of the database, ${dirname(filename)}, can't be made.`, {
			code: 'CONFIG_DATA_DIR',
			help: 'Set DATA_DIR (or DATABASE_URL) to a place that greenapi-rc may write.',
			cause: error,
		});
	}
	return {
		client: LibsqlDialect as unknown as typeof Knex.Client,
		connection: { filename },
		useNullAsDefault: true,
		pool: { min: 1, max: 1 },
	};
}

function mysql(databaseUrl: string): Knex.Config {
	const url = new URL(databaseUrl);
	return {
		client: 'mysql2',
		connection: {
			host: url.hostname.replace(/^\[|\]$/g, ''),
			port: url.port === '' ? 3306 : Number(url.port),
			user: decodeURIComponent(url.username),
			password: decodeURIComponent(url.password),
			database: decodeURIComponent(url.pathname.slice(1)),
			charset: 'utf8mb4',
			timezone: 'Z',
			connectTimeout: 10_000,
			...(url.searchParams.has('ssl') ? { ssl: {} } : {}),
		},
		acquireConnectionTimeout: 10_000,
		pool: { min: 0, max: 10, afterCreate: prepareConnection },
	};
}

type RawConnection = { query(sql: string, done: (error: unknown) => void): void };

/** READ COMMITTED: the claim's conditional UPDATE locks the rows it names and no gaps between them. */
function prepareConnection(
	connection: RawConnection,
	done: (error: unknown, connection: RawConnection) => void,
): void {
	connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', (error) => {
		done(error, connection);
	});
}
