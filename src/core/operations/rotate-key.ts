import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { nextKeyPath, readKeyFile } from '../config/secret-key.js';
import { BridgeError } from '../domain/errors.js';
import type { Database } from '../storage/database.js';
import { createTokenCipher, keyIdOf } from '../storage/token-cipher.js';
import { refusal } from './refusals.js';

export type Rotated = {
	/** Tokens that were sealed anew. */
	readonly tokens: number;
	/** A rotation that had been cut off was finished instead of beginning another one. */
	readonly isFinished: boolean;
	/** Where the old key is now: backups made before need it. Undefined when it stays where it was. */
	readonly oldKeyFile: string | undefined;
};

/**
 * Finishes a rotation that was cut off behind its commit; undefined, and nothing is changed, when there is none. A next key that
 * sealed nothing is left alone: its rotation may be under way.
 */
export async function finishRotation(
	database: Pick<Database, 'keyIds' | 'reseal'>,
	path: string,
): Promise<Rotated | undefined> {
	const next = readKeyFile(nextKeyPath(path));
	if (next === undefined || !(await database.keyIds()).has(keyIdOf(next))) return undefined;
	// What another process sealed with the old key meanwhile, too.
	const tokens = await database.reseal(createTokenCipher(next));
	return { tokens, isFinished: true, oldKeyFile: putInPlace(path) };
}

/**
 * Seals the tokens with a new key and puts that in the place of the old one. Whatever moment it is cut off at, one of the two
 * files opens the database: the new key is on the disk before it is used, and the old one until it is not. Rejects with
 * RefusedError `key-not-in-use`, and changes nothing, when the key is not the database's.
 */
export async function rotateKeyFile(database: Database, path: string): Promise<Rotated> {
	const finished = await finishRotation(database, path);
	if (finished !== undefined) return finished;
	const next = randomBytes(32);
	// One that sealed nothing.
	rmSync(nextKeyPath(path), { force: true });
	writeKeyFile(nextKeyPath(path), next);
	const tokens = await reseal(database, next, nextKeyPath(path));
	return { tokens, isFinished: false, oldKeyFile: putInPlace(path) };
}

/** Seals the tokens with a new key, which is in the new file `out`; whoever called puts it in place. Rejects as `rotateKeyFile`. */
export async function rotateKeyInto(database: Database, out: string): Promise<Rotated> {
	const next = randomBytes(32);
	writeKeyFile(out, next);
	const tokens = await reseal(database, next, out);
	return { tokens, isFinished: false, oldKeyFile: undefined };
}

async function reseal(database: Database, next: Buffer, file: string): Promise<number> {
	try {
		return await database.reseal(createTokenCipher(next));
	} catch (error) {
		// After any other failure nobody knows whether it was committed: the key stays.
		if (!(error instanceof BridgeError) || error.code !== 'STORAGE_KEY_WRONG') throw error;
		rmSync(file, { force: true });
		throw notInUse(error);
	}
}

/** Never overwrites; on the disk when it returns. Throws RefusedError `out-file-failed`. */
function writeKeyFile(path: string, key: Buffer): void {
	const file = openNew(path);
	try {
		writeSync(file, `${key.toString('base64')}\n`);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
	syncFolder(path);
}

function openNew(path: string): number {
	try {
		return openSync(path, 'wx', 0o600);
	} catch (error) {
		const { code = 'unknown' } = error as NodeJS.ErrnoException;
		throw refusal({
			code: 'out-file-failed',
			status: 409,
			message: 'refusal.out-file-failed',
			help: 'help.out-file-failed',
			values: { path, code },
			cause: error,
		});
	}
}

/** Both names are there until the new key has the name of the old one. */
function putInPlace(path: string): string | undefined {
	const old = readKeyFile(path);
	const kept = old === undefined ? undefined : `${path}.old-${keyIdOf(old)}`;
	if (kept !== undefined && readKeyFile(kept) === undefined) linkSync(path, kept);
	renameSync(nextKeyPath(path), path);
	syncFolder(path);
	return kept;
}

function syncFolder(path: string): void {
	const folder = openSync(dirname(path), 'r');
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}

function notInUse(cause: unknown) {
	return refusal({
		code: 'key-not-in-use',
		status: 409,
		message: 'refusal.key-not-in-use',
		help: 'help.key-not-in-use',
		cause,
	});
}
