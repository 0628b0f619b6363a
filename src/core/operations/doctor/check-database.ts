import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { shownDatabase } from '../../config/shown-value.js';
import { BridgeError } from '../../domain/errors.js';
import type { Database } from '../../storage/database.js';
import type { ServerFacts } from '../../storage/examination.js';
import { closeFile, openModeOf } from './file-modes.js';
import { BECAUSE, findingsOf, whyOf } from './findings.js';
import type { Patient } from './patient.js';
import type { Step } from './steps.js';
import type { Finding, Repair, Text } from './types.js';
import { DATABASE } from './words/database.js';

const { ok, fault, skipped } = findingsOf('database', DATABASE);

const MB = 1024 * 1024;
/** A larger file takes too long to be read whole. */
const MOST_CHECKED_MB = 500;
const LARGE_WAL_MB = 256;
const SLOW_MS = 1000;
const TIME_OFF_MS = 5000;
/** A webhook of 5.5 MB (see daemon/app.ts), whose quotes the protocol doubles. */
const LONGEST_STATEMENT = 12_000_000;

/** The database, beside a daemon that works on it or without one. */
export function databaseSteps(patient: Patient): readonly Step[] {
	const subject = shownDatabase(patient.config.databaseUrl);
	const base = { area: 'database', table: DATABASE, subject } as const;
	const { database, schema } = patient.records;
	if (database === undefined || schema === undefined)
		return [{ ...base, id: 'database-reachable', run: () => unreachable(patient, subject) }];
	const own = database.engine === 'sqlite' ? fileSteps(patient, database) : [serverStep(database)];
	return [
		{ ...base, id: 'database-reachable', run: () => [ok('database-reachable', subject)] },
		{ ...base, id: 'database-schema', run: () => [schemaOf(patient, database)] },
		{ ...base, id: 'database-write', run: () => writing(patient, database) },
		...own.map((step) => ({ ...base, ...step })),
	];
}

function unreachable({ isWrong, records: { error } }: Patient, subject: string): Finding[] {
	const because = isWrong('DATABASE_URL', 'DATA_DIR') ? BECAUSE.settings : BECAUSE.database;
	const others = (['database-schema', 'database-write'] as const).map((id) =>
		skipped(id, subject, because),
	);
	if (error === undefined) return [skipped('database-reachable', '', because), ...others];
	const name = error.code === 'STORAGE_MISSING' ? 'missing' : 'unreachable';
	return [fault('database-reachable', name, subject, whyOf(error)), ...others];
}

function schemaOf({ records: { schema } }: Patient, database: Database): Finding {
	const { missing = [], unknown = [], applied = [] } = schema ?? {};
	const newest = unknown.at(-1);
	if (newest !== undefined) return fault('database-schema', 'newer', '', { name: newest });
	if (missing.length === 0) return ok('database-schema', '', { count: applied.length });
	return fault('database-schema', 'older', '', { count: missing.length }, migration(database));
}

function migration(database: Database): Repair {
	return {
		name: 'migrate',
		what: ['apply the migrations that are missing', 'применить недостающие миграции'],
		async run() {
			await database.migrate();
		},
	};
}

async function writing({ records }: Patient, { stores }: Database): Promise<readonly Finding[]> {
	if (!records.isUsable) return [skipped('database-write', '', BECAUSE.schema)];
	const startedAt = performance.now();
	try {
		await stores.examination.tryWriting();
	} catch (error) {
		if (!(error instanceof BridgeError)) throw error;
		return [fault('database-write', 'refused', '', whyOf(error))];
	}
	const ms = Math.round(performance.now() - startedAt);
	return [
		ms > SLOW_MS ? fault('database-write', 'slow', '', { ms }) : ok('database-write', '', { ms }),
	];
}

type OwnStep = Pick<Step, 'id' | 'run'>;

function fileSteps({ config }: Patient, database: Database): readonly OwnStep[] {
	const path = config.databaseUrl.slice('sqlite:'.length);
	return [
		{ id: 'database-integrity', run: () => integrity(database, path) },
		{ id: 'database-wal', run: () => [walSize(sizeOf(`${path}-wal`))] },
		{ id: 'database-file', run: () => [fileMode(path)] },
	];
}

const TOO_LARGE: Text = [
	'not looked at: the file is too large to be read here; PRAGMA quick_check does it',
	'не проверено: файл слишком велик; проверит PRAGMA quick_check',
];

async function integrity({ stores }: Database, path: string): Promise<readonly Finding[]> {
	if (sizeOf(path) > MOST_CHECKED_MB) return [skipped('database-integrity', path, TOO_LARGE)];
	const [reason] = await stores.examination.damage().catch((error: unknown) => {
		const code = error instanceof BridgeError ? error.message : '';
		if (/CORRUPT|NOTADB/u.test(code)) return [code];
		throw error;
	});
	if (reason === undefined) return [ok('database-integrity', path)];
	return [fault('database-integrity', 'damaged', path, { reason })];
}

/** @param size MB. */
export function walSize(size: number): Finding {
	const values = { size: Math.round(size) };
	return size > LARGE_WAL_MB
		? fault('database-wal', 'large', '', values)
		: ok('database-wal', '', values);
}

/** MB; 0 when it is not there. */
function sizeOf(path: string): number {
	return existsSync(path) ? statSync(path).size / MB : 0;
}

/** In a folder that is closed nobody comes to it. */
function fileMode(path: string): Finding {
	const mode = openModeOf(path);
	const isClosed = mode === undefined || openModeOf(dirname(path)) === undefined;
	if (isClosed) return ok('database-file', path);
	return fault('database-file', 'open', path, { mode, path }, closeFile(path));
}

function serverStep({ stores }: Database): OwnStep {
	return {
		id: 'database-version',
		async run() {
			const facts = await stores.examination.serverFacts();
			return judgeServer(facts, Date.now());
		},
	};
}

/** What a MySQL or MariaDB server says of itself. @param now Epoch milliseconds. */
export function judgeServer(facts: ServerFacts, now: number): readonly Finding[] {
	const { version, charset, flushLog: value, maxPacket } = facts;
	const seconds = Math.round(Math.abs(facts.now - now) / 1000);
	const needed = version.includes('MariaDB') ? 'MariaDB 10.6' : 'MySQL 5.7';
	const isNew = isAtLeast(version, needed);
	return [
		isNew
			? ok('database-version', '', { version })
			: fault('database-version', 'old', '', { version, needed }),
		charset === 'utf8mb4'
			? ok('database-charset', '', { charset })
			: fault('database-charset', 'narrow', '', { charset }),
		value === '1'
			? ok('database-durability', '')
			: fault('database-durability', 'loose', '', { value }),
		maxPacket < LONGEST_STATEMENT
			? fault('database-packet', 'small', '', { size: Math.floor(maxPacket / MB) })
			: ok('database-packet', '', { size: Math.floor(maxPacket / MB) }),
		seconds * 1000 > TIME_OFF_MS
			? fault('database-time', 'off', '', { seconds })
			: ok('database-time', ''),
	];
}

function isAtLeast(version: string, needed: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number.parseFloat);
	const [least = 0, leastMinor = 0] = (needed.split(' ')[1] ?? '').split('.').map(Number);
	return major > least || (major === least && minor >= leastMinor);
}
