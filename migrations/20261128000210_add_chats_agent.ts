import type { Knex } from 'knex';

/** Who served the chat last, and in which room: while that is the chat's room, they serve it now. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.string('agent_user_id', 64);
		table.string('agent_name', 255);
		table.string('agent_room_id', 64);
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.dropColumns('agent_user_id', 'agent_name', 'agent_room_id');
	});
}
