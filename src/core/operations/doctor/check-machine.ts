import { randomBytes } from 'node:crypto';
import { existsSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ToldTime } from '../../http/answer-dates.js';
import { BECAUSE, findingsOf } from './findings.js';
import type { Patient } from './patient.js';
import type { Step } from './steps.js';
import type { Finding } from './types.js';
import { MACHINE } from './words/machine.js';

const { ok, fault, skipped } = findingsOf('machine', MACHINE);

/** As `engines` of package.json. */
const NODE = [20, 19] as const;
const MB = 1024 * 1024;
const FULL_MB = 100;
const LOW_MB = 1000;
/** Milliseconds. A signature is good for five minutes. */
const FAR_OFF_MS = 60_000;

/** Node.js, the data folder and the disk. */
export function machineSteps(patient: Patient): readonly Step[] {
	const { dataDir } = patient.config;
	const base = { area: 'machine', table: MACHINE } as const;
	return [
		{ ...base, id: 'node-version', subject: '', run: () => [nodeVersion(process.versions.node)] },
		{ ...base, id: 'data-folder', subject: dataDir, run: () => dataFolder(patient) },
	];
}

/** The last step: what the others' clocks said has been heard by then. */
export function clockStep({ toldTimes }: Patient): Step {
	const base = { area: 'machine', table: MACHINE, id: 'clock', subject: '' } as const;
	return { ...base, run: () => [judgeClocks(toldTimes)] };
}

/** @param version Without a `v`. */
export function nodeVersion(version: string): Finding {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const isNew = major > NODE[0] || (major === NODE[0] && minor >= NODE[1]);
	if (isNew) return ok('node-version', '', { version });
	return fault('node-version', 'old', '', { version, needed: NODE.join('.') });
}

function dataFolder(patient: Patient): readonly Finding[] {
	const { dataDir } = patient.config;
	if (patient.isWrong('DATA_DIR')) {
		return [
			skipped('data-folder', '', BECAUSE.settings),
			skipped('disk-space', '', BECAUSE.settings),
		];
	}
	if (!existsSync(dataDir)) {
		const finding = needsFolder(patient)
			? fault('data-folder', 'missing', dataDir)
			: skipped('data-folder', dataDir, BECAUSE.server);
		return [finding, skipped('disk-space', dataDir, BECAUSE.server)];
	}
	const { bavail, bsize } = statfsSync(dataDir);
	return [writable(dataDir), diskSpace(dataDir, Math.floor((bavail * bsize) / MB))];
}

/** With a server for a database and a key from elsewhere nothing is in it. */
function needsFolder({ config }: Patient): boolean {
	const hasKey = config.secretKey !== undefined || config.secretKeyFile !== undefined;
	return config.databaseUrl.startsWith(`sqlite:${config.dataDir}`) || !hasKey;
}

function writable(folder: string): Finding {
	const path = join(folder, `.doctor-${randomBytes(6).toString('hex')}`);
	try {
		writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
		unlinkSync(path);
		return ok('data-folder', folder);
	} catch (error) {
		const { code = 'unknown' } = error as NodeJS.ErrnoException;
		return fault('data-folder', 'unwritable', folder, { code, path: folder });
	}
}

/** @param free MB. */
export function diskSpace(folder: string, free: number): Finding {
	if (free < FULL_MB) return fault('disk-space', 'full', folder, { free });
	if (free < LOW_MB) return fault('disk-space', 'low', folder, { free });
	return ok('disk-space', folder, { free });
}

/** Of each host the smallest difference counts: an answer may have been on its way for long. */
export function judgeClocks(times: readonly ToldTime[]): Finding {
	if (times.length === 0) return skipped('clock', '', BECAUSE.unreachable);
	const least = new Map<string, number>();
	for (const { host, theirs, ours } of times) {
		const off = Math.abs(theirs - ours);
		least.set(host, Math.min(off, least.get(host) ?? off));
	}
	const off = [...least].filter(([, ms]) => ms > FAR_OFF_MS);
	if (off.length === 0) return ok('clock', '');
	const hosts = off.map(([host]) => host).join(', ');
	const seconds = Math.round(Math.max(...off.map(([, ms]) => ms)) / 1000);
	// Where several are asked and one differs, it is not this machine.
	const name = off.length < least.size ? 'one-off' : 'off';
	return fault('clock', name, '', { hosts, seconds });
}
