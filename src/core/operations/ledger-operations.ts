import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { createFollow } from './follow.js';
import type { Follower, FollowInput } from './follow.js';
import type { InstanceChoice, WorkspaceChoice } from './ledger-scope.js';
import { createListDeadLetters } from './list-dead-letters.js';
import type { DeadLetters, ListDeadLettersInput } from './list-dead-letters.js';
import { createDropAll, createDropMessage } from './drop-message.js';
import type { DropNote, DroppedMessage } from './drop-message.js';
import { createListMessages } from './list-messages.js';
import type { ListMessagesInput, MessagePage } from './list-messages.js';
import { createPauseInstance, createResumeInstance } from './pause-instance.js';
import type { PausedInstance, PauseInput, ResumedInstance } from './pause-instance.js';
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
	dropMessage(actor: Operator, id: number, note?: DropNote): Promise<DroppedMessage>;
	dropAll(
		actor: Operator,
		input?: InstanceChoice,
		note?: DropNote,
	): Promise<{ readonly dropped: number }>;
	listMessages(actor: Operator, input: ListMessagesInput): Promise<MessagePage>;
	pauseInstance(actor: Operator, input: PauseInput): Promise<PausedInstance>;
	resumeInstance(actor: Operator, input: { readonly idInstance: string }): Promise<ResumedInstance>;
	traceMessage(actor: Operator, input: TraceInput): Promise<Trace>;
	follow(actor: Operator, input: FollowInput): Promise<Follower>;
	overview(actor: Operator, input?: WorkspaceChoice): Promise<Overview>;
	situation(actor: Operator): Promise<Situation>;
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
		dropMessage: createDropMessage(deps),
		dropAll: createDropAll(deps),
		listMessages: createListMessages(deps),
		pauseInstance: createPauseInstance(deps),
		resumeInstance: createResumeInstance(deps),
		traceMessage: createTraceMessage(deps),
		follow: createFollow(deps),
		overview: createOverview(deps),
		situation: createSituation(deps),
		setPreference: createSetPreference(deps),
		listPreferences: createListPreferences(deps),
	};
}
