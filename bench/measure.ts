import { setTimeout as sleep } from 'node:timers/promises';
import { type Fired, fire, type Load } from './load.js';
import { percentile } from './statistics.js';
import type { Running, StandIns } from './system.js';
import type { LoadFigures } from './types.js';

/** How long the last messages of a load may take to reach Rocket.Chat. */
const ARRIVE_MS = 60_000;
const LOOK_EVERY_MS = 25;

/** Figures of one load, and milliseconds from request to Rocket.Chat, message by message. */
export type Measured = { readonly figures: LoadFigures; readonly delays: readonly number[] };

/** Sends a load and waits until Rocket.Chat has every message of it. Rejects when one is missing or there twice. */
export async function measure(running: Running, load: Load): Promise<Measured> {
	const { standIns } = running;
	const before = await standIns.count();
	const fired = await fire(running.target, load);
	const arrivals = await arrivalsOf(standIns, load, fired, before);
	const delays = fired.shots.map(({ text, startedAt }) => (arrivals.get(text) ?? 0) - startedAt);
	const last = [...arrivals.values()].reduce((latest, at) => Math.max(latest, at), 0);
	const accepts = fired.shots.map(({ ms }) => ms);
	const count = fired.shots.length;
	return {
		delays,
		figures: {
			callers: load.callers,
			acceptRate: count / (fired.ms / 1000),
			acceptP50: percentile(accepts, 0.5),
			acceptP99: percentile(accepts, 0.99),
			deliveredRate: count / ((last - fired.startedAt) / 1000),
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
	before: number,
): Promise<ReadonlyMap<string, number>> {
	const deadline = Date.now() + ARRIVE_MS;
	while (Date.now() < deadline) {
		const isComplete = (await standIns.count()) - before >= shots.length;
		const arrivals = isComplete ? await standIns.arrivals(`${load.prefix} `) : [];
		if (arrivals.length >= shots.length) return checked(arrivals, shots.length);
		await sleep(LOOK_EVERY_MS);
	}
	const count = (await standIns.arrivals(`${load.prefix} `)).length;
	throw new Error(`Only ${count} of ${shots.length} messages arrived within ${ARRIVE_MS} ms`);
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
