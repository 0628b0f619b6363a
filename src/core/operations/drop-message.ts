import type { LedgerMessage, NewLedgerMessage } from '../domain/ledger.js';
import { insertNew } from '../ledger/insert-new.js';
import { noticeRow } from '../ledger/notice-row.js';
import { headlineOf, sayTo } from '../ledger/outbound-notices.js';
import { createPreferenceBook } from '../ledger/preference-book.js';
import type { Stores } from '../storage/stores.js';
import { createPhrasebook } from '../texts/phrasebook.js';
import type { Operator } from './actors.js';
import type { OperationDeps } from './deps.js';
import { sweepFiles } from './file-sweep.js';
import { isInScope, scopeOf } from './ledger-scope.js';
import type { InstanceChoice } from './ledger-scope.js';
import { refusal } from './refusals.js';
import { unknownRow } from './retry-message.js';

type Deps = Pick<OperationDeps, 'database' | 'clock' | 'phrasebook'>;

/** Who gives something up, and why: kept at the row, shown by trace. */
export type DropNote = { readonly by?: string | undefined; readonly reason?: string | undefined };

export type DroppedMessage = {
	/** A call for it was begun, and nobody knows how it ended. */
	readonly mayHaveArrived: boolean;
	/** The agent, who did not know that it would not arrive, reads that in the room. */
	readonly isAgentTold: boolean;
};

/** Dead letters given up in one transaction: a running daemon must not wait long for its own writes. */
const BATCH = 200;

/**
 * Gives up a message that is not delivered yet, or a dead letter, for good: it becomes `skipped`, and its lane goes on.
 * Rejects with RefusedError `message-not-found` (404), `message-settled` or, while a daemon has its lane,
 * `message-under-way` (409).
 */
export function createDropMessage(
	deps: Deps,
): (actor: Operator, id: number, note?: DropNote) => Promise<DroppedMessage> {
	const { database } = deps;
	return async (actor, id, note = {}) => {
		const row = await database.stores.messages.find(id);
		if (row === undefined || !isInScope(actor, row))
			throw unknownRow(id, 'help.message-not-found-drop');
		const dropped = await database.transaction((stores) => drop(deps, stores, row, note));
		await removeFiles(deps);
		return dropped;
	};
}

/**
 * Gives up all dead letters that there are now, or those of an instance. Rejects with RefusedError `bad-instance-id`
 * (400).
 */
export function createDropAll(
	deps: Deps,
): (
	actor: Operator,
	input?: InstanceChoice,
	note?: DropNote,
) => Promise<{ readonly dropped: number }> {
	const { stores } = deps.database;
	return async (actor, input, note = {}) => {
		const scope = scopeOf(actor, input);
		const [last = 0] = await stores.inspection.newestDead(scope, 1);
		let dropped = 0;
		for (let after = 0; after < last;) {
			const dead = await stores.inspection.deadBetween(scope, after, last, BATCH);
			const ids = dead.map(({ id }) => id);
			dropped += await stores.messages.drop(ids, 'dead', noteText(note), deps.clock.now());
			after = ids.at(-1) ?? last;
		}
		await removeFiles(deps);
		return { dropped };
	};
}

/** What was given up stays given up when this fails: a daemon makes up for it. */
async function removeFiles({ database, clock }: Deps): Promise<void> {
	await sweepFiles({ stores: database.stores, clock }).catch(() => undefined);
}

/** A worker that holds the lane has read the row: it is left to it. */
async function drop(
	deps: Deps,
	stores: Stores,
	seen: LedgerMessage,
	note: DropNote,
): Promise<DroppedMessage> {
	const { id, laneId, state } = seen;
	const now = deps.clock.now();
	const isOpen = state === 'pending' || state === 'waiting';
	if (!isOpen && state !== 'dead') throw settled(seen);
	const isInLane = state === 'pending' && laneId !== 0;
	if (isInLane && !(await stores.lanes.interfere(laneId, now))) throw underWay(seen);
	// A worker may have tried it since it was seen, and left a doubt.
	const row = (await stores.messages.find(id)) ?? seen;
	const [head] = isInLane ? await stores.messages.listPending([laneId], 1) : [];
	const count = await stores.messages.drop([id], state, noteText(note), now);
	if (count === 0) throw await changedMeanwhile(stores, seen);
	if (head?.id === id) await stores.lanes.wake(laneId, now);
	const mayHaveArrived = row.callStartedAt !== null;
	const notice = isOpen ? await noticeFor(deps, stores, row) : undefined;
	if (notice === undefined) return { mayHaveArrived, isAgentTold: false };
	await insertNew(stores, [notice], now);
	await stores.lanes.wake(notice.laneId, now);
	return { mayHaveArrived, isAgentTold: true };
}

function noteText({ by = '', reason = '' }: DropNote): string {
	const who = by === '' ? 'dropped by an operator' : `dropped by ${by}`;
	return reason.trim() === '' ? who : `${who}: ${reason.trim()}`;
}

/** Agents count on what they wrote; customers can't be told. Of a dead letter the agent knows already. */
async function noticeFor(
	deps: Deps,
	stores: Stores,
	row: LedgerMessage,
): Promise<NewLedgerMessage | undefined> {
	const headline = row.direction === 'outbound' ? headlineOf(row.kind) : undefined;
	const lane = await stores.lanes.find(row.laneId);
	if (headline === undefined || lane === undefined) return undefined;
	const { chatId, workspaceId, instanceId } = lane;
	const preferences = createPreferenceBook({ stores, clock: deps.clock });
	const phrasebook = deps.phrasebook ?? createPhrasebook();
	const say = await sayTo({ preferences, phrasebook }, lane);
	const isInDoubt = row.callStartedAt !== null;
	const text = say(isInDoubt ? 'outgoing.dropped-in-doubt' : 'outgoing.dropped');
	return noticeRow({
		chat: { id: chatId, workspaceId, instanceId },
		laneId: await stores.lanes.insertOnce({
			...{ chatId, workspaceId, instanceId },
			direction: 'inbound',
		}),
		about: row.sourceId,
		key: [row.eventKey, 'dropped'],
		text: isInDoubt ? text : `${say(headline)} ${text}`,
	});
}

async function changedMeanwhile({ messages }: Stores, row: LedgerMessage) {
	const now = (await messages.find(row.id)) ?? row;
	return now.state === row.state || now.state === 'pending' ? underWay(now) : settled(now);
}

function settled({ id, state }: LedgerMessage) {
	return refusal({
		code: 'message-settled',
		status: 409,
		message: 'refusal.message-settled',
		help: 'help.message-not-dead',
		values: { id, state },
	});
}

function underWay({ id, instanceId }: LedgerMessage) {
	return refusal({
		code: 'message-under-way',
		status: 409,
		message: 'refusal.message-under-way',
		help: 'help.message-under-way',
		values: { id, instance: instanceId },
	});
}
