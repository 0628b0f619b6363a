import type { Clock } from '../clock.js';
import type { Direction } from '../domain/ledger.js';
import { MINUTE_MS } from '../storage/traffic.js';
import type { MinuteCount, TrafficQueries } from '../storage/traffic.js';

/** The last hour, minute by minute. */
export type Traffic = {
	/** When the first minute began, epoch milliseconds. */
	readonly since: number;
	/** Messages that were accepted; the running minute is the last. A minute that was not counted is null. */
	readonly minutes: Readonly<Record<Direction, readonly (number | null)[]>>;
	/** How many of them had a failed attempt. */
	readonly retried: number;
	/** How many of them were sent, and WhatsApp says that they did not arrive. */
	readonly notArrived: number;
};

const MINUTES = 60;
/** So long the rows of a minute may still come or change before it counts as over. */
const SETTLING_MINUTES = 3;
/** More rows than this are not read at once: then fewer minutes are known. */
const MOST_ROWS = 15_000;

/**
 * Counts messages a minute. One that is asked again reads only the newest minutes: what is over is remembered, so that a
 * screen that is redrawn costs nearly nothing.
 */
export function createTrafficCounter(
	queries: TrafficQueries,
	clock: Pick<Clock, 'now'>,
): (workspaceId: number | undefined) => Promise<Traffic> {
	let known: readonly MinuteCount[] = [];
	let knownFrom: number | undefined;
	let freshFrom = 0;
	return async (workspaceId) => {
		const thisMinute = clock.now() - (clock.now() % MINUTE_MS);
		const since = thisMinute - (MINUTES - 1) * MINUTE_MS;
		const readFrom = knownFrom === undefined ? since : Math.max(since, freshFrom);
		const read = await readNewest(queries, readFrom, workspaceId);
		const isWhole = read.from === readFrom;
		const kept = known.filter(({ minute }) => minute >= since && minute < readFrom);
		known = isWhole ? [...kept, ...read.counts] : read.counts;
		knownFrom = isWhole ? Math.max(since, knownFrom ?? since) : read.from;
		freshFrom = thisMinute - SETTLING_MINUTES * MINUTE_MS;
		return trafficOf(known, since, knownFrom);
	};
}

/** What was accepted since `from`, or in as many whole minutes as may be read. */
async function readNewest(
	queries: TrafficQueries,
	from: number,
	workspaceId: number | undefined,
): Promise<{ readonly from: number; readonly counts: readonly MinuteCount[] }> {
	const [before, newest] = [await queries.idBefore(from), await queries.newestId()];
	const first = Math.max(before, newest - MOST_ROWS);
	const cutAt = first === before ? undefined : await queries.acceptedAfter(first);
	const known = cutAt === undefined ? from : cutAt - (cutAt % MINUTE_MS) + MINUTE_MS;
	const start = Math.max(from, known);
	return { from: start, counts: await queries.perMinute(first, start, workspaceId) };
}

function trafficOf(counts: readonly MinuteCount[], since: number, knownFrom: number): Traffic {
	const of = (direction: Direction): (number | null)[] =>
		Array.from({ length: MINUTES }, (_, index) => {
			const minute = since + index * MINUTE_MS;
			const found = counts.find((one) => one.direction === direction && one.minute === minute);
			return minute < knownFrom ? null : (found?.count ?? 0);
		});
	const sum = (field: 'retried' | 'notArrived'): number =>
		counts.reduce((all, one) => all + one[field], 0);
	return {
		since,
		minutes: { inbound: of('inbound'), outbound: of('outbound') },
		retried: sum('retried'),
		notArrived: sum('notArrived'),
	};
}
