import { setTimeout as sleep } from 'node:timers/promises';
import { type Fired, fire, type Load } from './load.js';
import { percentile } from './statistics.js';
import type { Running, StandIns } from './system.js';
import type { LoadFigures } from './types.js';

/** How long the last messages of a load may take to reach Rocket.Chat, unless a caller knows better. */
const ARRIVE_MS = 60_000;
const LOOK_EVERY_MS = 25;
/** Nobody asks forty times a second for hours; how long it took is read from the messages themselves. */
const LOOK_SELDOM_MS = 250;

export type Measured = {
	readonly figures: LoadFigures;
	/** Milliseconds from request to Rocket.Chat, message by message. */
	readonly delays: readonly number[];
	/** Milliseconds from the load's first request until so many messages were there: the first, the second… */
	readonly progress: readonly number[];
};

/** Sends a load and waits until Rocket.Chat has every message of it. Rejects when one is missing or there twice. */
export async function measure(
	running: Running,
	load: Load,
	arriveMs = ARRIVE_MS,
): Promise<Measured> {
	const { standIns } = running;
	const before = await standIns.count();
	const fired = await fire(running.target, load);
	const arrivals = await arrivalsOf(standIns, load, fired, { before, arriveMs });
	const delays = fired.shots.map(({ text, startedAt }) => (arrivals.get(text) ?? 0) - startedAt);
	const progress = [...arrivals.values()].map((at) => at - fired.startedAt).sort((a, b) => a - b);
	const accepts = fired.shots.map(({ ms }) => ms);
	const count = fired.shots.length;
	return {
		delays,
		progress,
		figures: {
			callers: load.callers,
			acceptRate: count / (fired.ms / 1000),
			acceptP50: percentile(accepts, 0.5),
			acceptP99: percentile(accepts, 0.99),
			deliveredRate: count / ((progress.at(-1) ?? 0) / 1000),
			deliveredP50: percentile(delays, 0.5),
			deliveredP99: percentile(delays, 0.99),
		},
	};
}

/** When each text arrived. Counting is cheap for the stand-in, listing is not: it is asked for the list once all are there. */
async function arrivalsOf(
	standIns: StandIns,
	load: Load,
	{ shots }: Fired,
	{ before, arriveMs }: { readonly before: number; readonly arriveMs: number },
): Promise<ReadonlyMap<string, number>> {
	const deadline = Date.now() + arriveMs;
	while (Date.now() < deadline) {
		const isComplete = (await standIns.count()) - before >= shots.length;
		const arrivals = isComplete ? await standIns.arrivals(`${load.prefix} `) : [];
		if (arrivals.length >= shots.length) return checked(arrivals, shots.length);
		await sleep(arriveMs > ARRIVE_MS ? LOOK_SELDOM_MS : LOOK_EVERY_MS);
	}
	const count = (await standIns.arrivals(`${load.prefix} `)).length;
	throw new Error(`Only ${count} of ${shots.length} messages arrived within ${arriveMs} ms`);
}

function checked(
	arrivals: readonly (readonly [string, number])[],
	expected: number,
): ReadonlyMap<string, number> {
	const byText = new Map(arrivals);
	if (byText.size === expected && arrivals.length === expected) return byText;
	throw new Error(
		`${expected} messages were sent, but ${arrivals.length} arrived, ${byText.size} of them different`,
	);
}
