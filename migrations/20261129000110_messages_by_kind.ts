import type { Knex } from 'knex';

/** The newest rows of an instance or of a kind: what operators list. Its columns never change, so that settling costs nothing. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.index(['kind', 'direction', 'instance_id', 'id'], 'messages_by_kind');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.dropIndex(['kind', 'direction', 'instance_id', 'id'], 'messages_by_kind');
	});
}
