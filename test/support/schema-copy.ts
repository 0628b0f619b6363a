import { readFile, writeFile } from 'node:fs/promises';
import SqliteDatabase from 'libsql';
import { createConnection } from 'mysql2/promise';
import type { RowDataPacket } from 'mysql2/promise';
import { openDatabase } from '../../src/core/storage/database.js';
import { createTokenCipher } from '../../src/core/storage/token-cipher.js';
import type { Engine } from './databases.js';

/** Puts the schema into one more empty database. */
type Replay = (url: string) => Promise<void>;

const replays = new Map<Engine, Promise<Replay>>();

/**
 * Gives an empty database the schema that the migrations make. The first of a process is migrated, the others get a
 * copy of what that has, which is several times faster.
 */
export async function applySchema(engine: Engine, url: string): Promise<void> {
	const known = replays.get(engine);
	if (known !== undefined) {
		await (
			await known
		)(url);
		return;
	}
	const first = migrate(url).then(() => (engine === 'sqlite' ? copyFile(url) : copyTables(url)));
	replays.set(engine, first);
	await first;
}

async function migrate(url: string): Promise<void> {
	const database = openDatabase(url, createTokenCipher(Buffer.alloc(32)));
	try {
		await database.migrate();
	} finally {
		await database.close();
	}
}

async function copyFile(url: string): Promise<Replay> {
	const pathOf = (sqliteUrl: string) => sqliteUrl.slice('sqlite:'.length);
	const copy = `${pathOf(url)}.copy`;
	const connection = new SqliteDatabase(pathOf(url));
	// The file itself lacks what is still in its write-ahead log.
	connection.exec(`VACUUM INTO '${copy}'`);
	connection.close();
	const bytes = await readFile(copy);
	return (other) => writeFile(pathOf(other), bytes);
}

async function copyTables(url: string): Promise<Replay> {
	const from = await createConnection(url);
	const statements: string[] = [];
	try {
		const [tables] = await from.query<RowDataPacket[]>('SHOW TABLES');
		for (const table of tables.flatMap((row) => Object.values(row) as string[])) {
			const [[made]] = await from.query<RowDataPacket[]>(`SHOW CREATE TABLE ${table}`);
			statements.push(String(made?.['Create Table']));
			const [rows] = await from.query<RowDataPacket[]>(`SELECT * FROM ${table}`);
			for (const row of rows) statements.push(from.format(`INSERT INTO ${table} SET ?`, row));
		}
	} finally {
		await from.end();
	}
	return async (other) => {
		const to = await createConnection({ uri: other, multipleStatements: true });
		try {
			await to.query(statements.join(';\n'));
		} finally {
			await to.end();
		}
	};
}
