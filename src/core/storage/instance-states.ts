import type { Knex } from 'knex';
import { asInstanceId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';

type Row = {
	id: string;
	workspace_id: number;
	agent_id: number | null;
	state: string;
	wid: string;
	state_at: number;
	told_state: string;
	checked_at: number;
};

/** The state of an instance, and what its owner knows of it. Times are epoch milliseconds. */
export type InstanceState = {
	readonly id: InstanceId;
	readonly workspaceId: number;
	readonly state: string;
	/** Since when, as far as is known. */
	readonly since: number;
	/** What the owner was told last; '' = nothing yet. */
	readonly told: string;
};

export type StateReport = {
	readonly state: string;
	/** The account's own id; '' leaves the one that is known. */
	readonly wid: string;
	readonly at: number;
};

/** The state columns of the instances. Every change is one conditional UPDATE: of several daemons, one makes it. */
export type InstanceStates = {
	/** True when it changed the state. A report that is older than what is known changes nothing. */
	report(id: InstanceId, report: StateReport): Promise<boolean>;
	/** Instances that GREEN-API was not asked about since `before`, the longest first. */
	listDue(before: number, limit: number): Promise<readonly InstanceId[]>;
	/** True for the one who may ask about the instance now. */
	claimCheck(id: InstanceId, before: number, now: number): Promise<boolean>;
	/** Instances whose owner was told of another state than the present one. */
	listUntold(limit: number): Promise<readonly InstanceState[]>;
	/** The owner knows now, or need not. True when both states were still the ones of `seen`. */
	markTold(seen: InstanceState): Promise<boolean>;
	/** How many instances there are in each state. */
	countByState(): Promise<readonly { readonly state: string; readonly count: number }[]>;
};

/** GREEN-API's times have whole seconds, and its clock is not ours. */
const TOLERANCE_MS = 2000;

export function createInstanceStates(knex: Knex): InstanceStates {
	const table = () => knex<Row>('instances');
	return {
		async report(id, { state, wid, at }) {
			const known = at + TOLERANCE_MS;
			const fresh = () =>
				table().where({ id }).where('state_at', '<=', known).where('checked_at', '<=', known);
			if (wid !== '') await fresh().update({ wid: wid.slice(0, 64) });
			const changed = await fresh()
				.whereNot({ state: state.slice(0, 32) })
				.update({ state: state.slice(0, 32), state_at: at });
			return changed > 0;
		},
		async listDue(before, limit) {
			const due = table().where('checked_at', '<=', before).orderBy('checked_at').limit(limit);
			return (await due.pluck('id')).map(asInstanceId);
		},
		async claimCheck(id, before, now) {
			const free = table().where({ id }).where('checked_at', '<=', before);
			return (await free.update({ checked_at: now })) > 0;
		},
		async listUntold(limit) {
			const rows: Row[] = await table()
				.whereNot('told_state', knex.ref('state'))
				.orderBy('id')
				.limit(limit);
			return rows.map(toState);
		},
		async markTold({ id, state, told }) {
			const same = table().where({ id, state, told_state: told });
			return (await same.update({ told_state: state })) > 0;
		},
		async countByState() {
			const counts = table().select('state').count({ count: '*' }).groupBy('state');
			const rows = (await counts) as unknown as { state: string; count: number | string }[];
			return rows.map(({ state, count }) => ({ state, count: Number(count) }));
		},
	};
}

function toState(row: Row): InstanceState {
	return {
		id: asInstanceId(row.id),
		workspaceId: row.workspace_id,
		state: row.state,
		since: row.state_at,
		told: row.told_state,
	};
}
