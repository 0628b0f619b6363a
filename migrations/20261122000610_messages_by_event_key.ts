import type { Knex } from 'knex';

/** A source event makes one row. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.unique(['event_key'], { indexName: 'messages_by_event_key' });
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.dropUnique(['event_key'], 'messages_by_event_key');
	});
}
