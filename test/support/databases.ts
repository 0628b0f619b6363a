import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { createConnection } from 'mysql2/promise';

/** `mysql` stands for MySQL and MariaDB alike: whichever `TEST_DATABASE_URL` leads to. */
export type Engine = 'sqlite' | 'mysql';

export type TestDatabase = {
	/** What the product takes as `DATABASE_URL`. */
	readonly url: string;
};

/** The engines that tests can use in this run: `mysql` only where `TEST_DATABASE_URL` is set. */
export function availableEngines(): Engine[] {
	return serverUrl() === undefined ? ['sqlite'] : ['sqlite', 'mysql'];
}

/**
 * A new, empty database of the test's own, without tables. It is removed when the test ends; that of a failed test is
 * kept, and its address, without the password, printed. Close your own connections first: teardowns run last to first.
 */
export async function createTestDatabase(
	t: ExecutionContext,
	engine: Engine,
): Promise<TestDatabase> {
	return engine === 'sqlite' ? createSqliteFile(t) : createLogicalDatabase(t);
}

async function createSqliteFile(t: ExecutionContext): Promise<TestDatabase> {
	const folder = await mkdtemp(join(tmpdir(), 'greenapi-rc-test-'));
	const url = `sqlite:${join(folder, 'test.db')}`;
	t.teardown(async () => {
		if (t.passed) await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		else t.log(`Kept the database of this failed test: ${url}`);
	});
	return { url };
}

async function createLogicalDatabase(t: ExecutionContext): Promise<TestDatabase> {
	const name = `greenapi_rc_test_${randomBytes(6).toString('hex')}`;
	await runOnServer(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
	const url = new URL(requireServerUrl());
	url.pathname = `/${name}`;
	t.teardown(async () => {
		if (t.passed) await runOnServer(`DROP DATABASE IF EXISTS ${name}`);
		else t.log(`Kept the database of this failed test: ${name} on ${url.host}`);
	});
	return { url: url.href };
}

async function runOnServer(statement: string): Promise<void> {
	const connection = await createConnection(requireServerUrl());
	try {
		await connection.query(statement);
	} finally {
		await connection.end();
	}
}

function requireServerUrl(): string {
	const url = serverUrl();
	if (url === undefined)
		throw new Error('TEST_DATABASE_URL is not set; ask availableEngines() before you take mysql.');
	return url;
}

function serverUrl(): string | undefined {
	const url = process.env['TEST_DATABASE_URL'];
	return url === undefined || url === '' ? undefined : url;
}
