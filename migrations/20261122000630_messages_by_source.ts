import type { Knex } from 'knex';

/** A message by its id on the side it came from. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.index(['source_id'], 'messages_by_source');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.dropIndex(['source_id'], 'messages_by_source');
	});
}
