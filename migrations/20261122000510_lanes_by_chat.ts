import type { Knex } from 'knex';

/** A chat has one lane a direction. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('lanes', (table) => {
		table.unique(['chat_id', 'direction'], { indexName: 'lanes_by_chat' });
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('lanes', (table) => {
		table.dropUnique(['chat_id', 'direction'], 'lanes_by_chat');
	});
}
