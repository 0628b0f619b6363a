import type { Knex } from 'knex';
import { compareBytes } from './compare-bytes.js';

/** Rocket.Chat users who serve chats and may own instances. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.createTable('agents', (table) => {
		compareBytes(knex, table);
		table.increments('id');
		table.integer('workspace_id').unsigned().notNullable();
		table.string('email', 255).notNullable();
		table.string('user_id', 64).notNullable();
		table.text('auth_token').notNullable();
		table.bigInteger('created_at').notNullable();
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.dropTable('agents');
}
