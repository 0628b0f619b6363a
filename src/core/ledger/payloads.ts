import { BridgeError } from '../domain/errors.js';
import { asRoomId, asVisitorToken } from '../domain/ids.js';
import type { RoomId, VisitorToken } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { WhatsAppMessage } from '../green-api/events.js';
import { parseGreenApiWebhook } from '../green-api/webhook.js';
import type { AgentMessage } from '../rocket-chat/events.js';
import { parseAgentMessage } from '../rocket-chat/webhook.js';

/** What an outbound row stores: the agent's message as it came, and where it was written. */
export type OutboundPayload = {
	readonly message: Readonly<Record<string, unknown>>;
	readonly visitorToken: VisitorToken;
	readonly roomId: RoomId;
};

/** The WhatsApp message of an inbound row. */
export function readInbound(row: LedgerMessage): WhatsAppMessage {
	const event = parseGreenApiWebhook(parse(row))?.event;
	if (event?.kind !== 'message') throw unreadable(row);
	return event;
}

/** The agent's message of an outbound row, and the room it was written in. */
export function readOutbound(row: LedgerMessage): {
	message: AgentMessage;
	visitorToken: VisitorToken;
	roomId: RoomId;
} {
	const payload = parse(row) as Partial<OutboundPayload> | null;
	if (payload?.message === undefined) throw unreadable(row);
	return {
		message: parseAgentMessage(payload.message),
		visitorToken: asVisitorToken(payload.visitorToken ?? ''),
		roomId: asRoomId(payload.roomId ?? ''),
	};
}

export function readNotice(row: LedgerMessage): string {
	const text = (parse(row) as { text?: unknown } | null)?.text;
	if (typeof text !== 'string') throw unreadable(row);
	return text;
}

function parse(row: LedgerMessage): unknown {
	try {
		return JSON.parse(row.payload);
	} catch (error) {
		throw unreadable(row, error);
	}
}

function unreadable(row: LedgerMessage, cause?: unknown): BridgeError {
	return new BridgeError(`The stored payload of message ${row.id} can't be read.`, {
		code: 'LEDGER_PAYLOAD_UNREADABLE',
		help: `The row was changed from outside or written by another version; see it with: greenapi-rc trace ${row.id}`,
		cause,
	});
}
