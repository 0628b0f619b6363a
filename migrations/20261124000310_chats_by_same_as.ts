import type { Knex } from 'knex';

/** All WhatsApp ids of one customer. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.index(['same_as'], 'chats_by_same_as');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.dropIndex(['same_as'], 'chats_by_same_as');
	});
}
