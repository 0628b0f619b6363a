import type { ChatId, WaMessageId } from '../domain/ids.js';
import type { BridgeQuote } from '../domain/message.js';

/** Who wrote a message: the customer, somebody on the instance's own phone, or the API (our echo). */
export type MessageOrigin = 'customer' | 'phone' | 'api';

/** A message event. `data` is `messageData` as it came (without thumbnails): each kind's translator reads its own part. */
export type WhatsAppMessage = {
	readonly kind: 'message';
	readonly origin: MessageOrigin;
	readonly chatId: ChatId;
	readonly messageId: WaMessageId;
	/** Epoch milliseconds. */
	readonly sentAt: number;
	/** The author's WhatsApp id (in a group not the chat's). */
	readonly senderId: string;
	/** The author's name: contact name, else profile name, else ''. */
	readonly senderName: string;
	/** Name of the conversation (the customer's, or the group's), '' when missing. */
	readonly chatName: string;
	/** Wire name of the kind, e.g. `imageMessage`; unknown ones are kept. */
	readonly typeMessage: string;
	readonly data: Readonly<Record<string, unknown>>;
	readonly quote?: BridgeQuote;
};

/** What became of a message that was sent from this instance. */
export type WhatsAppReceipt = {
	readonly kind: 'receipt';
	readonly messageId: WaMessageId;
	/** Missing in old payloads. */
	readonly chatId: ChatId | undefined;
	/** Wire value: sent, delivered, read, failed, noAccount, notInGroup, yellowCard, suspended, or a new one. */
	readonly status: string;
	readonly description: string;
	readonly at: number;
};

export type InstanceStateChange = {
	readonly kind: 'state';
	readonly state: string;
	readonly wid: string;
	readonly at: number;
};

/** A call on the instance's number; a call has several events, usually under one id (docs: IncomingCall, OutgoingCall). */
export type WhatsAppCall = {
	readonly kind: 'call';
	/** Who called: the customer, or somebody on the instance's phone. */
	readonly origin: 'customer' | 'phone';
	readonly chatId: ChatId;
	readonly callId: WaMessageId;
	/** Wire value: offer, pickUp, hangUp, hungUp, declined, missed, invalid; '' in payloads of 2023. */
	readonly status: string;
	readonly isVideo: boolean;
	/** Undefined where GREEN-API does not tell it. */
	readonly durationSeconds: number | undefined;
	readonly at: number;
};

/** A contact blocked the instance's number, or took it back (docs: incomingBlock). */
export type BlockChange = {
	readonly kind: 'block';
	readonly chatId: ChatId;
	readonly isBlocked: boolean;
	readonly at: number;
};

/** The tariff allows no more (docs: quotaExceeded). */
export type QuotaExceeded = {
	readonly kind: 'quota';
	/** What ran out, e.g. `correspondents`. */
	readonly method: string;
	readonly used: number | undefined;
	readonly total: number | undefined;
	readonly at: number;
};

/** An event the bridge only keeps (battery, kinds not invented yet). `name` is its `typeWebhook`. */
export type OtherEvent = { readonly kind: 'other'; readonly name: string };

export type GreenApiEvent =
	| WhatsAppMessage
	| WhatsAppReceipt
	| WhatsAppCall
	| InstanceStateChange
	| BlockChange
	| QuotaExceeded
	| OtherEvent;

/** A parsed webhook. Parsing never fails for content: what is not understood is an `other` event. */
export type GreenApiWebhook = {
	/** `instanceData.idInstance` as text; undefined when the body has none. */
	readonly idInstance: string | undefined;
	readonly event: GreenApiEvent;
	/** The body without thumbnails, ready to be stored; unknown fields are kept. */
	readonly payload: Readonly<Record<string, unknown>>;
};
