import type { Knex } from 'knex';

/** The instance of a webhook is found by its token. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('instances', (table) => {
		table.unique(['webhook_token_hash'], { indexName: 'instances_by_webhook_token' });
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('instances', (table) => {
		table.dropUnique(['webhook_token_hash'], 'instances_by_webhook_token');
	});
}
