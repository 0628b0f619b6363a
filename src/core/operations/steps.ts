import { isFailure } from '../domain/ledger.js';
import type { MessageState } from '../domain/ledger.js';
import type { RowMark } from '../storage/changes.js';
import type { LedgerView } from '../storage/ledger-view.js';

/** What happens to a row of the ledger. */
export const STEPS = [
	'accepted',
	'parked',
	'retried',
	'failed',
	'delivered',
	'skipped',
	'dead',
	'receipt',
] as const;
export type StepName = (typeof STEPS)[number];

export type Step = {
	readonly step: StepName;
	/** When it happened, or (failed attempts, receipts, retries) was seen; epoch milliseconds. */
	readonly at: number;
	/** In which state it left the row. */
	readonly state: MessageState;
	/** The row as it is now. */
	readonly row: LedgerView;
};

/** What a row is before it is there. */
export type Before = Pick<RowMark, 'state' | 'attempts' | 'receipt'> | undefined;

const OUTCOMES = { done: 'delivered', skipped: 'skipped', dead: 'dead' } as const;

/** What happened to a row since it was as `before`; in order. Undefined: it was not there. */
export function stepsSince(before: Before, row: LedgerView, now: number): Step[] {
	const { state, attempts, receipt, acceptedAt, settledAt } = row;
	const wasSettled = before !== undefined && before.state in OUTCOMES;
	const isRevived = wasSettled && (!(state in OUTCOMES) || before.state !== state);
	const isNewState = before?.state !== state;
	const steps: Step[] = [];
	const add = (step: StepName, at: number, left: MessageState = state): void => {
		steps.push({ step, at, state: left, row });
	};
	// What is only kept was never to be delivered.
	const isKept = before === undefined && state === 'skipped' && settledAt === acceptedAt;
	if (before === undefined && !isKept) add('accepted', acceptedAt, 'pending');
	if (isRevived) add('retried', now, 'pending');
	if (state === 'waiting' && isNewState) add('parked', before === undefined ? acceptedAt : now);
	const earlier = isRevived || before === undefined ? 0 : before.attempts;
	if (attempts > earlier && state !== 'dead') add('failed', settledAt ?? now, 'pending');
	if (state in OUTCOMES && isNewState)
		add(OUTCOMES[state as keyof typeof OUTCOMES], settledAt ?? now);
	if (receipt !== null && receipt !== before?.receipt) add('receipt', now);
	return steps;
}

/** Whether WhatsApp may still tell something new about a delivered row. */
export function awaitsReceipt({ direction, kind, state, receipt }: RowMark): boolean {
	const isSent = direction === 'outbound' && state === 'done' && ['message', 'auto'].includes(kind);
	return isSent && receipt !== 'read' && (receipt === null || !isFailure(receipt));
}
