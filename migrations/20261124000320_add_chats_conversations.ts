import type { Knex } from 'knex';

/** How many conversations there have been: what is sent once a conversation is counted by it. */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.integer('conversations').unsigned().notNullable().defaultTo(0);
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('chats', (table) => {
		table.dropColumn('conversations');
	});
}
