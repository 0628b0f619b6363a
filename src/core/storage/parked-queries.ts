import type { Knex } from 'knex';
import type { InstanceId } from '../domain/ids.js';
import { FOLLOW_UPS } from '../domain/ledger.js';
import type { LedgerMessage } from '../domain/ledger.js';
import { toMessage } from './message-row.js';
import type { MessageRow } from './message-row.js';

/** Questions about what waits for a message that is not here yet. Receipts wait in their own way. */
export type ParkedQueries = {
	/** Edits, deletions, reactions and votes out of their lane's order, oldest first; without those of the instances `but`. */
	listParked(limit: number, but?: ReadonlySet<InstanceId>): Promise<readonly LedgerMessage[]>;
	/** Back into its lane; changes nothing when it is not parked any more. */
	unpark(id: number, now: number): Promise<void>;
	/** Those of the instance are not given up before `until`. */
	deferParked(instanceId: InstanceId, until: number): Promise<void>;
	/** Whether a call to GREEN-API may be under way to that customer (by any of their WhatsApp ids), whose id is not known yet. */
	isSending(instanceId: InstanceId, chatId: number): Promise<boolean>;
};

export function createParkedQueries(knex: Knex): ParkedQueries {
	const table = () => knex<MessageRow>('messages');
	return {
		async listParked(limit, but = new Set()) {
			// Receipts wait without a lane, of all that is written on phones: the index leaves them out.
			const query = table().where({ state: 'waiting' }).where('lane_id', '>', 0);
			if (but.size > 0) void query.whereNotIn('instance_id', [...but]);
			const rows: MessageRow[] = await query.whereIn('kind', FOLLOW_UPS).orderBy('id').limit(limit);
			return rows.map(toMessage);
		},
		async unpark(id, now) {
			await table().where({ id, state: 'waiting' }).update({ state: 'pending', run_at: now });
		},
		async deferParked(instanceId, until) {
			const parked = table().where({ state: 'waiting' }).where('lane_id', '>', 0);
			await parked
				.where({ instance_id: instanceId })
				.where('run_at', '<', until)
				.update({ run_at: until });
		},
		async isSending(instanceId, chatId) {
			const chats = knex('chats').where({ id: chatId }).orWhere({ same_as: chatId }).select('id');
			const lanes = knex('lanes').whereIn('chat_id', chats).where({ direction: 'outbound' });
			const begun = table()
				.where({ instance_id: instanceId, state: 'pending' })
				.whereIn('lane_id', lanes.select('id'))
				.whereNotNull('call_started_at');
			return (await begun.first('id')) !== undefined;
		},
	};
}
