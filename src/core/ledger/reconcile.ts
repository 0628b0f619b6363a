import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import { BridgeError } from '../domain/errors.js';
import type { ChatId, InstanceId, WaMessageId } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { BridgeMessage } from '../domain/message.js';
import type { GreenApiClient, SentMessage } from '../green-api/types.js';
import { SHOWS_AFTER_MS } from './failure.js';
import type { Stores } from '../storage/stores.js';

/** The clocks of the two sides may differ by this much. */
const CLOCK_SKEW_MS = 2 * 60_000;
/** GREEN-API answers queue and journal once a second: lanes in doubt at the same time share one look. */
const SHARED_MS = 2500;
const MINUTE_MS = 60_000;
/** They hold what was sent in the last minutes: of that many instances at a time. */
const MOST_LOOKS = 100;

/** What was in doubt: was this part sent to this customer? */
export type Doubt = {
	readonly instanceId: InstanceId;
	/** All that the customer has: since the call another one may have become the address. */
	readonly chatIds: readonly ChatId[];
	readonly part: BridgeMessage;
};

/** Settles the doubt whether a call that was begun reached GREEN-API, by asking it. */
export type Reconciler = {
	/**
	 * The message in GREEN-API's queue or journal that is this one and that no other row accounts for; undefined when
	 * it is not there, so that it may be sent. Rejects with a wait while it is too early to tell.
	 */
	findSent(
		client: GreenApiClient,
		row: LedgerMessage,
		doubt: Doubt,
	): Promise<{ readonly messageId: WaMessageId | null } | undefined>;
};

type Look = {
	readonly startedAt: number;
	readonly since: number;
	readonly messages: Promise<readonly SentMessage[]>;
};

export function createReconciler(deps: {
	readonly stores: Stores;
	readonly clock: Clock;
}): Reconciler {
	const looks = new LRUCache<InstanceId, Look>({ max: MOST_LOOKS });

	function look(
		client: GreenApiClient,
		instanceId: InstanceId,
		since: number,
		shownAt: number,
	): Promise<readonly SentMessage[]> {
		const now = deps.clock.now();
		const last = looks.get(instanceId);
		const isFresh =
			last !== undefined && now - last.startedAt < SHARED_MS && last.startedAt >= shownAt;
		if (isFresh && last.since <= since) return last.messages;
		const messages = ask(client, Math.ceil((now - since + CLOCK_SKEW_MS) / MINUTE_MS));
		looks.set(instanceId, { startedAt: now, since, messages });
		messages.catch(() => {
			if (looks.peek(instanceId)?.messages === messages) looks.delete(instanceId);
		});
		return messages;
	}

	return {
		async findSent(client, row, doubt) {
			const since = row.callStartedAt ?? row.acceptedAt;
			const clearAt = since + SHOWS_AFTER_MS;
			if (deps.clock.now() < clearAt) throw tooEarly(clearAt);
			// After a failed call `runAt` is when that call shows at the latest; an earlier look may not have it.
			const shownAt = Math.max(clearAt, row.runAt);
			const minute = Math.floor(since / MINUTE_MS) * MINUTE_MS;
			const sent = await look(client, doubt.instanceId, minute, shownAt);
			const alike = sent.filter((message) => isAlike(message, doubt, since));
			const ids = alike.map(({ messageId }) => messageId).filter((id) => id !== undefined);
			const known = await deps.stores.messages.knownTargets(ids);
			const match = alike.find(({ messageId }) => messageId === undefined || !known.has(messageId));
			return match && { messageId: match.messageId ?? null };
		},
	};
}

/** The queue first: what leaves it in between is in the journal then. */
async function ask(client: GreenApiClient, minutes: number): Promise<readonly SentMessage[]> {
	const queued = await client.listQueue();
	return [...queued, ...(await client.listSent(minutes))];
}

function isAlike(message: SentMessage, { chatIds, part }: Doubt, since: number): boolean {
	const isRecent = message.sentAt === undefined || message.sentAt >= since - CLOCK_SKEW_MS;
	const isSameKind = message.isFile === undefined || message.isFile === (part.file !== undefined);
	const isSameFile = message.fileName === undefined || message.fileName === part.file?.name;
	const isSame = message.text === part.text && isSameKind && isSameFile;
	return chatIds.some((id) => id === message.chatId) && isSame && isRecent;
}

function tooEarly(retryAt: number): BridgeError {
	return new BridgeError('It is not known yet whether GREEN-API took this message.', {
		code: 'LEDGER_DOUBT',
		help: 'Nothing to do: GREEN-API is asked in a few seconds, and the message is sent only if it is not there.',
		disposition: 'wait',
		certain: false,
		retryAt,
	});
}
