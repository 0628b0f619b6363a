import type { Knex } from 'knex';

/** The lanes a worker holds: its heartbeat. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('lanes', (table) => {
		table.index(['lease_owner'], 'lanes_by_lease_owner');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('lanes', (table) => {
		table.dropIndex(['lease_owner'], 'lanes_by_lease_owner');
	});
}
