import type { Knex } from 'knex';
import { asInstanceId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';
import type { Direction } from '../domain/ledger.js';

type Row = {
	id: number;
	chat_id: number;
	workspace_id: number;
	instance_id: string;
	direction: Direction;
	run_at: number | null;
	lease_owner: string | null;
	fence: number;
	wait: string | null;
};

/** A lane: the messages of one chat in one direction. */
export type Lane = {
	readonly id: number;
	readonly chatId: number;
	readonly workspaceId: number;
	readonly instanceId: InstanceId;
	readonly direction: Direction;
};

/** A lane that this worker holds. A settle that shows an older `fence` changes nothing. */
export type LaneLease = Lane & {
	readonly fence: number;
	/** Its last worker did not give it back: what that one did last is not written down. */
	readonly isTakenOver: boolean;
};

/** The side that a blocked lane waits for. */
export type BlockedTarget = Pick<Lane, 'workspaceId' | 'instanceId' | 'direction'>;

export type LaneStore = {
	/** Answers the lane's id; makes it when it is new. */
	insertOnce(lane: Omit<Lane, 'id'>): Promise<number>;
	find(id: number): Promise<Lane | undefined>;
	/** Takes those of the lanes that are due and free, by a conditional UPDATE; `until` ends the lease. */
	claim(
		ids: readonly number[],
		owner: string,
		now: number,
		until: number,
	): Promise<readonly LaneLease[]>;
	/** Which of the lanes `owner` still holds, with their fence; inside a transaction they are locked. */
	fences(ids: readonly number[], owner: string): Promise<ReadonlyMap<number, number>>;
	/**
	 * Gives lanes back: to be looked at when `runAt` comes (null: when something new is accepted), or at once where
	 * somebody woke them in the meantime.
	 */
	release(ids: readonly number[], runAt: number | null, wait: string | null): Promise<void>;
	/** Heartbeat: the leases that `owner` still has of these lanes end at `until` now. */
	renew(ids: readonly number[], owner: string, until: number): Promise<void>;
	/** Lanes somebody should look at: their time has come, or the lease of a dead worker ran out. */
	listDue(now: number, limit: number): Promise<readonly number[]>;
	/** Lanes with pending rows that nobody was told of (a process died between accepting and claiming). */
	listForgotten(limit: number): Promise<readonly number[]>;
	/** What waits because the other side could not be reached. */
	listBlocked(wait: string, now: number): Promise<readonly BlockedTarget[]>;
	/** The other side is back: its lanes are due now. Answers how many. */
	unblock(target: BlockedTarget, wait: string, now: number): Promise<number>;
	/**
	 * An instruction from outside (a retry): the lane is due now, and one that a worker holds as soon as it is given
	 * back. Inside a transaction it stays locked, so that what follows is seen by whoever gives it back.
	 */
	wake(id: number, now: number): Promise<void>;
	/**
	 * False while a worker holds the lane. Else what a worker that stood still knows of it counts no more, and inside a
	 * transaction nobody takes the lane before its end.
	 */
	interfere(id: number, now: number): Promise<boolean>;
	/** The pause of an instance is over: what waits for its end is due now. Answers how many lanes that are. */
	resume(instanceId: InstanceId, now: number): Promise<number>;
	/** The same for all instances but these: a lane may have been put aside while its pause ended. */
	resumeAllBut(paused: readonly InstanceId[], now: number): Promise<number>;
};

/** In `wait` of a lane that is held: somebody woke it. */
const WOKEN = 'woken';
/** In `wait` of a lane that is held: its last worker died, or could not write. */
const TAKEN_OVER = 'taken-over';
/** In `wait` of a lane whose instance is paused. */
export const PAUSED = 'paused';
/** The same, where the last worker of the lane had died: whoever takes it next must know. */
export const PAUSED_IN_DOUBT = 'paused-in-doubt';

export function createLaneStore(knex: Knex): LaneStore {
	const table = () => knex<Row>('lanes');
	return {
		async insertOnce(lane) {
			const key = { chat_id: lane.chatId, direction: lane.direction };
			await table()
				.insert({ ...key, workspace_id: lane.workspaceId, instance_id: lane.instanceId })
				.onConflict(['chat_id', 'direction'])
				.merge(['direction']);
			const row: Row | undefined = await table().where(key).first();
			return row?.id ?? 0;
		},
		async find(id) {
			const row: Row | undefined = await table().where({ id }).first();
			return row && toLane(row);
		},
		claim: (ids, owner, now, until) => claim(knex, ids, { owner, now, until }),
		async fences(ids, owner) {
			const query = table().whereIn('id', ids).where({ lease_owner: owner }).orderBy('id');
			const rows: Row[] = await (knex.isTransaction ? query.forUpdate() : query).select(
				'id',
				'fence',
			);
			return new Map(rows.map((row) => [row.id, row.fence]));
		},
		async release(ids, runAt, wait) {
			const given = runAt === null ? { run_at: null, wait } : orAtOnce(knex, runAt, wait);
			await table()
				.whereIn('id', ids)
				.update({ lease_owner: null, ...given });
		},
		async renew(ids, owner, until) {
			await table().whereIn('id', ids).where({ lease_owner: owner }).update({ run_at: until });
		},
		async listDue(now, limit) {
			return table().where('run_at', '<=', now).orderBy('run_at').limit(limit).pluck('id');
		},
		listForgotten: (limit) => listForgotten(knex, limit),
		listBlocked: (wait, now) => listBlocked(knex, wait, now),
		unblock: (target, wait, now) => unblock(knex, target, wait, now),
		async wake(id, now) {
			// One statement: between two, the worker could give the lane back and miss it.
			const changed = {
				run_at: knex.raw('CASE WHEN lease_owner IS NULL THEN ? ELSE run_at END', [now]),
				wait: knex.raw(
					'CASE WHEN lease_owner IS NOT NULL THEN ? WHEN ?? IN (?, ?) THEN ? ELSE NULL END',
					[WOKEN, 'wait', ...IN_DOUBT, TAKEN_OVER],
				),
			};
			await table()
				.where({ id })
				.update(changed as never);
		},
		async interfere(id, now) {
			const free = table()
				.where({ id })
				.where((lane) => {
					void lane.whereNull('lease_owner').orWhere('run_at', '<=', now);
				});
			return (await free.update({ fence: knex.raw('fence + 1') as never })) > 0;
		},
		resume: (instanceId, now) =>
			resume(knex, now, (lanes) => lanes.where({ instance_id: instanceId })),
		resumeAllBut: (paused, now) =>
			// The index of what is due leaves out what waits for nothing.
			resume(knex, now, (lanes) =>
				lanes.where('run_at', '>', now).whereNotIn('instance_id', paused),
			),
	};
}

/** In doubt, whoever is asked: the word outlives a pause. */
const IN_DOUBT = [TAKEN_OVER, PAUSED_IN_DOUBT] as const;

/** Nearly always there is none: then nothing is locked, and no worker waits. */
async function resume(
	knex: Knex,
	now: number,
	which: (lanes: Knex.QueryBuilder) => Knex.QueryBuilder,
): Promise<number> {
	const aside = (): Knex.QueryBuilder =>
		which(knex('lanes')).whereIn('wait', [PAUSED, PAUSED_IN_DOUBT]);
	const ids = (await aside().limit(MOST_RESUMED).pluck('id')) as number[];
	if (ids.length === 0) return 0;
	const count: number = await aside()
		.whereIn('id', ids)
		// Not in the question: SQLite would look through all that are free.
		.whereNull('lease_owner')
		.update({
			run_at: now,
			wait: knex.raw('CASE WHEN ?? = ? THEN ? ELSE NULL END', [
				...['wait', PAUSED_IN_DOUBT, TAKEN_OVER],
			]),
		});
	if (ids.length < MOST_RESUMED || count === 0) return count;
	return count + (await resume(knex, now, which));
}

/** SQLite binds some thousand values at most. */
const MOST_RESUMED = 500;

async function claim(
	knex: Knex,
	ids: readonly number[],
	{ owner, now, until }: { readonly owner: string; readonly now: number; readonly until: number },
): Promise<LaneLease[]> {
	const table = () => knex<Row>('lanes').whereIn('id', ids);
	const taken = await table()
		.where((free) => {
			void free.whereNull('run_at').orWhere('run_at', '<=', now);
		})
		.update({
			// MySQL assigns from left to right, so `lease_owner` is read before it is written.
			wait: knex.raw('CASE WHEN lease_owner IS NOT NULL OR ?? IN (?, ?) THEN ? ELSE NULL END', [
				...['wait', ...IN_DOUBT, TAKEN_OVER],
			]) as never,
			lease_owner: owner,
			run_at: until,
			fence: knex.raw('fence + 1') as never,
		});
	if (taken === 0) return [];
	// Later than `until` when the lookout has renewed the lease meanwhile.
	const rows: Row[] = await table().where({ lease_owner: owner }).where('run_at', '>=', until);
	return rows.map((row) => ({
		...{ ...toLane(row), fence: row.fence },
		isTakenOver: row.wait === TAKEN_OVER,
	}));
}

/**
 * A lane that was woken is due: what woke it must not wait for the retry of another row. (With nothing to wait for,
 * the worker looks for pending rows itself.) MySQL assigns from left to right, so `wait` is read before it is written.
 */
function orAtOnce(knex: Knex, runAt: number, wait: string | null): Partial<Row> {
	const woken = wait === PAUSED_IN_DOUBT ? TAKEN_OVER : null;
	return {
		run_at: knex.raw('CASE WHEN ?? = ? THEN 0 ELSE ? END', ['wait', WOKEN, runAt]) as never,
		wait: knex.raw('CASE WHEN ?? = ? THEN ? ELSE ? END', ['wait', WOKEN, woken, wait]) as never,
	};
}

async function listForgotten(knex: Knex, limit: number): Promise<number[]> {
	const query = knex('messages')
		.join('lanes', 'lanes.id', 'messages.lane_id')
		.where('messages.state', 'pending')
		.whereNull('lanes.run_at');
	return query.distinct().limit(limit).pluck('messages.lane_id');
}

async function listBlocked(knex: Knex, wait: string, now: number): Promise<BlockedTarget[]> {
	const query = knex<Row>('lanes').where('run_at', '>', now).where({ wait });
	const rows = await query.distinct('workspace_id', 'instance_id', 'direction');
	return rows.map((row) => ({
		workspaceId: row.workspace_id,
		instanceId: asInstanceId(row.instance_id),
		direction: row.direction,
	}));
}

/** Inbound lanes wait for their workspace, whichever instance they belong to; outbound ones for their instance. */
async function unblock(
	knex: Knex,
	target: BlockedTarget,
	wait: string,
	now: number,
): Promise<number> {
	const { workspaceId, instanceId, direction } = target;
	const side =
		direction === 'inbound' ? { workspace_id: workspaceId } : { instance_id: instanceId as string };
	return knex<Row>('lanes')
		.where({ ...side, direction, wait })
		.where('run_at', '>', now)
		.whereNull('lease_owner')
		.update({ run_at: now });
}

function toLane(row: Row): Lane {
	return {
		id: row.id,
		chatId: row.chat_id,
		workspaceId: row.workspace_id,
		instanceId: asInstanceId(row.instance_id),
		direction: row.direction,
	};
}
