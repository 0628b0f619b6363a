import type { Knex } from 'knex';

/** The lanes that are due. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('lanes', (table) => {
		table.index(['run_at'], 'lanes_by_run_at');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('lanes', (table) => {
		table.dropIndex(['run_at'], 'lanes_by_run_at');
	});
}
