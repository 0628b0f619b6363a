import type { Knex } from 'knex';

/** The chat of an agent's message is found by its visitor. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.index(['visitor_token'], 'chats_by_visitor');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.dropIndex(['visitor_token'], 'chats_by_visitor');
	});
}
