import type { LedgerMessage } from '../domain/ledger.js';
import type { Stores } from '../storage/stores.js';

/** GREEN-API editMessage: WhatsApp lets a text be changed for 15 minutes; later calls fail silently. */
export const EDITABLE_MS = 15 * 60_000;
/** GREEN-API deleteMessage: for everybody within 72 hours; later calls fail silently. */
export const DELETABLE_MS = 72 * 3_600_000;

/** What the ledger knows of one message of Rocket.Chat, oldest first. */
export type Known = {
	/** The agent's own message: one row a text or file. */
	readonly parts: readonly LedgerMessage[];
	/** The customer's message that is shown under this id. */
	readonly shown: LedgerMessage | undefined;
	/** The bridge itself wrote it for the agents: it never was in WhatsApp. */
	readonly isNotice: boolean;
	/** What agents did to it later, in the order of acceptance. */
	readonly edits: readonly LedgerMessage[];
	readonly deletions: readonly LedgerMessage[];
	readonly reactions: readonly LedgerMessage[];
};

/** Everything about the message with this Rocket.Chat id; ids of Rocket.Chat are unique in their workspace. */
export async function findKnown(
	stores: Pick<Stores, 'messages'>,
	workspaceId: number,
	messageId: string,
): Promise<Known> {
	const rows = (await stores.messages.listByMessageId(messageId)).filter(
		(row) => row.workspaceId === workspaceId,
	);
	const byAgent = rows.filter(
		({ direction, sourceId }) => direction === 'outbound' && sourceId === messageId,
	);
	const ofKind = (kind: LedgerMessage['kind']) => byAgent.filter((row) => row.kind === kind);
	return {
		parts: ofKind('message'),
		shown: rows.find(
			({ direction, kind, targetId }) =>
				direction === 'inbound' && kind === 'message' && targetId === messageId,
		),
		isNotice: rows.some(
			({ direction, kind, targetId }) =>
				direction === 'inbound' && kind === 'notice' && targetId === messageId,
		),
		edits: ofKind('edit'),
		deletions: ofKind('deletion'),
		reactions: ofKind('reaction'),
	};
}

/** Whether a delivered row is older than WhatsApp allows for what shall happen to it. */
export function isOlderThan(row: LedgerMessage, ms: number, now: number): boolean {
	return row.state === 'done' && row.settledAt !== null && now - row.settledAt > ms;
}
