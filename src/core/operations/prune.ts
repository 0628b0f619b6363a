import { setTimeout as pause } from 'node:timers/promises';
import type { MessageState } from '../domain/ledger.js';
import { blankPayload } from '../ledger/blank-payload.js';
import type { OldRow, Pruning, Removable } from '../storage/pruning.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { sweepFiles } from './file-sweep.js';
import { isInScope } from './ledger-scope.js';
import { refusal } from './refusals.js';

export const DAY_MS = 24 * 3_600_000;

/**
 * Nothing younger goes. GREEN-API repeats a webhook for 24 h and Rocket.Chat's app an event for 72 h (a repeat is known
 * by its row); WhatsApp takes deletions for about 60 h and edits for 15 min (docs: api/sending/DeleteMessage, EditMessage).
 */
export const YOUNGEST_DAYS = 7;

/** Rows looked at in one go; as many are removed in one short transaction. */
const BATCH = 500;
/** Between two writes; whoever waits for the database gets it then. */
const PAUSE_MS = 5;

export type PruneInput = {
	/** Rows that were settled longer ago than that. */
	readonly olderThanMs: number;
	/** Keep the rows, and remove only what they say. */
	readonly isTextsOnly: boolean;
	/** Dead letters, too. */
	readonly withDeadLetters: boolean;
	/** Count, and change nothing. */
	readonly isDryRun: boolean;
	/** Begin nothing more. */
	readonly signal?: AbortSignal;
};

export type Pruned = {
	/** Rows that went, or lost their words, by state. */
	readonly byState: Readonly<Partial<Record<MessageState, number>>>;
	readonly total: number;
	/** Old enough, and kept because something undelivered refers to them. */
	readonly needed: number;
	/** Everything before that was old enough, epoch milliseconds. */
	readonly before: number;
};

/**
 * Removes old settled rows, or their words, in short transactions beside a running daemon. What is undelivered, waits, is
 * in doubt, or is referred to by such a row stays. Rejects with RefusedError `prune-too-young` (400).
 */
export function createPrune(
	deps: Pick<OperationDeps, 'database' | 'clock'>,
): (actor: Operator, input: PruneInput) => Promise<Pruned> {
	const { pruning } = deps.database.stores;
	return async (actor, input) => {
		if (input.olderThanMs < YOUNGEST_DAYS * DAY_MS) throw tooYoung();
		const before = deps.clock.now() - input.olderThanMs;
		const which: Removable = { before, states: statesOf(input) };
		const byState: Partial<Record<MessageState, number>> = {};
		let needed = 0;
		for await (const rows of oldRows(pruning, before, input.signal)) {
			const old = rows.filter((row) => isInScope(actor, row) && isOld(row, which));
			const free = await withoutNeeded(pruning, old);
			needed += old.length - free.length;
			for (const state of which.states) {
				const ids = free.filter((row) => row.state === state).map(({ id }) => id);
				const count = await removeRows(pruning, ids, which, input);
				if (count > 0) byState[state] = (byState[state] ?? 0) + count;
			}
			if (!input.isDryRun && free.length > 0) await pause(PAUSE_MS);
		}
		if (!input.isDryRun) await sweepFiles({ stores: deps.database.stores, clock: deps.clock });
		const total = Object.values(byState).reduce((sum, count) => sum + count, 0);
		return { byState, total, needed, before };
	};
}

function statesOf({ withDeadLetters }: PruneInput): readonly MessageState[] {
	return ['done', 'skipped', ...(withDeadLetters ? (['dead'] as const) : [])];
}

/** Ids grow as rows are accepted: behind a whole batch of young ones nothing is old. */
async function* oldRows(
	pruning: Pruning,
	before: number,
	signal: AbortSignal | undefined,
): AsyncGenerator<readonly OldRow[]> {
	let after = 0;
	while (signal?.aborted !== true) {
		const rows = await pruning.rowsAfter(after, BATCH);
		const last = rows.at(-1);
		if (last === undefined || rows.every(({ acceptedAt }) => acceptedAt >= before)) return;
		after = last.id;
		yield rows;
	}
}

function isOld({ state, settledAt }: OldRow, { states, before }: Removable): boolean {
	return states.includes(state) && settledAt !== null && settledAt < before;
}

/** An edit that is a dead letter needs its message, and a message its other parts, when somebody has it delivered again. */
async function withoutNeeded(
	pruning: Pruning,
	rows: readonly OldRow[],
): Promise<readonly OldRow[]> {
	const settled = rows.filter(({ state }) => state !== 'dead');
	const ids = settled.flatMap((row) => [row.sourceId, row.targetId ?? '']);
	const needed = await pruning.neededIds([...new Set(ids)].filter((id) => id !== ''));
	const isNeeded = ({ state, sourceId, targetId }: OldRow): boolean =>
		state !== 'dead' && (needed.has(sourceId) || needed.has(targetId ?? ''));
	return rows.filter((row) => !isNeeded(row));
}

async function removeRows(
	pruning: Pruning,
	ids: readonly number[],
	which: Removable,
	{ isTextsOnly, isDryRun }: PruneInput,
): Promise<number> {
	if (ids.length === 0) return 0;
	if (!isTextsOnly) return isDryRun ? ids.length : pruning.remove(ids, which);
	const blanks = new Map<number, string>();
	for (const row of await pruning.payloads(ids)) {
		const blank = blankPayload(row);
		if (blank !== undefined) blanks.set(row.id, blank);
	}
	return isDryRun ? blanks.size : pruning.replacePayloads(blanks, which);
}

function tooYoung() {
	return refusal({
		code: 'prune-too-young',
		status: 400,
		message: 'refusal.prune-too-young',
		help: 'help.prune-too-young',
		values: { days: YOUNGEST_DAYS },
	});
}
