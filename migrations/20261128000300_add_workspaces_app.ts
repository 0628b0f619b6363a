import type { Knex } from 'knex';

/**
 * The app of the workspace as it announced itself: its id, the path of its endpoint, the key (encrypted), its version, what
 * it can do (names with spaces in between) and when it said so, epoch milliseconds. All null without an app. `app_stopped_at`:
 * when the last one stopped.
 */
export async function up(knex: Knex): Promise<void> {
	await knex.schema.alterTable('workspaces', (table) => {
		table.string('app_id', 64);
		table.string('app_endpoint', 255);
		table.text('app_key');
		table.string('app_version', 32);
		table.text('app_capabilities');
		table.bigInteger('app_seen_at');
		table.bigInteger('app_stopped_at');
	});
}

export async function down(knex: Knex): Promise<void> {
	await knex.schema.alterTable('workspaces', (table) => {
		table.dropColumns(
			'app_id',
			'app_endpoint',
			'app_key',
			'app_version',
			'app_capabilities',
			'app_seen_at',
			'app_stopped_at',
		);
	});
}
