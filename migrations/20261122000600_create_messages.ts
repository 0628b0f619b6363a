import type { Knex } from 'knex';
import { compareBytes } from './compare-bytes.js';

/** The ledger: one row is one unit that crosses the bridge. Times are epoch milliseconds. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.createTable('messages', (table) => {
		compareBytes(knex, table);
		table.bigIncrements('id');
		table.string('event_key', 32).notNullable();
		table.string('direction', 8).notNullable();
		table.integer('workspace_id').unsigned().notNullable();
		table.string('instance_id', 20).notNullable();
		table.integer('lane_id').unsigned().notNullable();
		table.string('kind', 16).notNullable();
		table.string('source_id', 191).notNullable();
		table.integer('part').unsigned().notNullable();
		table.text('payload', 'mediumtext').notNullable();
		table.string('state', 8).notNullable();
		table.integer('attempts').unsigned().notNullable();
		table.bigInteger('run_at').notNullable();
		table.bigInteger('call_started_at');
		table.string('target_id', 191);
		table.string('receipt', 16);
		table.text('note');
		table.text('last_error');
		table.bigInteger('accepted_at').notNullable();
		table.bigInteger('settled_at');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.dropTable('messages');
}
