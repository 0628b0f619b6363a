import type { Knex } from 'knex';

/** The instances of a workspace. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('instances', (table) => {
		table.index(['workspace_id'], 'instances_by_workspace');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('instances', (table) => {
		table.dropIndex(['workspace_id'], 'instances_by_workspace');
	});
}
