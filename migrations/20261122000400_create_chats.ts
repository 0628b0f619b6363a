import type { Knex } from 'knex';
import { compareBytes } from './compare-bytes.js';

/** WhatsApp conversations with the visitor and the room they have in Rocket.Chat. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.createTable('chats', (table) => {
		compareBytes(knex, table);
		table.increments('id');
		table.integer('workspace_id').unsigned().notNullable();
		table.string('instance_id', 20).notNullable();
		table.string('wa_chat_id', 191).notNullable();
		table.string('visitor_token', 191).notNullable();
		table.boolean('is_registered').notNullable();
		table.string('room_id', 64);
		table.string('name', 255).notNullable();
		table.bigInteger('created_at').notNullable();
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.dropTable('chats');
}
