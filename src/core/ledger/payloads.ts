import { BridgeError } from '../domain/errors.js';
import { asRoomId, asVisitorToken } from '../domain/ids.js';
import type { RoomId, VisitorToken } from '../domain/ids.js';
import type { LedgerMessage } from '../domain/ledger.js';
import type { BridgeMessage } from '../domain/message.js';
import type { WhatsAppCall, WhatsAppMessage } from '../green-api/events.js';
import { parseGreenApiWebhook } from '../green-api/webhook.js';
import type { AgentMessage } from '../rocket-chat/events.js';
import { parseAgentMessage } from '../rocket-chat/webhook.js';
import { toBridgeFile } from '../translate/to-whatsapp/file.js';

/** What an outbound row stores: the agent's message as it came, and where it was written. */
export type OutboundPayload = {
	readonly message: Readonly<Record<string, unknown>>;
	readonly visitorToken: VisitorToken;
	readonly roomId: RoomId;
	/** What stands before the text, as it was when the message was accepted. */
	readonly signature?: string;
};

/** The WhatsApp message of an inbound row. */
export function readInbound(row: LedgerMessage): WhatsAppMessage {
	const event = parseGreenApiWebhook(parse(row))?.event;
	if (event?.kind !== 'message') throw unreadable(row);
	return event;
}

/** The call of a row that carries one. */
export function readCall(row: LedgerMessage): WhatsAppCall {
	const event = parseGreenApiWebhook(parse(row))?.event;
	if (event?.kind !== 'call') throw unreadable(row);
	return event;
}

/** The agent's message of an outbound row, and the room it was written in. */
export function readOutbound(row: LedgerMessage): {
	message: AgentMessage;
	visitorToken: VisitorToken;
	roomId: RoomId;
	signature: string;
} {
	const payload = parse(row) as Partial<OutboundPayload> | null;
	if (payload?.message === undefined) throw unreadable(row);
	return {
		message: parseAgentMessage(payload.message),
		visitorToken: asVisitorToken(payload.visitorToken ?? ''),
		roomId: asRoomId(payload.roomId ?? ''),
		signature: payload.signature ?? '',
	};
}

/** A file that an operator sends: its pieces are kept under the event key of the row. */
export type KeptFile = {
	/** As the customer sees it, with extension. */
	readonly name: string;
	readonly mimeType: string;
	/** Bytes. */
	readonly size: number;
	/** Hexadecimal. */
	readonly sha256: string;
	/** How many pieces there are. */
	readonly chunks: number;
};

/** A message that the bridge itself, or its operator, writes to the customer; `text` is the caption where there is a file. */
export type Automatic = { readonly text: string; readonly file?: KeptFile };

/** What an automatic row carries. */
export function readAutomatic(row: LedgerMessage): Automatic {
	const { file } = (parse(row) ?? {}) as { file?: KeptFile };
	return { text: readNotice(row), ...(file === undefined ? {} : { file }) };
}

/** The same as a message on its way; a file's `url` is empty. */
export function automaticMessage({ text, file }: Automatic): BridgeMessage {
	if (file === undefined) return { text };
	const { name, mimeType, size: sizeBytes } = file;
	return { text, file: toBridgeFile({ name, mimeType, sizeBytes, path: '', caption: '' }) };
}

/** What the row of an agent's reaction stores: the character, and whose it is. */
export type ReactionPayload = {
	readonly emoji: string;
	readonly isRemoved: boolean;
	readonly agentUserId: string;
	readonly reactedAt: string;
};

/** The agent's reaction of an outbound row. */
export function readReaction(row: LedgerMessage): ReactionPayload {
	const payload = parse(row) as Partial<ReactionPayload> | null;
	if (typeof payload?.emoji !== 'string') throw unreadable(row);
	const { emoji, isRemoved = false, agentUserId = '', reactedAt = '' } = payload;
	return { emoji, isRemoved, agentUserId, reactedAt };
}

/** The text of a notice, or of a message that the bridge itself writes to the customer. */
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
