import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { createFollow } from './follow.js';
import type { Follower, FollowInput } from './follow.js';
import type { InstanceChoice, WorkspaceChoice } from './ledger-scope.js';
import { createListDeadLetters } from './list-dead-letters.js';
import type { DeadLetters, ListDeadLettersInput } from './list-dead-letters.js';
import { createOverview } from './overview.js';
import type { Overview } from './overview.js';
import { createListPreferences, createSetPreference } from './preferences.js';
import type { PreferenceRow, PreferenceTarget, SetPreferenceInput } from './preferences.js';
import type { Notice } from './register-agent.js';
import { createRetryAll, createRetryMessage } from './retry-message.js';
import type { Revived } from './retry-message.js';
import { createSituation } from './situation.js';
import type { Situation } from './situation.js';
import { createTraceMessage } from './trace-message.js';
import type { Trace, TraceInput } from './trace-message.js';

/** The use cases that look after messages and behaviour. They need the database alone: neither the clouds nor the key. */
export type LedgerOperations = {
	listDeadLetters(actor: Operator, input: ListDeadLettersInput): Promise<DeadLetters>;
	retryMessage(actor: Operator, id: number): Promise<Revived>;
	retryAll(actor: Operator, input?: InstanceChoice): Promise<Revived>;
	traceMessage(actor: Operator, input: TraceInput): Promise<Trace>;
	situation(actor: Operator): Promise<Situation>;
	follow(actor: Operator, input: FollowInput): Promise<Follower>;
	overview(actor: Operator, input?: WorkspaceChoice): Promise<Overview>;
	setPreference(actor: Operator, input: SetPreferenceInput): Promise<Notice>;
	listPreferences(actor: Operator, input: PreferenceTarget): Promise<readonly PreferenceRow[]>;
};

export type LedgerOperationDeps = Pick<OperationDeps, 'database' | 'clock'>;

/** Makes the use cases; calls nothing by itself. */
export function createLedgerOperations(deps: LedgerOperationDeps): LedgerOperations {
	return {
		listDeadLetters: createListDeadLetters(deps),
		retryMessage: createRetryMessage(deps),
		retryAll: createRetryAll(deps),
		traceMessage: createTraceMessage(deps),
		situation: createSituation(deps),
		follow: createFollow(deps),
		overview: createOverview(deps),
		setPreference: createSetPreference(deps),
		listPreferences: createListPreferences(deps),
	};
}
