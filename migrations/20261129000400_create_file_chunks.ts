import type { Knex } from 'knex';
import { compareBytes } from './compare-bytes.js';

/**
 * Files that wait to be sent, in pieces: MySQL takes no more than `max_allowed_packet` at once. `file_key` is the `event_key`
 * of the message that they belong to. `mediumblob` is a BLOB for SQLite, too. Times are epoch milliseconds.
 */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.createTable('file_chunks', (table) => {
		compareBytes(knex, table);
		table.string('file_key', 32).notNullable();
		table.integer('position').unsigned().notNullable();
		table.bigInteger('written_at').notNullable();
		table.specificType('bytes', 'mediumblob').notNullable();
		table.primary(['file_key', 'position']);
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.dropTable('file_chunks');
}
