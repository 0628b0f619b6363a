import type { Knex } from 'knex';
import { compareBytes } from './compare-bytes.js';

/** GREEN-API accounts. `id` is GREEN-API's idInstance; tokens are encrypted, the webhook token also hashed to find it by. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.createTable('instances', (table) => {
		compareBytes(knex, table);
		table.string('id', 20).notNullable().primary();
		table.integer('workspace_id').unsigned().notNullable();
		table.integer('agent_id').unsigned();
		table.text('api_token').notNullable();
		table.text('webhook_token').notNullable();
		table.string('webhook_token_hash', 64).notNullable();
		table.string('api_url', 255).notNullable();
		table.string('media_url', 255).notNullable();
		table.string('state', 32).notNullable();
		table.string('wid', 64).notNullable();
		table.bigInteger('created_at').notNullable();
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.dropTable('instances');
}
