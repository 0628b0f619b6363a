import type { Knex } from 'knex';

/** Since when the chat has its room: what was shown before that is in another one. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.bigInteger('room_since');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.dropColumn('room_since');
	});
}
