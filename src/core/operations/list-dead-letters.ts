import type { LedgerView } from '../storage/ledger-view.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { scopeOf } from './ledger-scope.js';
import type { InstanceChoice } from './ledger-scope.js';

export type ListDeadLettersInput = InstanceChoice & {
	/** How many at most, from 1. */
	readonly limit: number;
};

export type DeadLetters = {
	/** The newest ones, newest last. */
	readonly letters: readonly LedgerView[];
	/** True when there are older ones, beyond the limit. */
	readonly hasMore: boolean;
};

/** Lists what was given up, without what it carries. Rejects with RefusedError `bad-instance-id` (400). */
export function createListDeadLetters(
	deps: Pick<OperationDeps, 'database'>,
): (actor: Operator, input: ListDeadLettersInput) => Promise<DeadLetters> {
	const { inspection } = deps.database.stores;
	return async (actor, input) => {
		const ids = await inspection.newestDead(scopeOf(actor, input), input.limit + 1);
		const letters = await inspection.view(ids.slice(0, input.limit));
		return { letters, hasMore: ids.length > input.limit };
	};
}
