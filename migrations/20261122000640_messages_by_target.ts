import type { Knex } from 'knex';

/** A message by its id on the side it went to. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.index(['target_id'], 'messages_by_target');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.dropIndex(['target_id'], 'messages_by_target');
	});
}
