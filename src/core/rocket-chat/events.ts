import type { RcMessageId, RoomId, VisitorToken } from '../domain/ids.js';

/** A file of an agent's message. `path` is an address on the workspace, e.g. `/file-upload/<id>/scan.pdf`. */
export type AgentFile = {
	readonly path: string;
	readonly name: string;
	readonly mimeType: string | undefined;
	readonly caption: string;
	/** As the workspace tells it; undefined when it does not. */
	readonly sizeBytes: number | undefined;
};

/** What an agent wrote in a room of the bridge. */
export type AgentMessage = {
	readonly messageId: RcMessageId;
	/** The text without the link of a quote. */
	readonly text: string;
	readonly files: readonly AgentFile[];
	/** The message it answers to. */
	readonly quotedId: RcMessageId | undefined;
	readonly agentUserId: string;
	readonly agentUsername: string;
	/** The name that people see, '' when the workspace does not tell it. */
	readonly agentName: string;
	/** When it was written, epoch milliseconds; undefined when the workspace does not tell it. */
	readonly writtenAt: number | undefined;
	/** True when the text was changed after the message had been sent. */
	readonly isEdit: boolean;
	/** When it was changed, as Rocket.Chat writes it; '' when that is not known or it never was. */
	readonly editedAt: string;
};

/** The room that something happened in, and its visitor. */
type InRoom = { readonly visitorToken: VisitorToken; readonly roomId: RoomId };

/** Something that an agent did to earlier messages, whoever wrote them. */
type ByAgent = InRoom & {
	readonly agentUserId: string;
	/** The messages that it is about. */
	readonly messageIds: readonly RcMessageId[];
};

export type AgentDeletion = ByAgent & { readonly kind: 'agent-deletion' };

export type AgentReaction = ByAgent & {
	readonly kind: 'agent-reaction';
	/** A name between colons (`:thumbsup:`) or the character itself. */
	readonly reaction: string;
	/** The agent took it back. */
	readonly isRemoved: boolean;
	/** As Rocket.Chat writes it, '' when it does not tell: the same reaction may come and go several times. */
	readonly reactedAt: string;
};

/** What agents wrote, or changed (`isEdit`). */
export type AgentMessages = InRoom & {
	readonly kind: 'agent-messages';
	/** The app shows the agent what we answer; Rocket.Chat's own webhook drops it. */
	readonly showsAnswer: boolean;
	/** `payload` is the message as it came, to be stored; parseAgentMessage reads it again. */
	readonly messages: readonly {
		readonly message: AgentMessage;
		readonly payload: Readonly<Record<string, unknown>>;
	}[];
};

/** Who serves a room from now on. Without an agent it waits for one, in a department or in the queue. */
export type RoomServed = InRoom & {
	readonly kind: 'room-served';
	readonly agent: { readonly userId: string; readonly name: string } | undefined;
};

/** A call from the Rocket.Chat app or the Omnichannel webhook, parsed. */
export type RocketChatEvent =
	| AgentMessages
	| AgentDeletion
	| AgentReaction
	| (InRoom & { readonly kind: 'room-closed' })
	| RoomServed
	/** Nothing to do (a visitor's own message, a session event, a visitor who is not ours). */
	| { readonly kind: 'ignored'; readonly reason: string };
