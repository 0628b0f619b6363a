import type { Knex } from 'knex';
import { compareBytes } from './compare-bytes.js';

/**
 * One lane a chat and direction: what is delivered strictly in order. `run_at` is when somebody should look at the lane
 * next: null = nobody needs to, in the future = it waits, or (with `lease_owner`) until then a worker has it.
 */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.createTable('lanes', (table) => {
		compareBytes(knex, table);
		table.increments('id');
		table.integer('chat_id').unsigned().notNullable();
		table.integer('workspace_id').unsigned().notNullable();
		table.string('instance_id', 20).notNullable();
		table.string('direction', 8).notNullable();
		table.bigInteger('run_at');
		table.string('lease_owner', 32);
		table.integer('fence').unsigned().notNullable().defaultTo(0);
		table.string('wait', 48);
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.dropTable('lanes');
}
