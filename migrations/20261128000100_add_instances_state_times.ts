import type { Knex } from 'knex';

/**
 * When the state that is known was reported, which one its owner was told last ('' = none), and when GREEN-API was asked
 * for it last. Epoch milliseconds.
 */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('instances', (table) => {
		table.bigInteger('state_at').notNullable().defaultTo(0);
		table.string('told_state', 32).notNullable().defaultTo('');
		table.bigInteger('checked_at').notNullable().defaultTo(0);
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('instances', (table) => {
		table.dropColumns('state_at', 'told_state', 'checked_at');
	});
}
