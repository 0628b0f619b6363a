import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { createDaemon } from '../daemon';
import type { Put } from '../events/tell';
import { createOneByOne } from '../one-by-one';
import { readSettings } from '../settings';
import type { Settings } from '../settings';
import { orUndefined } from '../tools';
import type { Tools } from '../tools';
import { createDropped } from './dropped';
import type { Dropped } from './dropped';
import type { Waiting } from './event';
import { createFlights } from './flights';
import { createPauses } from './pauses';
import type { Pauses } from './pauses';
import { allWaiting, remove, waitingIn, waitingOf, write } from './store';
import type { Tidings } from './tidings';
import { verdictOf } from './verdict';
import type { Verdict } from './verdict';

/**
 * Keeps what happened until the daemon has it: Rocket.Chat neither waits for an app nor tells it again. Each event is
 * written down first, then its room's events go out in order; one that waits holds back those after it. Several processes
 * of Rocket.Chat may send the same event: the daemon knows it again.
 */
export type Outbox = {
	/** Never throws. */
	readonly put: Put;
	/** Sends everything that waits, unless a pause is not over; `isForced` does not wait for it. */
	flush(tools: Tools, options?: { isForced?: boolean }): Promise<void>;
	/** How many events wait. */
	count(read: IRead): Promise<number>;
};

/** Older events are given up: the daemon can't do anything useful with them. */
const KEEP_MS = 72 * 3_600_000;
/** The engine drops a handler's answer after 30 s, and the last call may take ten of them. */
const BUDGET_MS = 15_000;
/** After as many rooms in a row the daemon is away, not a single event to blame. */
const ENOUGH_FAILURES = 3;

export function createOutbox({
	tidings,
	again,
	now = Date.now,
}: {
	tidings: Tidings;
	/** Calls `flush` again after that many milliseconds. */
	again: (pauseMs: number, tools: Tools) => Promise<void>;
	now?: () => number;
}): Outbox {
	const inTurn = createOneByOne();
	const pauses = createPauses(now);
	const flyOnce = createFlights();
	const deliver = createDeliver(tidings, now);
	const dropped = createDropped(now);
	const sendAll = createSendAll({ tidings, again, now, pauses, deliver, dropped });

	const put: Put = async (roomId, tools, build) => {
		try {
			const isKept = await inTurn(roomId, async () => {
				const event = await build();
				if (event === undefined) return false;
				const waiting = waitingOf(event, now());
				if ((await orUndefined(() => write(waiting, tools))) === true) {
					await dropped.drop(waiting, tools);
					return true;
				}
				// What can't be kept has this one try.
				await deliver(waiting, await readSettings(tools.read), tools, { isKept: false });
				return false;
			});
			if (isKept) await flushRoom(roomId, tools);
		} catch {
			// What is written down is sent by the next flush; an event's handler has nobody to tell.
		}
	};

	/** Resolves to whether the room is empty. */
	function flushRoom(roomId: string, tools: Tools, until = now() + BUDGET_MS): Promise<boolean> {
		return flyOnce(roomId, () => sendAll(roomId, until, tools));
	}

	return {
		put,
		async flush(tools, { isForced = false } = {}) {
			if (!isForced && !pauses.isOver()) return;
			const until = now() + BUDGET_MS;
			let failures = 0;
			for (const roomId of turned(await roomsOf(tools.read))) {
				if (failures === ENOUGH_FAILURES) return;
				if (now() > until) {
					await again(0, tools);
					return;
				}
				failures = (await flushRoom(roomId, tools, until)) ? 0 : failures + 1;
			}
		},
		count: async (read) => (await allWaiting(read)).length,
	};
}

type Deliver = (
	event: Waiting,
	settings: Settings,
	tools: Tools,
	options?: { readonly isKept: boolean },
) => Promise<Verdict>;

/** Sends what waits in a room, in order, until something has to wait; answers whether nothing is left. */
function createSendAll({
	tidings,
	again,
	now,
	pauses,
	deliver,
	dropped,
}: {
	tidings: Tidings;
	again: (pauseMs: number, tools: Tools) => Promise<void>;
	now: () => number;
	pauses: Pauses;
	deliver: Deliver;
	dropped: Dropped;
}): (roomId: string, until: number, tools: Tools) => Promise<boolean> {
	return async (roomId, until, tools) => {
		const events = await waitingIn(roomId, tools.read);
		if (events.length === 0) return true;
		const settings = await readSettings(tools.read);
		for (const [index, event] of events.entries()) {
			if (now() > until) {
				await again(0, tools);
				return false;
			}
			if (dropped.has(event)) continue;
			const verdict = await deliver(event, settings, tools);
			if (verdict.kind === 'waits') {
				await again(pauses.failed(), tools);
				for (const held of events.slice(index + 1))
					if (now() <= until && !dropped.has(held))
						await tidings.waits(held, verdict.problem, settings, tools);
				return false;
			}
			await remove(event, tools);
		}
		pauses.worked();
		return true;
	};
}

/** Tells the daemon of an event, and its author what came of it. */
function createDeliver(tidings: Tidings, now: () => number): Deliver {
	return async (event, settings, tools, { isKept } = { isKept: true }) => {
		const verdict = await tell(event, settings, tools);
		if (verdict.kind === 'accepted') await tidings.accepted(event, tools);
		else if (verdict.kind === 'refused')
			await tidings.refused(event, verdict.reason, settings, tools);
		else if (!isKept) await tidings.lost(event, settings, tools);
		else if (now() - event.queuedAt > KEEP_MS) {
			await tidings.givenUp(event, settings, tools);
			return { kind: 'refused', reason: '' };
		} else await tidings.waits(event, verdict.problem, settings, tools);
		return verdict;
	};
}

async function roomsOf(read: IRead): Promise<readonly string[]> {
	return [...new Set((await allWaiting(read)).map(({ roomId }) => roomId))];
}

/** Begins anywhere, so that rooms that can't be sent don't stand before the others for ever. */
function turned(rooms: readonly string[]): readonly string[] {
	const start = Math.floor(Math.random() * rooms.length);
	return [...rooms.slice(start), ...rooms.slice(0, start)];
}

async function tell(event: Waiting, settings: Settings, { http }: Tools): Promise<Verdict> {
	if (settings.appUrl === '' || settings.webhookToken === '')
		return { kind: 'waits', problem: 'not-connected' };
	const body = JSON.parse(event.content) as object;
	return verdictOf(await createDaemon(http, settings).tell(body));
}
