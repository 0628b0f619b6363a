import type { ChatId, InstanceId, RoomId, VisitorToken } from './ids.js';

/** A Rocket.Chat server that is registered with the bridge. */
export type Workspace = {
	readonly id: number;
	/** Normalised address: scheme and host in lower case, no slash at the end. */
	readonly url: string;
	/** The admin who registered it; the bridge calls REST in this user's name. */
	readonly adminEmail: string;
	readonly userId: string;
	readonly authToken: string;
	/** Public base address of the daemon for this workspace's instances, set by sync-app-url; null = `APP_URL`. */
	readonly appUrl: string | null;
	/** The bridge's app in it; null while none has announced itself. */
	readonly app: WorkspaceApp | null;
	/** When the last app stopped, epoch milliseconds: what was tried before may have gone by it. Null: none did so far. */
	readonly appStoppedAt: number | null;
	readonly createdAt: number;
};

/** The bridge's app in a workspace, as it announced itself. */
export type WorkspaceApp = {
	readonly id: string;
	/** Path of its endpoint below the workspace's address. */
	readonly endpoint: string;
	/** What calls to it are sealed and signed with. */
	readonly key: string;
	readonly version: string;
	/** Names of the calls that it takes, e.g. `message.post`. */
	readonly capabilities: readonly string[];
	/** When it announced itself last, epoch milliseconds. */
	readonly seenAt: number;
};

/** A Rocket.Chat user who serves Omnichannel chats and may own instances. */
export type Agent = {
	readonly id: number;
	readonly workspaceId: number;
	/** Lower case; unique in the workspace. */
	readonly email: string;
	readonly userId: string;
	readonly authToken: string;
	readonly createdAt: number;
};

/** One GREEN-API account bound to one WhatsApp number. */
export type Instance = {
	readonly id: InstanceId;
	readonly workspaceId: number;
	/** The agent who owns it; null when an operator created it for nobody. */
	readonly agentId: number | null;
	readonly apiToken: string;
	/** The token GREEN-API sends with each webhook of this instance. */
	readonly webhookToken: string;
	readonly apiUrl: string;
	readonly mediaUrl: string;
	/** Last known `stateInstance`, e.g. `authorized`. */
	readonly state: string;
	/** The account's own WhatsApp id, '' while it is not authorised. */
	readonly wid: string;
	readonly createdAt: number;
};

/** A user of the workspace who serves a room, or did. */
export type ServingAgent = {
	readonly userId: string;
	/** The name that people see, '' when the workspace does not tell it. */
	readonly name: string;
	/** While this is the chat's open room, the agent serves it now. null: the room was handed on, nobody has it yet. */
	readonly roomId: RoomId | null;
};

/** A WhatsApp conversation of an instance, and the visitor and room it has in Rocket.Chat. */
export type Chat = {
	readonly id: number;
	readonly workspaceId: number;
	readonly instanceId: InstanceId;
	readonly chatId: ChatId;
	readonly visitorToken: VisitorToken;
	/** True once Rocket.Chat knows the visitor. */
	readonly isRegistered: boolean;
	/** The open room, null when none is known. */
	readonly roomId: RoomId | null;
	/** When the chat got its last room, epoch milliseconds; null when that is not known. */
	readonly roomSince: number | null;
	/** The customer's name as last seen, '' when unknown. */
	readonly name: string;
	/** The chat that holds visitor and room, when this one is another WhatsApp id of the same customer. */
	readonly sameAs: number | null;
	/** How many conversations (rooms) there have been. */
	readonly conversations: number;
	/** Who served the chat last, as far as Rocket.Chat told. */
	readonly agent: ServingAgent | null;
};
