import type { LedgerMessage } from '../domain/ledger.js';
import type { Scope } from '../storage/inspection.js';
import type { Stores } from '../storage/stores.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { isInScope, scopeOf } from './ledger-scope.js';
import type { InstanceChoice } from './ledger-scope.js';
import { refusal } from './refusals.js';

/** Dead letters revived in one transaction: a running daemon must not wait long for its own writes. */
const BATCH = 200;

/** What became of the dead letters: how many are to be delivered again. */
export type Revived = { readonly revived: number };

/**
 * Has a dead letter delivered again, with all its attempts. A running daemon takes it up within a second; what other
 * rows of its chat did meanwhile stays as it is. A call whose effect is not known is asked for before it is repeated.
 * Rejects with RefusedError `message-not-found` (404) or `message-not-dead` (409).
 */
export function createRetryMessage(
	deps: Pick<OperationDeps, 'database' | 'clock'>,
): (actor: Operator, id: number) => Promise<Revived> {
	const { database, clock } = deps;
	const { messages } = database.stores;
	return async (actor, id) => {
		const row = await messages.find(id);
		if (row === undefined || !isInScope(actor, row)) throw unknownRow(id);
		const revived = await database.transaction((stores) => revive(stores, [row], clock.now()));
		if (revived === 0) throw notDead((await messages.find(id)) ?? row);
		return { revived };
	};
}

/**
 * Has all dead letters that there are now, or those of an instance, delivered again, oldest first. Rejects with
 * RefusedError `bad-instance-id` (400).
 */
export function createRetryAll(
	deps: Pick<OperationDeps, 'database' | 'clock'>,
): (actor: Operator, input?: InstanceChoice) => Promise<Revived> {
	const { database, clock } = deps;
	return async (actor, input) => {
		const scope: Scope = scopeOf(actor, input);
		const { inspection } = database.stores;
		const [last = 0] = await inspection.newestDead(scope, 1);
		let revived = 0;
		// Forward only: what a running daemon gives up again in the meantime is not taken twice.
		for (let after = 0; after < last;) {
			const dead = await inspection.deadBetween(scope, after, last, BATCH);
			const count = await database.transaction((stores) => revive(stores, dead, clock.now()));
			revived += count;
			after = dead.at(-1)?.id ?? last;
		}
		return { revived };
	};
}

/** A lane is woken with the rows in one commit: a worker that gives it back sees both or neither. */
async function revive(
	{ lanes, messages }: Stores,
	rows: readonly Pick<LedgerMessage, 'id' | 'laneId'>[],
	now: number,
): Promise<number> {
	const ids = rows.map(({ id }) => id);
	const count = await messages.revive(ids, now);
	if (count === 0) return 0;
	const laneIds = [...new Set(rows.map(({ laneId }) => laneId))].sort((a, b) => a - b);
	for (const laneId of laneIds) await lanes.wake(laneId, now);
	return count;
}

/** No such row, or none that the operator means; `help` says where to find the right one. */
export function unknownRow(
	id: number,
	help: 'help.message-not-found-row' | 'help.message-not-found-drop' = 'help.message-not-found-row',
) {
	return refusal({
		code: 'message-not-found',
		status: 404,
		message: 'refusal.message-not-found-row',
		help,
		values: { id },
	});
}

function notDead({ id, state }: LedgerMessage) {
	return refusal({
		code: 'message-not-dead',
		status: 409,
		message: 'refusal.message-not-dead',
		help: 'help.message-not-dead',
		values: { id, state },
	});
}
