import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, fchownSync, fsyncSync, linkSync } from 'node:fs';
import { openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { removeFile } from '../config/place-file.js';
import { nextKeyPath, oldKeyPath, oldKeys, readKeyFile } from '../config/secret-key.js';
import { BridgeError } from '../domain/errors.js';
import type { Database } from '../storage/database.js';
import { createTokenCipher, keyIdOf } from '../storage/token-cipher.js';
import { outFileFailed } from './out-file-refusals.js';
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
	return { tokens, isFinished: true, oldKeyFile: putInPlace(path, next) };
}

/**
 * Seals with the key in use what a process sealed with an older one in the moment of its rotation. Answers how many tokens
 * there are; undefined, and nothing is changed, when none is under a kept old key. Not while a rotation is under way.
 */
export async function sealStragglers(
	database: Pick<Database, 'keyIds' | 'reseal'>,
	path: string,
): Promise<number | undefined> {
	const own = readKeyFile(path);
	if (own === undefined || readKeyFile(nextKeyPath(path)) !== undefined) return undefined;
	const old = oldKeys(path).map(keyIdOf);
	if (old.length === 0) return undefined;
	const used = await database.keyIds();
	if (!old.some((name) => name !== keyIdOf(own) && used.has(name))) return undefined;
	return database.reseal(createTokenCipher(own));
}

/**
 * Seals the tokens with a new key and puts that in the place of the old one. Whatever moment it is cut off at, one of the two
 * files opens the database: the new key is on the disk before it is used, and the old one until it is not. Two at once have the
 * same new key. Rejects with RefusedError `key-not-in-use`, and changes nothing, when the key is not the database's.
 */
export async function rotateKeyFile(database: Database, path: string): Promise<Rotated> {
	const finished = await finishRotation(database, path);
	if (finished !== undefined) return finished;
	const next = nextKey(path);
	const tokens = await reseal(database, next, nextKeyPath(path));
	const oldKeyFile = putInPlace(path, next);
	await sealStragglers(database, path);
	return { tokens, isFinished: false, oldKeyFile };
}

/** One that is there and sealed nothing is of a rotation that was cut off, or that is under way: never to be replaced. */
function nextKey(path: string): Buffer {
	const file = nextKeyPath(path);
	const there = readKeyFile(file);
	if (there !== undefined) return there;
	const fresh = randomBytes(32);
	if (writeKeyFile(file, fresh, statSync(path))) return fresh;
	return readKeyFile(file) ?? nextKey(path);
}

/** Seals the tokens with a new key, which is in the new file `out`; whoever called puts it in place. Rejects as `rotateKeyFile`. */
export async function rotateKeyInto(database: Database, out: string): Promise<Rotated> {
	const next = randomBytes(32);
	if (!writeKeyFile(out, next)) throw outFileFailed(out, 'EEXIST');
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
		throw keyNotInUse(error);
	}
}

type Owned = { readonly uid: number; readonly gid: number; readonly mode: number };

/**
 * False when there is one already: never overwrites. It has its name only when it is whole and on the disk: others read it at any
 * moment. As readable as `like`: a daemon must be able to read what an administrator makes.
 */
function writeKeyFile(path: string, key: Buffer, like?: Owned): boolean {
	const part = `${path}.${randomBytes(6).toString('hex')}`;
	try {
		writeWhole(part, `${key.toString('base64')}\n`, like);
		linkSync(part, path);
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
		if (code === 'EEXIST') return false;
		throw outFileFailed(path, code, error);
	} finally {
		removeFile(part);
	}
	syncFolder(path);
	return true;
}

function writeWhole(path: string, text: string, like: Owned | undefined): void {
	const file = openSync(path, 'wx', 0o600);
	try {
		if (like !== undefined && like.uid !== process.getuid?.()) fchownSync(file, like.uid, like.gid);
		if (like !== undefined) fchmodSync(file, like.mode & 0o777);
		writeSync(file, text);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}

/** Both names are there until the new key has the name of the old one. Another process may do the same at the same time. */
function putInPlace(path: string, next: Buffer): string | undefined {
	const old = readKeyFile(path);
	if (old?.equals(next) === true) return undefined;
	const kept = old === undefined ? undefined : oldKeyPath(path, keyIdOf(old));
	if (kept !== undefined) unless('EEXIST', () => linkSync(path, kept));
	unless('ENOENT', () => renameSync(nextKeyPath(path), path));
	syncFolder(path);
	return kept;
}

/** That code says that another process was faster. */
function unless(code: string, work: () => void): void {
	try {
		work();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== code) throw error;
	}
}

function syncFolder(path: string): void {
	const folder = openSync(dirname(path), 'r');
	try {
		fsyncSync(folder);
	} finally {
		closeSync(folder);
	}
}

/** The refusal of a key that opens none of the stored tokens. */
export function keyNotInUse(cause?: unknown) {
	return refusal({
		code: 'key-not-in-use',
		status: 409,
		message: 'refusal.key-not-in-use',
		help: 'help.key-not-in-use',
		cause,
	});
}
