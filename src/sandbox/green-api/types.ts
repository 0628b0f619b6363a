import type { ContentSource, FileContent } from '../content.js';
import type { WireObject } from '../read.js';

/** How a stand-in of GREEN-API behaves. Times are milliseconds. */
export type GreenApiSandboxOptions = {
	readonly port?: number;
	/** Keeps every request with its JSON body in `recordings`. */
	readonly recordBodies?: boolean;
	/** How long each message stays in the send queue (GREEN-API: `delaySendMessagesMilliseconds`). Default 0: leaves at once. */
	readonly queueDelayMs?: number;
	/** Pause after a webhook that was not answered 200. Default 60,000, as GREEN-API does it. */
	readonly webhookRetryMs?: number;
	/** GREEN-API's calls per second and method; default off. */
	readonly rateLimits?: boolean;
	/** Reports `sent`, `delivered` and `read` of every message that left the queue. Default on. */
	readonly receipts?: boolean;
	/** How long after leaving the queue the reports begin. Default 0: they may be faster than the call's own answer. */
	readonly receiptDelayMs?: number;
	/** How long an instance is `starting` after setSettings or reboot. Default 0: not at all. */
	readonly restartMs?: number;
	/** How long a QR code lives. Default 20,000, as GREEN-API has it. */
	readonly qrLifeMs?: number;
	/** How long a message is missing in the journals. Default 0. */
	readonly journalDelayMs?: number;
	/** Form of showMessagesQueue: as the official SDKs type it (default), or as documented in 2023. */
	readonly queueForm?: 'sdk' | '2023';
	/**
	 * How many webhooks of an instance are under way at once; then only each chat is FIFO. GREEN-API itself sends one
	 * after the other (default): this is for load.
	 */
	readonly parallelWebhooks?: number;
	/** Every n-th webhook comes twice. */
	readonly duplicateEvery?: number;
	/** Bytes; default 100 MB. */
	readonly maxFileSize?: number;
};

export type NewInstance = {
	readonly idInstance: string | number;
	/** Made up when missing. */
	readonly apiToken?: string;
	/** Default `authorized`. */
	readonly state?: string;
	/** The account's own id; default `79990000000@c.us`. */
	readonly wid?: string;
	/** Merged into the settings of a new instance (all notifications off). */
	readonly settings?: WireObject;
	/** What getWaSettings tells while the account is suspended. */
	readonly suspendedUntil?: string;
};

/** What went out through an instance, once it left the send queue. */
export type SentRecord = {
	readonly idMessage: string;
	readonly chatId: string;
	/** `textMessage`, `imageMessage`, `videoMessage`, `audioMessage`, `documentMessage`. */
	readonly type: string;
	/** Text, or caption of a file; changed by editMessage. */
	readonly text: string;
	readonly fileName: string | undefined;
	readonly mimeType: string | undefined;
	readonly size: number | undefined;
	readonly sha256: string | undefined;
	readonly quotedMessageId: string | undefined;
	/** Epoch milliseconds. */
	readonly at: number;
	readonly isEdited: boolean;
	readonly isDeleted: boolean;
};

/** A message as an instance remembers it, of either direction. */
export type JournalMessage = { -readonly [Key in keyof SentRecord]: SentRecord[Key] } & {
	readonly direction: 'incoming' | 'outgoing';
	/** False for what was written on the account's own phone, or by the customer. */
	readonly isByApi: boolean;
	readonly chatName: string;
	readonly senderId: string;
	readonly senderName: string;
	readonly downloadUrl: string;
	/** `pending`, `sent`, `delivered`, `read`, …; '' for incoming ones. */
	status: string;
	/** When it left the queue or came in, epoch ms; the journals show it `journalDelayMs` later. */
	at: number;
};

/** What a customer sends. */
export type CustomerMessage = {
	readonly chatId: string;
	/** Profile name of the sender; default `Customer`. */
	readonly name?: string;
	/** The author, when it is not the chat itself (groups). */
	readonly sender?: string;
	/** Name of the conversation; default the sender's. */
	readonly chatName?: string;
	readonly text?: string;
	readonly file?: CustomerFile;
	/** What it answers to. */
	readonly quote?: {
		readonly stanzaId: string;
		readonly text?: string;
		readonly participant?: string;
	};
	/** `messageData` as it shall be, in place of text and file. */
	readonly raw?: WireObject;
	/** Made up when missing. */
	readonly idMessage?: string;
	/** Default `incomingMessageReceived`; `outgoingMessageReceived` = written on the account's own phone. */
	readonly typeWebhook?: string;
};

export type CustomerFile = ContentSource & {
	readonly name: string;
	readonly mimeType: string;
	readonly caption?: string;
	/** Derived from the type when missing. */
	readonly kind?: 'image' | 'video' | 'audio' | 'document' | 'sticker';
	/** The webhook comes without a link, downloadFile gives one. */
	readonly withoutLink?: boolean;
	/** Served without Content-Length. */
	readonly chunked?: boolean;
};

/** A file that the stand-in serves. */
export type ServedFile = {
	readonly name: string;
	readonly mimeType: string;
	readonly content: FileContent;
	readonly isChunked: boolean;
};

export type WebhookCounts = {
	/** Not yet answered 200. */
	readonly queued: number;
	readonly delivered: number;
	/** Answers other than 200, and calls without one. */
	readonly refused: number;
	/** 0 = none yet, or no answer. */
	readonly lastStatus: number;
};

/** What a test or a demonstration sees of an instance and can do with it. */
export type InstanceView = {
	readonly idInstance: string;
	readonly apiToken: string;
	readonly wid: string;
	/** As getSettings answers them. */
	readonly settings: WireObject;
	readonly state: string;
	readonly suspendedUntil: string | undefined;
	/** Changes the state and posts stateInstanceChanged where stateWebhook is on. */
	setState(state: string): void;
	/** What the API sent, in the order in which it left the queue. */
	readonly sent: readonly SentRecord[];
	/** What waits in the send queue. */
	readonly queue: readonly SentRecord[];
	sentTo(chatId: string): readonly SentRecord[];
	/** Reactions sent with sendReaction. */
	readonly reactions: readonly { chatId: string; idMessage: string; reaction: string }[];
	/** Chats without a WhatsApp account: what is sent there becomes `noAccount`. */
	readonly withoutAccount: Set<string>;
	/** Hidden ids (`@lid`) by phone id (`@c.us`): checkWhatsapp tells the one, getContactInfo the other. */
	readonly hiddenIds: Map<string, string>;
	/** Posts an outgoingMessageStatus, e.g. `failed` with a description. */
	report(idMessage: string, chatId: string, status: string, description?: string): void;
};
