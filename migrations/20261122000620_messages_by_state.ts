import type { Knex } from 'knex';

/** What waits in a lane, in order; and all rows of a state. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.index(['state', 'lane_id', 'id'], 'messages_by_state');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.dropIndex(['state', 'lane_id', 'id'], 'messages_by_state');
	});
}
