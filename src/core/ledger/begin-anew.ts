import { eventKey } from '../domain/event-key.js';
import type { LedgerMessage } from '../domain/ledger.js';
import { readInbound } from './payloads.js';
import type { InboundDeps } from './inbound-scene.js';
import type { Outcome } from './types.js';

/**
 * A row in the lane of a chat that was erased: this process may have known that lane for half a minute longer. What the customer
 * wrote begins a chat of its own; everything else was about what is gone.
 */
export async function beginAnew(
	{ chats }: Pick<InboundDeps, 'chats'>,
	row: LedgerMessage,
): Promise<Outcome> {
	const reason = 'its chat was erased';
	if (row.kind !== 'message') return { result: 'skipped', reason };
	const { chatId, chatName, senderName } = readInbound(row);
	const { workspaceId, instanceId } = row;
	chats.forget({ workspaceId, instanceId, chatId });
	const name = chatName === '' ? senderName : chatName;
	const laneId = await chats.laneOfChat({ workspaceId, id: instanceId }, chatId, name);
	const { direction, kind, sourceId, part, payload } = row;
	const again = {
		...{ eventKey: eventKey(['anew', row.eventKey]), workspaceId, instanceId, laneId },
		...{ direction, kind, sourceId, part, payload, state: 'pending' as const },
	};
	return { result: 'skipped', reason, add: [again] };
}
