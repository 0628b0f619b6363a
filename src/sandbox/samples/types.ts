import type { WireObject } from '../read.js';

/** What a sample is made for: everything in it that is not the same each time. */
export type Occasion = {
	readonly idInstance: string;
	/** The account's own WhatsApp id, '' when it has none. */
	readonly wid: string;
	readonly chatId: string;
	/** The customer's name. */
	readonly name: string;
	/** What the message says, where it says something. */
	readonly text: string;
	/** The id of what happens, never used before. */
	readonly messageId: string;
	/** The id of the message that it is about; '' when it is about none. */
	readonly about: string;
	/** Where the bytes of a file are. */
	readonly fileUrl: string;
	/** When it happens, epoch milliseconds. */
	readonly at: number;
};

/** Which earlier message a sample is about: of the customer, one that went to the customer, or either. */
export type About = 'inbound' | 'outbound' | 'any';

/** A webhook of GREEN-API that can be played. */
export type WhatsAppSample = {
	readonly kind: string;
	/** What it is, for people. */
	readonly meaning: readonly [en: string, ru: string];
	readonly about?: About;
	/** True where the bridge keeps no row of its own for it. */
	readonly leavesNoRow?: true;
	readonly make: (occasion: Occasion) => WireObject;
};

/** A conversation in Rocket.Chat, and who acts in it. */
export type RoomOccasion = Occasion & {
	readonly workspaceUrl: string;
	readonly roomId: string;
	readonly visitorToken: string;
	readonly agent: { readonly userId: string; readonly username: string };
};

/** A call of Rocket.Chat's Omnichannel webhook that can be played. */
export type RocketChatSample = {
	readonly kind: string;
	readonly meaning: readonly [en: string, ru: string];
	/** Needs the id of an earlier message of an agent. */
	readonly about?: 'agent';
	/** Needs a file of the workspace. */
	readonly hasFile?: true;
	readonly leavesNoRow?: true;
	readonly make: (occasion: RoomOccasion) => WireObject;
};
