import type { Knex } from 'knex';

/** Texts of the table are compared byte by byte, as SQLite does it by itself: Rocket.Chat's ids are case-sensitive. */
export function compareBytes(knex: Knex, table: Knex.CreateTableBuilder): void {
	const { driverName } = knex.client as { driverName: string };
	if (driverName !== 'mysql2') return;
	table.charset('utf8mb4');
	table.collate('utf8mb4_bin');
}
