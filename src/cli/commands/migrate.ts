import { loadSecretKey } from '../../core/config/secret-key.js';
import { shownDatabase } from '../../core/config/shown-value.js';
import { openDatabase } from '../../core/storage/database.js';
import type { Database } from '../../core/storage/database.js';
import { createTokenCipher } from '../../core/storage/token-cipher.js';
import { credentialsFolder, readConfig } from '../io.js';
import type { Io } from '../io.js';

/** `latest` applies what is missing, `rollback` undoes the newest batch, `status` changes nothing. */
export type MigrateStep = 'latest' | 'rollback' | 'status';

/** `greenapi-rc migrate`: one line on standard output for each migration. */
export async function migrateCommand(io: Io, step: MigrateStep): Promise<void> {
	const { config } = readConfig(io);
	const { bytes } = loadSecretKey(config, credentialsFolder(io));
	io.err(`Database: ${shownDatabase(config.databaseUrl)}`);
	const database = openDatabase(config.databaseUrl, createTokenCipher(bytes));
	try {
		await STEPS[step](database, io);
	} finally {
		await database.close();
	}
}

const STEPS: Readonly<Record<MigrateStep, (database: Database, io: Io) => Promise<void>>> = {
	latest: async (database, io) => {
		const { applied } = await database.migrate();
		for (const name of applied) io.out(`applied  ${name}`);
		io.err(
			applied.length === 0 ? 'The database is up to date.' : `${counted(applied.length)} applied.`,
		);
	},
	rollback: async (database, io) => {
		const undone = await database.rollback();
		for (const name of undone) io.out(`undone   ${name}`);
		io.err(undone.length === 0 ? 'There is nothing to undo.' : `${counted(undone.length)} undone.`);
	},
	status: async (database, io) => {
		const { applied, missing, unknown } = await database.migrationStatus();
		for (const name of applied) io.out(`applied  ${name}`);
		for (const name of missing) io.out(`missing  ${name}`);
		for (const name of unknown) io.out(`newer    ${name}`);
		io.err(advice(missing.length, unknown.length));
	},
};

function advice(missing: number, unknown: number): string {
	if (unknown > 0) return 'A newer version of greenapi-rc has migrated this database.';
	return missing === 0
		? 'The database is up to date.'
		: `${counted(missing)} missing; greenapi-rc migrate applies ${missing === 1 ? 'it' : 'them'}.`;
}

function counted(count: number): string {
	return count === 1 ? '1 migration' : `${count} migrations`;
}
