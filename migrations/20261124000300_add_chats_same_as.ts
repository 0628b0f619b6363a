import type { Knex } from 'knex';

/** Another WhatsApp id of the same customer points to the chat that holds visitor and room. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.integer('same_as').unsigned();
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.dropColumn('same_as');
	});
}
