import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import type { InstanceChoice } from './ledger-scope.js';
import { createListDeadLetters } from './list-dead-letters.js';
import type { DeadLetters, ListDeadLettersInput } from './list-dead-letters.js';
import { createListPreferences, createSetPreference } from './preferences.js';
import type { PreferenceRow, PreferenceTarget, SetPreferenceInput } from './preferences.js';
import type { Notice } from './register-agent.js';
import { createRetryAll, createRetryMessage } from './retry-message.js';
import type { Revived } from './retry-message.js';
import { createTraceMessage } from './trace-message.js';
import type { Trace, TraceInput } from './trace-message.js';

/** The use cases that look after messages and behaviour. They need the database alone: neither the clouds nor the key. */
export type LedgerOperations = {
	listDeadLetters(actor: Operator, input: ListDeadLettersInput): Promise<DeadLetters>;
	retryMessage(actor: Operator, id: number): Promise<Revived>;
	retryAll(actor: Operator, input?: InstanceChoice): Promise<Revived>;
	traceMessage(actor: Operator, input: TraceInput): Promise<Trace>;
	setPreference(actor: Operator, input: SetPreferenceInput): Promise<Notice>;
	listPreferences(actor: Operator, input: PreferenceTarget): Promise<readonly PreferenceRow[]>;
};

export type LedgerOperationDeps = Pick<OperationDeps, 'database' | 'clock' | 'phrasebook'>;

/** Makes the use cases; calls nothing by itself. */
export function createLedgerOperations(deps: LedgerOperationDeps): LedgerOperations {
	return {
		listDeadLetters: createListDeadLetters(deps),
		retryMessage: createRetryMessage(deps),
		retryAll: createRetryAll(deps),
		traceMessage: createTraceMessage(deps),
		setPreference: createSetPreference(deps),
		listPreferences: createListPreferences(deps),
	};
}
