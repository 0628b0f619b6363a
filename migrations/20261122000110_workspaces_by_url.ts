import type { Knex } from 'knex';

/** An address is registered once. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('workspaces', (table) => {
		table.unique(['url'], { indexName: 'workspaces_by_url' });
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('workspaces', (table) => {
		table.dropUnique(['url'], 'workspaces_by_url');
	});
}
