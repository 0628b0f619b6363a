import type { Knex } from 'knex';

/** An e-mail address is one agent of a workspace. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('agents', (table) => {
		table.unique(['workspace_id', 'email'], { indexName: 'agents_by_email' });
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('agents', (table) => {
		table.dropUnique(['workspace_id', 'email'], 'agents_by_email');
	});
}
