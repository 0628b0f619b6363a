import type { IJobContext, IProcessor } from '@rocket.chat/apps-engine/definition/scheduler';
import { randomBytes } from 'crypto';
import { tell } from '../answers/answer';
import { askDaemon } from '../answers/ask-daemon';
import { textOf } from '../fields';
import { forget, keep, recordsOf } from '../records';
import { createTurn } from '../answers/turn';
import type { AppSelf, Turn } from '../answers/turn';
import type { Tools } from '../tools';

export const LINK_WATCH = 'link-watch';
const EVERY = '5 seconds';
const WATCH_MS = 5 * 60_000;

/** What a job carries: whom to tell what, and no secret. */
type Watch = {
	readonly idInstance: string;
	readonly userId: string;
	readonly roomId: string;
	readonly threadId: string;
	readonly until: number;
	/** A newer watch of the same person and instance ends this one, so that it is told once. */
	readonly watchId: string;
};

/** Looks every five seconds, for five minutes at most, whether the phone was linked. Never throws. */
export async function startWatch(turn: Turn, idInstance: string): Promise<void> {
	const watch: Watch = {
		idInstance,
		userId: turn.user.id,
		roomId: turn.room.id,
		threadId: turn.threadId,
		until: Date.now() + WATCH_MS,
		watchId: randomBytes(8).toString('hex'),
	};
	try {
		const { persistence } = turn.engine;
		await forget(persistence, labelOf(watch));
		await keep(persistence, { watchId: watch.watchId }, [labelOf(watch)]);
		await schedule(turn.engine, watch);
	} catch {
		// The code is shown all the same; only the news that it worked is missing.
	}
}

/** The job behind it, for `configuration.scheduler.registerProcessors`. */
export function linkWatchProcessor(app: AppSelf): IProcessor {
	return {
		id: LINK_WATCH,
		async processor(job, read, modify, http, persistence) {
			await look(app, { read, modify, http, persistence }, job);
		},
	};
}

async function look(app: AppSelf, engine: Tools, job: IJobContext): Promise<void> {
	const watch = parseWatch(job);
	if (watch === undefined || !(await isCurrent(engine, watch))) return;
	const turn = await turnOf(app, engine, watch);
	if (turn === undefined) return;
	const { say } = turn;
	const { idInstance } = watch;
	const reply = await askDaemon(turn, 'link-instance', { idInstance });
	if (reply.isDone && reply.body['isLinked'] === true) {
		await end(engine, watch);
		await tell(turn, { text: say('answer_linked', { idInstance }) });
	} else if (Date.now() < watch.until) {
		await schedule(engine, watch);
	} else {
		await end(engine, watch);
		await tell(turn, { text: say('answer_not_linked', { idInstance }) });
	}
}

async function schedule({ modify }: Tools, watch: Watch): Promise<void> {
	await modify.getScheduler().scheduleOnce({ id: LINK_WATCH, when: EVERY, data: { ...watch } });
}

async function end({ persistence }: Tools, watch: Watch): Promise<void> {
	await forget(persistence, labelOf(watch));
}

async function isCurrent({ read }: Tools, watch: Watch): Promise<boolean> {
	const kept = await recordsOf<Pick<Watch, 'watchId'>>(read.getPersistenceReader(), labelOf(watch));
	return kept.some(({ watchId }) => watchId === watch.watchId);
}

function labelOf({ userId, idInstance }: Watch): string {
	return `${LINK_WATCH}:${userId}:${idInstance}`;
}

async function turnOf(app: AppSelf, engine: Tools, watch: Watch): Promise<Turn | undefined> {
	const { read } = engine;
	const user = await orNothing(read.getUserReader().getById(watch.userId));
	const room = await orNothing(read.getRoomReader().getById(watch.roomId));
	if (user == null || room == null) return undefined;
	return createTurn(app, engine, { user, room, threadId: watch.threadId });
}

/** What readers really answer: null for what is gone, or without the permission. */
async function orNothing<T>(found: Promise<T>): Promise<T | null | undefined> {
	return found;
}

function parseWatch(job: IJobContext): Watch | undefined {
	const watch = {
		idInstance: textOf(job['idInstance']),
		userId: textOf(job['userId']),
		roomId: textOf(job['roomId']),
		threadId: textOf(job['threadId']),
		until: Number(job['until']),
		watchId: textOf(job['watchId']),
	};
	return watch.userId === '' || watch.idInstance === '' ? undefined : watch;
}
