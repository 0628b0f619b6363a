import type { Readable } from 'node:stream';
import type { ChatId, InstanceId, WaMessageId } from '../domain/ids.js';

/** How to reach one instance. The token is part of every URL: never log the URL. */
export type InstanceAccess = {
	readonly id: InstanceId;
	readonly apiToken: string;
	readonly apiUrl: string;
	readonly mediaUrl: string;
};

/** The answer of getSettings: documented keys are strings ("yes"/"no") or numbers; unknown ones are kept. */
export type InstanceSettings = Readonly<Record<string, unknown>>;

/** A message that waits at GREEN-API or was sent from there: what reconciling after a crash compares. */
export type SentMessage = {
	/** Undefined where GREEN-API's queue does not tell it (the form of 2023). */
	readonly messageId: WaMessageId | undefined;
	readonly chatId: ChatId;
	/** Text, or caption of a file. */
	readonly text: string;
	readonly fileName: string | undefined;
	/** False for a text, true for a file (old journals give it no name); undefined when GREEN-API does not tell. */
	readonly isFile?: boolean | undefined;
	/** Epoch milliseconds; undefined for a message that is still queued. */
	readonly sentAt: number | undefined;
};

/** A message in its chat: ids are unique only there. */
export type MessageAddress = { readonly chatId: ChatId; readonly messageId: WaMessageId };

export type OutgoingText = {
	readonly chatId: ChatId;
	readonly text: string;
	readonly quotedMessageId?: WaMessageId;
};

export type OutgoingFile = {
	readonly chatId: ChatId;
	readonly stream: Readable;
	/** With extension: GREEN-API decides by it whether this is an image, a video, a voice note or a document. */
	readonly name: string;
	readonly mimeType: string;
	readonly size: number | undefined;
	readonly caption: string;
	readonly quotedMessageId?: WaMessageId;
};

/** A QR code, or why there is none. */
export type QrAnswer =
	| { readonly kind: 'qr'; readonly png: Buffer }
	/** A phone is linked already. */
	| { readonly kind: 'linked' }
	| { readonly kind: 'none'; readonly reason: string };

/** The WhatsApp account of an instance (docs: api/account/GetWaSettings). */
export type WaAccount = {
	/** Digits, country code first; '' while no phone is linked. */
	readonly phone: string;
	readonly state: string;
	/** Until when WhatsApp lets a suspended account send nothing, as GREEN-API words it; '' where it does not say. */
	readonly suspendedUntil: string;
};

/**
 * GREEN-API for one instance. Errors are GreenApiError (or HttpError) with a disposition; codes that callers act on:
 * `GREEN_API_RATE_LIMITED` and `GREEN_API_STARTING` (wait), `GREEN_API_NOT_AUTHORIZED` (wait), `GREEN_API_QUOTA` (wait),
 * `GREEN_API_TOKEN_REFUSED`, `GREEN_API_INSTANCE_REFUSED`, `GREEN_API_INSTANCE_GONE` (dead).
 */
export type GreenApiClient = {
	getSettings(): Promise<InstanceSettings>;
	/** Restarts the instance (up to five minutes): call it only with settings that differ. */
	setSettings(settings: InstanceSettings): Promise<void>;
	getState(): Promise<string>;
	/** A fresh QR code that links a phone; it lives 20 seconds (docs: api/account/QR). */
	getQr(): Promise<QrAnswer>;
	/**
	 * A pairing code that links the phone with this number (country code and number); good for about 2.5 minutes. Undefined:
	 * GREEN-API gives none now (docs: api/account/GetAuthorizationCode).
	 */
	getPairingCode(phone: number): Promise<string | undefined>;
	getAccount(): Promise<WaAccount>;
	/** Unlinks the phone; false: GREEN-API did not do it (docs: api/account/Logout). */
	logout(): Promise<boolean>;
	/** Restarts the instance, up to five minutes; false: GREEN-API did not do it (docs: api/account/Reboot). */
	reboot(): Promise<boolean>;
	/** How many webhooks wait for us, renewed every 10 seconds (docs: api/queues/GetWebhooksCount). */
	countWebhooks(): Promise<number>;
	/** Queued, not sent. NOT idempotent: settle a doubt with `listQueue` and `listSent` before repeating. */
	sendText(message: OutgoingText): Promise<WaMessageId>;
	/** Like sendText; streams the file to the media host. */
	sendFile(file: OutgoingFile): Promise<WaMessageId>;
	/** Replaces the text of a message that was sent through the API, within 15 minutes; 200 is no proof. Idempotent. */
	editText(
		message: OutgoingText & { readonly messageId: WaMessageId },
	): Promise<WaMessageId | undefined>;
	/** Takes a sent message back for everybody, within 72 hours. Idempotent. */
	deleteMessage(message: MessageAddress): Promise<void>;
	/** '' takes the reaction away. Idempotent: an account has one reaction a message. */
	sendReaction(reaction: MessageAddress & { readonly emoji: string }): Promise<void>;
	/** Marks everything in the chat as read. */
	markRead(chatId: ChatId): Promise<void>;
	/** A fresh link to the file of a message; undefined when GREEN-API has none. */
	findDownloadUrl(message: MessageAddress): Promise<string | undefined>;
	/** Whether a chat id has WhatsApp, and its other id where GREEN-API tells it. Frequent use risks a ban. */
	checkWhatsapp(chatId: ChatId): Promise<{ exists: boolean; chatId: ChatId | undefined }>;
	/** What WhatsApp knows of a personal chat. `chatId` may be another id than the one asked for; name '' = unknown. */
	getContactInfo(chatId: ChatId): Promise<{ chatId: ChatId | undefined; name: string }>;
	/** What waits in the instance's queue. One call a second at most. */
	listQueue(): Promise<readonly SentMessage[]>;
	/** Texts and files that the API sent in the last minutes, not what was written on the phone. One call a second at most. */
	listSent(minutes: number): Promise<readonly SentMessage[]>;
};
