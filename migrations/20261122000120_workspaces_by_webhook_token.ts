import type { Knex } from 'knex';

/** The webhook of the workspace is found by its token. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('workspaces', (table) => {
		table.unique(['webhook_token_hash'], { indexName: 'workspaces_by_webhook_token' });
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('workspaces', (table) => {
		table.dropUnique(['webhook_token_hash'], 'workspaces_by_webhook_token');
	});
}
