import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../src/core/storage/knex-config.js';
import { type BenchDatabase, createDatabase, nameOf } from './databases.js';
import { bestLoad } from './best.js';
import { type Measured, measure } from './measure.js';
import { percentile } from './statistics.js';
import { type Running, startSystem } from './system.js';
import {
	type EngineFigures,
	type MemoryStep,
	type System,
	type SystemFigures,
	SYSTEMS,
} from './types.js';
import { CHATS } from './webhooks.js';

/** Messages for each number of callers; a load that takes longer than MAX_MS ends earlier. */
const LOADS = [
	{ callers: 1, count: 300 },
	{ callers: 8, count: 1500 },
	{ callers: 32, count: 3000 },
] as const;
const ALONE = { callers: 1, count: 100, pauseMs: 20 } as const;
const MAX_MS = 8000;
const WARM_UP = 1500;
/** How long a process may tidy up before its memory is read. */
const REST_MS = 2000;
const GROWTH_STEPS = 5;
const GROWTH_STEP_MS = 120_000;

export type RoundOptions = {
	readonly rounds: number;
	readonly growthMessages: number;
	readonly profileFolder: string | undefined;
	readonly tell: (line: string) => void;
};

/** A system under test, what it showed so far, and its memory before anything was sent to it. */
type Subject = {
	readonly system: System;
	readonly running: Running;
	readonly idleMb: number;
	readonly rounds: Round[];
};
type Round = { readonly loads: readonly Measured[]; readonly alone: Measured };

/**
 * Starts both systems, each on an empty database with its own stand-ins, and loads them by turns: while one works, the
 * other is idle. What disturbs the machine disturbs both alike.
 */
export async function measureEngine(engine: Engine, options: RoundOptions): Promise<EngineFigures> {
	const name = await nameOf(engine);
	const databases: BenchDatabase[] = [];
	const subjects: Subject[] = [];
	try {
		for (const system of SYSTEMS) {
			const database = await createDatabase(engine);
			databases.push(database);
			const running = await startSystem(system, database, options.profileFolder);
			subjects.push({ system, running, ...(await prepare(running)), rounds: [] });
		}
		for (let round = 1; round <= options.rounds; round += 1) {
			options.tell(`${name}: round ${round} of ${options.rounds}`);
			await takeRound(subjects, round);
		}
		const systems = {} as Record<System, SystemFigures>;
		for (const subject of subjects) systems[subject.system] = await conclude(subject, options);
		return { engine, name, systems };
	} finally {
		for (const { running } of subjects) await running.stop();
		for (const database of databases) await database.remove();
	}
}

/** One message in each chat makes visitor and room: from then on a message costs one call. */
async function prepare(running: Running): Promise<{ idleMb: number }> {
	await sleep(REST_MS);
	const idleMb = await running.memoryMb();
	await measure(running, { prefix: 'first', callers: 4, count: CHATS, maxMs: MAX_MS });
	await measure(running, { prefix: 'warm', callers: 16, count: WARM_UP, maxMs: MAX_MS });
	return { idleMb };
}

/** Who goes first changes from round to round. */
async function takeRound(subjects: readonly Subject[], round: number): Promise<void> {
	const order = round % 2 === 1 ? subjects : subjects.toReversed();
	const seen = new Map(order.map((subject): [Subject, Measured[]] => [subject, []]));
	for (const load of [...LOADS, ALONE]) {
		for (const [{ running }, measured] of seen) {
			const kind = 'pauseMs' in load ? 'alone' : `by${load.callers}`;
			const prefix = `round${round}${kind}`;
			measured.push(await measure(running, { prefix, maxMs: MAX_MS, ...load }));
		}
	}
	for (const [subject, measured] of seen) {
		const alone = measured.pop();
		if (alone !== undefined) subject.rounds.push({ loads: measured, alone });
	}
}

async function conclude(
	{ system, running, rounds, idleMb }: Subject,
	options: RoundOptions,
): Promise<SystemFigures> {
	await sleep(REST_MS);
	const loadedMb = await running.memoryMb();
	const growthMessages = system === 'ours' ? options.growthMessages : 0;
	const best = (share: number) =>
		Math.min(...rounds.map(({ alone }) => percentile(alone.delays, share)));
	return {
		loads: LOADS.map((_, index) => bestLoad(rounds.flatMap(({ loads }) => loads[index] ?? []))),
		aloneP50: best(0.5),
		aloneP99: best(0.99),
		rounds: rounds.map(({ loads }) => loads.map(({ figures }) => figures)),
		idleMb,
		setUpMb: running.setUpMb,
		loadedMb,
		growth: await watchMemory(running, growthMessages),
		growthMessages,
	};
}

/** Memory after each fifth of so many messages. */
async function watchMemory(running: Running, messages: number): Promise<MemoryStep[]> {
	const steps: MemoryStep[] = [];
	const count = messages / GROWTH_STEPS;
	for (let step = 1; messages > 0 && step <= GROWTH_STEPS; step += 1) {
		await measure(running, { prefix: `more${step}`, callers: 32, count, maxMs: GROWTH_STEP_MS });
		await sleep(REST_MS);
		const residentMb = await running.memoryMb();
		steps.push({ residentMb, liveMb: await running.liveMb() });
	}
	return steps;
}
