import type { RcMessageId, RoomId, VisitorToken } from '../domain/ids.js';

/** A file of an agent's message. `path` is an address on the workspace, e.g. `/file-upload/<id>/scan.pdf`. */
export type AgentFile = {
	readonly path: string;
	readonly name: string;
	readonly mimeType: string | undefined;
	readonly caption: string;
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
	/** True when the webhook repeats a message because its text was changed. */
	readonly isEdit: boolean;
};

/** A call from the Rocket.Chat app or the Omnichannel webhook, parsed. */
export type RocketChatEvent =
	| {
			readonly kind: 'agent-messages';
			/** The app shows the agent what we answer; Rocket.Chat's own webhook drops it. */
			readonly showsAnswer: boolean;
			readonly visitorToken: VisitorToken;
			readonly roomId: RoomId;
			/** `payload` is the message as it came, to be stored; parseAgentMessage reads it again. */
			readonly messages: readonly {
				message: AgentMessage;
				payload: Readonly<Record<string, unknown>>;
			}[];
	  }
	| { readonly kind: 'room-closed'; readonly visitorToken: VisitorToken; readonly roomId: RoomId }
	/** Nothing to do (a visitor's own message, a session event, a visitor who is not ours). */
	| { readonly kind: 'ignored'; readonly reason: string };
