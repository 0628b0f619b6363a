import type { Knex } from 'knex';

/** A WhatsApp chat of an instance is one chat here. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.unique(['instance_id', 'wa_chat_id', 'workspace_id'], { indexName: 'chats_by_wa_chat' });
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.dropUnique(['instance_id', 'wa_chat_id', 'workspace_id'], 'chats_by_wa_chat');
	});
}
