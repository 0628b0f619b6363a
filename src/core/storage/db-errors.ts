import { StorageError } from '../domain/errors.js';

const DUPLICATE = ['ER_DUP_ENTRY', 'SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'];
/** Another transaction was faster; the same one again succeeds. Galera reports its conflicts as deadlocks too. */
const CONFLICT = [
	'ER_LOCK_DEADLOCK',
	'ER_LOCK_WAIT_TIMEOUT',
	'SQLITE_BUSY',
	'SQLITE_BUSY_SNAPSHOT',
	'SQLITE_LOCKED',
];
const UNREACHABLE = [
	'ECONNREFUSED',
	'ECONNRESET',
	'ENOTFOUND',
	'EAI_AGAIN',
	'ETIMEDOUT',
	'EPIPE',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENOENT',
	'PROTOCOL_CONNECTION_LOST',
	'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
	'ER_SERVER_SHUTDOWN',
	'ER_CON_COUNT_ERROR',
	'ER_NORMAL_SHUTDOWN',
	'ER_CONNECTION_KILLED',
];

function codeOf(error: unknown): string {
	const code = (error as { code?: unknown } | null)?.code;
	return typeof code === 'string' ? code : '';
}

/** A unique key refused a row that is there already; also when a StorageError says so. */
export function isDuplicate(error: unknown): boolean {
	const reason = error instanceof StorageError ? error.cause : error;
	return DUPLICATE.includes(codeOf(reason));
}

export function isConflict(error: unknown): boolean {
	return CONFLICT.includes(codeOf(error));
}

/** True when the database itself can't be reached (any more), as opposed to refusing a statement. */
function isUnreachable(error: unknown): boolean {
	const isPoolTimeout = error instanceof Error && error.name === 'KnexTimeoutError';
	return isPoolTimeout || isClosed(error) || UNREACHABLE.includes(codeOf(error));
}

/** mysql2 gives no code to a command on a connection that was lost a moment ago, such as the ROLLBACK of its transaction. */
function isClosed(error: unknown): boolean {
	return (error as { fatal?: unknown } | null)?.fatal === true && codeOf(error) === '';
}

/** The database's error as one that says what to check; never repeats the statement, whose values are customers' data. */
export function toStorageError(error: unknown, doing: string): StorageError {
	if (error instanceof StorageError) return error;
	const code = codeOf(error);
	const isGone = isUnreachable(error);
	const reason = isGone ? 'the database can not be reached' : 'the database refused';
	return new StorageError(`${doing}: ${reason}${code === '' ? '' : ` (${code})`}.`, {
		code: isGone ? 'STORAGE_UNREACHABLE' : 'STORAGE_REFUSED',
		help: isGone
			? 'Check that the database server runs and that host, port, user and password in DATABASE_URL are right.'
			: adviceFor(code, error),
		disposition: 'retry',
		status: 503,
		cause: withoutStatement(error),
	});
}

/** libsql gives no code to it. */
const CANT_OPEN = 'Unable to open connection to local database';

function adviceFor(code: string, error: unknown): string {
	if (code === 'ER_ACCESS_DENIED_ERROR') return 'Check user and password in DATABASE_URL.';
	if (code === 'ER_BAD_DB_ERROR') return 'Create the database that DATABASE_URL names.';
	if (code === 'ER_DBACCESS_DENIED_ERROR')
		return 'Grant the user of DATABASE_URL all rights on that database.';
	if (code === 'ER_NO_SUCH_TABLE') return 'Run: greenapi-rc migrate';
	if (code === 'ER_NET_PACKET_TOO_LARGE')
		return 'Set max_allowed_packet to 16M in the configuration of the database server.';
	if (code.startsWith('SQLITE_BUSY'))
		return 'Another program has been writing to the database for seconds: try again.';
	if (code.startsWith('SQLITE_FULL')) return 'Free some space on the disk of the database.';
	if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN') {
		return 'Make the database file and its folder writable for the user that runs greenapi-rc.';
	}
	if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT'))
		return 'The file is damaged, or no SQLite database: put a backup in its place (docs/operations.md), or correct DATABASE_URL.';
	if (error instanceof Error && error.message.includes(CANT_OPEN))
		return 'DATABASE_URL must name a file, in a folder that is there, which the user that runs greenapi-rc may read and write.';
	return 'See the log of the database server.';
}

/** knex puts the whole statement with its values before the reason: keep the reason only. */
function withoutStatement(error: unknown): unknown {
	if (!(error instanceof Error)) return error;
	const sqlMessage = (error as { sqlMessage?: unknown }).sqlMessage;
	const reason = typeof sqlMessage === 'string' ? '' : (error.message.split(' - ').at(-1) ?? '');
	return Object.assign(new StorageCause(reason), { code: codeOf(error) });
}

class StorageCause extends Error {
	override name = 'DatabaseError';
}
