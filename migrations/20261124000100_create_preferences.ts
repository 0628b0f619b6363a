import type { Knex } from 'knex';
import { compareBytes } from './compare-bytes.js';

/** How instances behave. `instance_id` '' is the value for all instances of the workspace. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.createTable('preferences', (table) => {
		compareBytes(knex, table);
		table.integer('workspace_id').unsigned().notNullable();
		table.string('instance_id', 20).notNullable();
		table.string('name', 64).notNullable();
		table.text('value').notNullable();
		table.primary(['workspace_id', 'instance_id', 'name']);
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.dropTable('preferences');
}
