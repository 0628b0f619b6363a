import { closeSync, openSync } from 'node:fs';
import BetterSqlite3Dialect from 'knex/lib/dialects/better-sqlite3/index.js';
import Database from 'libsql';

/** How long a statement waits for another process's write before it fails with SQLITE_BUSY. It blocks the event loop. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * knex's better-sqlite3 dialect on `libsql`, whose binaries are ordinary packages: nothing is compiled or downloaded
 * by an install script. See docs/adr/0002-embedded-database.md.
 */
export class LibsqlDialect extends BetterSqlite3Dialect {
	override _driver(): unknown {
		return Database;
	}

	override acquireRawConnection(): Promise<unknown> {
		makePrivate(this.connectionSettings.filename);
		const connection = new Database(this.connectionSettings.filename);
		connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
		connection.exec('PRAGMA journal_mode = WAL');
		// FULL: in WAL mode every commit is synced, so that an acknowledged message survives a power cut.
		connection.exec('PRAGMA synchronous = FULL');
		connection.exec('PRAGMA foreign_keys = ON');
		return Promise.resolve(connection);
	}

	/**
	 * Transactions take the write lock at their start: a deferred one that reads first and writes later fails at once with
	 * SQLITE_BUSY when another process wrote in between, without waiting for the busy timeout.
	 */
	override transaction(...args: unknown[]): ReturnType<BetterSqlite3Dialect['transaction']> {
		const transaction = super.transaction(...args);
		transaction.begin = (connection) => transaction.query(connection, 'BEGIN IMMEDIATE;');
		return transaction;
	}
}

/**
 * A new database is its owner's alone, whatever the umask: it holds what customers write. SQLite gives its other files the
 * mode of this one. One that is there is not opened, because closing it would drop the locks that this process has on it.
 */
function makePrivate(filename: string): void {
	try {
		closeSync(openSync(filename, 'wx', 0o600));
	} catch {
		// It is there; or it can't be made, which SQLite says next.
	}
}
