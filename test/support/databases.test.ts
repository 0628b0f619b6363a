import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
import test from 'ava';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { availableEngines, createTestDatabase } from './databases.js';

test('gives every test an SQLite file in a folder of its own', async (t) => {
	const [one, two] = await Promise.all([
		createTestDatabase(t, 'sqlite'),
		createTestDatabase(t, 'sqlite'),
	]);
	t.regex(one.url, /^sqlite:\/.*\.db$/u);
	t.not(dirname(one.url), dirname(two.url));
	await t.notThrowsAsync(access(dirname(one.url.slice('sqlite:'.length))));
});

if (availableEngines().includes('mysql')) {
	test('gives every test an empty utf8mb4 database on the server', async (t) => {
		const { url } = await createTestDatabase(t, 'mysql');
		const connection = await createConnection(url);
		const [rows] = await connection.query<RowDataPacket[]>(
			'SELECT DATABASE() AS name, @@character_set_database AS charset',
		);
		await connection.end();
		t.deepEqual(rows, [{ name: new URL(url).pathname.slice(1), charset: 'utf8mb4' }]);
	});
}
