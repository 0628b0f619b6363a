import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, statSync, writeSync } from 'node:fs';
import { isThere, placeFile, removeFile } from '../config/place-file.js';
import { BridgeError } from '../domain/errors.js';
import { copyDatabase } from '../storage/backup-copy.js';
import type { CopyReport } from '../storage/backup-copy.js';
import { refusal } from './refusals.js';

export type BackupInput = {
	readonly databaseUrl: string;
	/** A file that is not there. */
	readonly out: string;
	/** Written beside it, as `<out>.key`. */
	readonly key: Buffer | undefined;
};

export type BackupReport = CopyReport & {
	readonly bytes: number;
	readonly keyFile: string | undefined;
};

/**
 * Makes a checked copy of the database as it is at one moment, beside running daemons, mode 0600. It has its name only when
 * it is whole; nothing is overwritten, and nothing is left of what failed. Rejects with RefusedError `backup-failed` or
 * `backup-exists`.
 */
export async function backUp({ databaseUrl, out, key }: BackupInput): Promise<BackupReport> {
	const keyFile = key === undefined ? undefined : `${out}.key`;
	for (const path of [out, keyFile]) if (path !== undefined && isThere(path)) throw exists(path);
	const part = `${out}.${randomBytes(4).toString('hex')}.part`;
	const made: string[] = [];
	try {
		closeSync(openSync(part, 'wx', 0o600));
		const report = await copyDatabase(databaseUrl, part);
		sync(part);
		if (key !== undefined && keyFile !== undefined) {
			writeKey(keyFile, key);
			made.push(keyFile);
		}
		placeFile(part, out);
		return { ...report, bytes: statSync(out).size, keyFile };
	} catch (error) {
		made.forEach(removeFile);
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw exists(out);
		throw failed(error);
	} finally {
		for (const end of ['', '-journal', '-wal', '-shm']) removeFile(`${part}${end}`);
	}
}

function writeKey(path: string, key: Buffer): void {
	const file = openSync(path, 'wx', 0o600);
	try {
		writeSync(file, `${key.toString('base64')}\n`);
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}

function sync(path: string): void {
	const file = openSync(path, 'r');
	try {
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}

function exists(path: string) {
	return refusal({
		code: 'backup-exists',
		status: 409,
		message: 'refusal.backup-exists',
		help: 'help.backup-exists',
		values: { path },
	});
}

function failed(cause: unknown) {
	const reason = cause instanceof BridgeError ? cause.message : codeOf(cause);
	const help = cause instanceof BridgeError ? cause.help : '';
	return refusal({
		code: 'backup-failed',
		status: 500,
		message: 'refusal.backup-failed',
		help: 'help.backup-failed',
		values: {
			reason: [reason.replace(/\.$/u, ''), help.replace(/\.$/u, '')].filter(Boolean).join('. '),
		},
		cause,
	});
}

function codeOf(error: unknown): string {
	const { code = 'unknown', path = '' } = error as NodeJS.ErrnoException;
	return path === '' ? code : `${code}, ${path}`;
}
