import type { Knex } from 'knex';

/** What a row is shown as at `target_id`: Rocket.Chat's ids do not always tell. NULL: as the id says (earlier versions). */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.string('target_kind', 16);
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('messages', (table) => {
		table.dropColumn('target_kind');
	});
}
