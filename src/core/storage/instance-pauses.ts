import type { Knex } from 'knex';
import { asInstanceId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';
import { shortRemark } from './message-row.js';

type Row = { id: string; paused_at: number | null; pause_reason: string | null };

/** An instance by which nothing crosses until an operator says so. */
export type InstancePause = {
	readonly id: InstanceId;
	/** Epoch milliseconds. */
	readonly since: number;
	/** In the operator's words, '' when they gave none. */
	readonly reason: string;
};

/** The pauses of instances: columns of their own, because they are written while a daemon works. */
export type InstancePauses = {
	/** True when it was not paused before; else only the reason is changed, where there is one. */
	pause(id: InstanceId, reason: string, now: number): Promise<boolean>;
	/** True when it was paused. What waits in its lanes is to be woken in the same transaction. */
	resume(id: InstanceId): Promise<boolean>;
	/** The paused ones. */
	list(): Promise<readonly InstancePause[]>;
};

export function createInstancePauses(knex: Knex): InstancePauses {
	const table = () => knex<Row>('instances');
	return {
		async pause(id, reason, now) {
			const words = { pause_reason: shortRemark(reason) };
			const running = table().where({ id }).whereNull('paused_at');
			const count = await running.update({ paused_at: now, ...words });
			if (count === 0 && reason !== '') await table().where({ id }).update(words);
			return count > 0;
		},
		async resume(id) {
			const paused = table().where({ id }).whereNotNull('paused_at');
			return (await paused.update({ paused_at: null, pause_reason: null })) > 0;
		},
		async list() {
			const query = table().whereNotNull('paused_at').orderBy('id');
			const rows = await query.select('id', 'paused_at', 'pause_reason');
			return rows.map(({ id, paused_at, pause_reason }) => ({
				id: asInstanceId(id),
				since: Number(paused_at),
				reason: pause_reason ?? '',
			}));
		},
	};
}
