import type { Knex } from 'knex';
import { compareBytes } from './compare-bytes.js';

/** Rocket.Chat servers that are registered. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.createTable('workspaces', (table) => {
		compareBytes(knex, table);
		table.increments('id');
		table.string('url', 255).notNullable();
		table.string('admin_email', 255).notNullable();
		table.string('user_id', 64).notNullable();
		table.text('auth_token').notNullable();
		table.string('command_token_hash', 64).notNullable();
		table.string('webhook_token_hash', 64).notNullable();
		table.string('app_url', 255);
		table.bigInteger('created_at').notNullable();
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.dropTable('workspaces');
}
