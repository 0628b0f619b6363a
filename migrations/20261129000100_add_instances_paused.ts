import type { Knex } from 'knex';

/** Since when an operator lets nothing cross by the instance (epoch milliseconds; NULL: it is not paused), and why. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('instances', (table) => {
		table.bigInteger('paused_at');
		table.text('pause_reason');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('instances', (table) => {
		table.dropColumns('paused_at', 'pause_reason');
	});
}
