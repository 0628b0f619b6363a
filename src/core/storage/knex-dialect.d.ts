// knex ships no types for its dialects; only what the libsql dialect overrides is declared here.
declare module 'knex/lib/dialects/better-sqlite3/index.js' {
	import { Knex } from 'knex';

	export default class BetterSqlite3Dialect extends Knex.Client {
		connectionSettings: { filename: string };
		_driver(): unknown;
		transaction(...args: unknown[]): {
			begin(connection: unknown): unknown;
			query(connection: unknown, sql: string): unknown;
		};
		acquireRawConnection(): Promise<unknown>;
	}
}
