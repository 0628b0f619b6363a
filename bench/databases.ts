import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { Engine } from '../src/core/storage/knex-config.js';

/** A new, empty database with a folder beside it, both gone after `remove`. */
export type BenchDatabase = {
	/** What the product takes as DATABASE_URL. */
	readonly url: string;
	readonly folder: string;
	remove(): Promise<void>;
};

const folders = new Set<string>();

/** The server that TEST_DATABASE_URL names; undefined where there is none. */
export function serverUrl(): string | undefined {
	const url = process.env['TEST_DATABASE_URL'];
	return url === undefined || url === '' ? undefined : url;
}

/** Makes an empty database. */
export async function createDatabase(engine: Engine): Promise<BenchDatabase> {
	const folder = await mkdtemp(join(tmpdir(), 'greenapi-rc-bench-'));
	folders.add(folder);
	const removeFolder = async () => {
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		folders.delete(folder);
	};
	if (engine === 'sqlite')
		return { url: `sqlite:${join(folder, 'bench.db')}`, folder, remove: removeFolder };
	const name = `greenapi_rc_bench_${randomBytes(6).toString('hex')}`;
	await ask(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
	const url = new URL(serverUrl() ?? '');
	url.pathname = `/${name}`;
	return {
		url: url.href,
		folder,
		async remove() {
			await ask(`DROP DATABASE IF EXISTS ${name}`);
			await removeFolder();
		},
	};
}

/** Removes the folders that are left; for an end in between. */
export function removeFolders(): void {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

/** What people call the engine, with its version, e.g. `MariaDB 10.11.6`. */
export async function nameOf(engine: Engine): Promise<string> {
	if (engine === 'sqlite') {
		const database = new Database(':memory:');
		const row = database.prepare('SELECT sqlite_version() AS version').get() as { version: string };
		database.close();
		return `SQLite ${row.version}`;
	}
	const [row] = await ask('SELECT VERSION() AS version');
	const version = String(row?.['version']);
	const [number = version] = version.split('-');
	return `${/mariadb/iu.test(version) ? 'MariaDB' : 'MySQL'} ${number}`;
}

async function ask(statement: string): Promise<RowDataPacket[]> {
	const connection = await createConnection(serverUrl() ?? '');
	try {
		const [rows] = await connection.query<RowDataPacket[]>(statement);
		return rows;
	} finally {
		await connection.end();
	}
}
