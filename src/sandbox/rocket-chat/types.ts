import type { ContentSource, FileContent } from '../content.js';

/** The releases whose ways the stand-in knows. */
export type RocketChatVersion = '6.8' | '7.13' | '8.8' | '9.0';

/** How a stand-in of a Rocket.Chat workspace behaves. Times are milliseconds, sizes bytes. */
export type RocketChatSandboxOptions = {
	readonly port?: number;
	/** Keeps every request with its JSON body in `recordings`. */
	readonly recordBodies?: boolean;
	/** Default `8.8`. */
	readonly version?: RocketChatVersion;
	/** REST calls per address, route and method; default off. */
	readonly rateLimiter?: boolean;
	/** Calls per window where a route has no limit of its own; default 10. */
	readonly limit?: number;
	/** Default 60,000; also the window of the routes with a limit of their own. */
	readonly windowMs?: number;
	/** Default false: no room is made while nobody is online. */
	readonly acceptChatsWithNoAgents?: boolean;
	/** Default true: files need a user or a visitor with an open room. */
	readonly protectFiles?: boolean;
	/** Default false: a link in a webhook carries a token that opens the file. */
	readonly fileTokens?: boolean;
	/** Default false: files answer with a redirect to an address as of an object store. */
	readonly redirectFiles?: boolean;
	/** `FileUpload_Enabled`, default true. */
	readonly fileUploadEnabled?: boolean;
	/** `Livechat_fileupload_enabled`, default true. */
	readonly livechatFileUploadEnabled?: boolean;
	/** Default 104,857,600; -1 = no limit. */
	readonly maxFileSize?: number;
	/** Comma-separated, `image/*` allowed; default `image/svg+xml`. */
	readonly mediaTypeBlackList?: string;
	readonly allowEditing?: boolean;
	readonly allowDeleting?: boolean;
	readonly omnichannelEnabled?: boolean;
	/** `Livechat_enable_message_character_limit`, characters; default none. */
	readonly messageCharacterLimit?: number;
	/** Departments a visitor may name, by id and name. */
	readonly departments?: readonly { readonly _id: string; readonly name: string }[];
	/** What the licence allows: `community` lets no private app run since 7.0; default `premium`. */
	readonly edition?: 'community' | 'premium';
	/** Default false: `licenses.info` is refused. */
	readonly hidesLicence?: boolean;
	/** Pause between two attempts to deliver a webhook; default 20,000. */
	readonly webhookRetryMs?: number;
	/** How long a receiver of webhooks may take; default 5,000. */
	readonly webhookTimeoutMs?: number;
};

export type NewUser = {
	readonly username: string;
	/** Default: the username. */
	readonly name?: string;
	/** Default `<username>@example.org`. */
	readonly email?: string;
	/** Default `['user']`. A `livechat-agent` is online until `setAgentOnline` says otherwise. */
	readonly roles?: readonly string[];
	/** What the person chose for the own screen, e.g. `ru`; default: nothing, the workspace's counts. */
	readonly language?: string;
	/** The app whose user it is. */
	readonly appId?: string;
	/** The token was made without "Ignore Two Factor Authentication"; default false. */
	readonly needsTwoFactor?: boolean;
};

export type User = {
	readonly _id: string;
	readonly username: string;
	readonly name: string;
	readonly email: string;
	roles: readonly string[];
	readonly authToken: string;
	readonly language: string | undefined;
	readonly appId: string | undefined;
	readonly needsTwoFactor: boolean;
	isOnline: boolean;
};

export type Visitor = {
	readonly _id: string;
	readonly token: string;
	readonly username: string;
	name: string;
	phone: string | undefined;
	email: string | undefined;
	department: string | undefined;
	readonly ts: number;
	updatedAt: number;
};

/** Author as it stands in a message. */
export type Author = { readonly _id: string; readonly username: string; readonly name: string };

export type Room = {
	readonly _id: string;
	readonly visitor: Visitor;
	readonly ts: number;
	lm: number;
	isOpen: boolean;
	servedBy: { readonly user: User; readonly ts: number } | undefined;
	closedAt: number | undefined;
	closer: 'user' | 'visitor' | undefined;
	closedBy: Author | undefined;
	/** Where it came from, when an app opened it; else the REST API. */
	source?: Readonly<Record<string, unknown>>;
	/** In the order stored, deleted ones taken out. */
	readonly messages: Message[];
};

/** A conversation of two users, or of one with himself; with a name it is a channel for everybody. */
export type DirectRoom = {
	readonly rid: string;
	readonly name?: string;
	readonly usernames: readonly string[];
	readonly messages: Message[];
};

/** A file in the workspace. */
export type StoredFile = {
	readonly _id: string;
	readonly name: string;
	readonly type: string;
	readonly rid: string;
	/** Opens the file without anything else, where `fileTokens` is on. */
	readonly token: string;
	readonly content: FileContent;
	readonly description: string;
};

export type Message = {
	readonly _id: string;
	readonly rid: string;
	readonly from: 'visitor' | 'agent' | 'system' | 'user';
	msg: string;
	readonly ts: number;
	updatedAt: number;
	readonly u: Author;
	/** The visitor's, on a visitor's message. */
	readonly token?: string;
	readonly alias?: string;
	/** Kind of a system message, e.g. `livechat-started`. */
	readonly t?: string;
	readonly files: readonly StoredFile[];
	editedAt?: number;
	editedBy?: Author;
	readonly closingMessage?: true;
	/** Who reacted with what: usernames by `:short_name:`, no list is empty. */
	readonly reactions: Map<string, string[]>;
	/** What an app gave it besides, as Rocket.Chat stores it: `attachments`, `avatar`, `customFields` and the like. */
	extra?: Readonly<Record<string, unknown>>;
};

/** A message as a test sees it. */
export type MessageView = {
	readonly _id: string;
	readonly text: string;
	/** `agent`: somebody with the role livechat-agent; `user`: any other user, e.g. the bridge's bot. */
	readonly from: Message['from'];
	readonly token: string | undefined;
	readonly username: string;
	/** The first file, and all of them. */
	readonly file: FileView | undefined;
	readonly files: readonly FileView[];
	/** Of the first file. */
	readonly description: string | undefined;
	/** Kind of a system message. */
	readonly t: string | undefined;
	readonly ts: number;
	readonly editedAt: number | undefined;
	readonly reactions: readonly string[];
	/** Usernames by reaction. */
	readonly reactedBy: Readonly<Record<string, readonly string[]>>;
	/** What an app gave it besides: `attachments`, `avatar`, `customFields`. */
	readonly extra: Readonly<Record<string, unknown>>;
};

export type FileView = {
	readonly name: string;
	readonly type: string;
	readonly size: number;
	/** Hex digits. */
	readonly sha256: string;
	/** `/file-upload/…` */
	readonly path: string;
};

export type VisitorView = {
	readonly _id: string;
	readonly token: string;
	readonly name: string;
	readonly username: string;
	readonly phone: string | undefined;
	readonly email: string | undefined;
	/** By id. */
	readonly department: string | undefined;
};

export type RoomView = {
	readonly rid: string;
	readonly visitorToken: string;
	readonly visitorName: string;
	readonly isOpen: boolean;
	/** Username of the agent; undefined while it is queued. */
	readonly servedBy: string | undefined;
};

/** What an agent writes. */
export type AgentWrites = {
	readonly username: string;
	readonly text?: string;
	/** Several become several attachments of one message. */
	readonly files?: readonly AgentFileSource[];
	/** Id of the message it answers to. */
	readonly quote?: string;
};

export type AgentFileSource = ContentSource & {
	readonly name: string;
	readonly mimeType: string;
	readonly description?: string;
};

/** Where agents' messages are posted to. */
export type OmnichannelWebhook = {
	readonly url: string;
	readonly token: string;
	/** Rocket.Chat's own webhook (default), or the body of the companion app. */
	readonly form?: 'webhook' | 'app';
	/** Posts visitors' own messages too; default false. */
	readonly visitorMessages?: boolean;
	/** Posts a room that was closed; default true. */
	readonly closedRooms?: boolean;
};

/** What a receiver answered to one attempt. */
export type WebhookAnswer = {
	readonly rid: string;
	/** Ids of the messages in the body. */
	readonly messageIds: readonly string[];
	/** 0 = no answer. */
	readonly status: number;
	readonly body: string;
	readonly attempt: number;
};
