import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../src/core/storage/knex-config.js';
import { repositoryRoot } from '../test/support/repository.js';
import { type Child, startChild } from './child.js';
import { createDatabase, nameOf } from './databases.js';
import { type StandIns, startStandIns, startSystem } from './system.js';
import { DIRECTIONS, type Direction, type FileContents, type FileFigures } from './types.js';

/** MAX_FILE_MB as it is without being set: the largest file that crosses. */
const MEGABYTES = 100;
const MB = 1024 * 1024;
/** Files before the large one, each way: connections, code and buffers are there when memory is read. */
const SMALL_FILES = 8;
const SMALL_BYTES = 200_000;
/** How long a process may tidy up before its memory is read. */
const REST_MS = 2000;
const ARRIVE_MS = 120_000;
const LOOK_EVERY_MS = 25;

export type FileOptions = {
	readonly rounds: number;
	readonly profileFolder: string | undefined;
	readonly tell: (line: string) => void;
};

/** Something that carries files between the clouds, in a process that did nothing else yet. */
type Carrier = Pick<Child, 'memoryMb' | 'watchPeak' | 'stop'> & {
	readonly standIns: StandIns;
	/** Called when a file was sent; the daemon knows by itself. */
	carry(direction: Direction, name: string): Promise<void>;
};
type Subject = {
	readonly who: string;
	readonly isOurs: boolean;
	start(): Promise<Carrier>;
};
type Crossing = { readonly beforeMb: number; readonly peakMb: number; readonly ms: number };

/**
 * One large file each way through the daemon, on each engine, and through two bare programs between the same stand-ins. Every
 * file gets a process of its own: memory that an earlier one left behind would hide what this one needs.
 */
export async function measureFiles(
	engines: readonly Engine[],
	options: FileOptions,
): Promise<FileFigures[]> {
	const subjects: Subject[] = [bare('stream'), bare('whole')];
	for (const engine of engines.toReversed())
		subjects.unshift(ours(engine, await nameOf(engine), options.profileFolder));
	const figures: FileFigures[] = [];
	for (const direction of DIRECTIONS)
		for (const subject of subjects) {
			options.tell(`a file of ${MEGABYTES} MB, ${direction}: ${subject.who}`);
			const crossings: Crossing[] = [];
			for (let round = 0; round < options.rounds; round += 1)
				crossings.push(await cross(subject, direction));
			figures.push(conclude(subject, direction, crossings));
		}
	return figures;
}

function conclude(
	{ who, isOurs }: Subject,
	direction: Direction,
	crossings: readonly Crossing[],
): FileFigures {
	const growthMb = crossings.map(({ beforeMb, peakMb }) => peakMb - beforeMb);
	const worst = crossings[growthMb.indexOf(Math.max(...growthMb))];
	return {
		...{ who, isOurs, direction, megabytes: MEGABYTES, growthMb },
		beforeMb: worst?.beforeMb ?? Number.NaN,
		peakMb: worst?.peakMb ?? Number.NaN,
		ms: Math.min(...crossings.map(({ ms }) => ms)),
	};
}

async function cross(subject: Subject, direction: Direction): Promise<Crossing> {
	const carrier = await subject.start();
	try {
		for (let nr = 1; nr <= SMALL_FILES; nr += 1)
			for (const way of DIRECTIONS) await send(carrier, way, `small-${way}-${nr}.bin`, SMALL_BYTES);
		await sleep(REST_MS);
		const beforeMb = await carrier.memoryMb();
		const peak = await carrier.watchPeak();
		const start = performance.now();
		await send(carrier, direction, 'large.bin', MEGABYTES * MB);
		return { beforeMb, peakMb: await peak(), ms: performance.now() - start };
	} finally {
		await carrier.stop();
	}
}

/** Resolves when the file arrived; rejects when it did not, or is another one. */
async function send(
	{ standIns, carry }: Carrier,
	direction: Direction,
	name: string,
	bytes: number,
): Promise<void> {
	const sent = await standIns.sendFile(direction, name, bytes);
	await carry(direction, name);
	const deadline = Date.now() + ARRIVE_MS;
	while (Date.now() < deadline) {
		const { size, sha256 } = await standIns.findFile(direction, name);
		if (size === sent.size && sha256 === sent.sha256) return;
		if (size !== undefined) throw new Error(changed(name, sent, { size, sha256: String(sha256) }));
		await sleep(LOOK_EVERY_MS);
	}
	throw new Error(`${name} (${direction}) did not arrive within ${ARRIVE_MS} ms`);
}

function changed(name: string, sent: FileContents, arrived: FileContents): string {
	return `${name} changed on its way: ${JSON.stringify(sent)} became ${JSON.stringify(arrived)}`;
}

function ours(engine: Engine, name: string, profileFolder: string | undefined): Subject {
	return {
		who: `ours, ${name}`,
		isOurs: true,
		async start() {
			const database = await createDatabase(engine);
			const running = await startSystem('ours', database, profileFolder);
			return {
				...running,
				carry: () => Promise.resolve(),
				async stop() {
					await running.stop();
					await database.remove();
				},
			};
		},
	};
}

function bare(way: 'stream' | 'whole'): Subject {
	return {
		who: way === 'stream' ? 'bare, streamed' : 'bare, whole in memory',
		isOurs: false,
		async start() {
			const standIns = await startStandIns();
			await standIns.openRoom();
			const child = await startChild({
				label: 'bare carrier of files',
				args: [join(repositoryRoot, 'dist', 'bench', 'bare-files.js')],
				env: { CARRY: way },
				ready: /^Listening on (\S+)/u,
			});
			const address = child.matched[1] ?? '';
			return {
				...child,
				standIns,
				carry: async (direction, name) => order(address, await standIns.wayOf(direction, name)),
				async stop() {
					await child.stop();
					await standIns.stop();
				},
			};
		},
	};
}

async function order(address: string, way: object): Promise<void> {
	const answer = await fetch(address, { method: 'POST', body: JSON.stringify(way) });
	const { error } = (await answer.json()) as { error?: string };
	if (error !== undefined) throw new Error(`The bare carrier failed: ${error}`);
}
