import type { Knex } from 'knex';
import { asInstanceId } from '../domain/ids.js';
import type { InstanceId } from '../domain/ids.js';
import { shortRemark } from './message-row.js';

/** The columns of a pause. */
export type PauseColumns = {
	readonly paused_at: number | string | null;
	readonly pause_reason: string | null;
};

type Row = { id: string } & { -readonly [Column in keyof PauseColumns]: PauseColumns[Column] };

/** Nothing crosses by an instance until an operator says so. */
export type Pause = {
	/** Epoch milliseconds. */
	readonly since: number;
	/** In the operator's words, '' when they gave none. */
	readonly reason: string;
};

/** An instance that is paused. */
export type InstancePause = Pause & { readonly id: InstanceId };

/** Null: it is not paused. */
export function pauseOf({ paused_at, pause_reason }: PauseColumns): Pause | null {
	return paused_at === null ? null : { since: Number(paused_at), reason: pause_reason ?? '' };
}

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
			return rows.flatMap((row) => {
				const pause = pauseOf(row);
				return pause === null ? [] : [{ id: asInstanceId(row.id), ...pause }];
			});
		},
	};
}
